package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.MovementKind;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An order that is not paid in time is cancelled, for everybody and at once, whether or not anybody has swept. */
class PayByTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final TestShop shop = new TestShop();
    private final Orders orders = shop.holdfast.orders();

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void itIsCancelledFromTheMomentOn() {
        Variant tee = shop.variant(10);
        long cart = shop.cartWith(tee, 3);
        shop.holdfast.carts().setCharge(cart, NewCharge.of("shipping", usd("5.00")));
        Instant payBy = shop.clock.instant().plus(DAY);

        Order placed = shop.holdfast.checkout().place(CheckoutRequest.of(cart).withPayBy(payBy));

        assertThat(placed.payBy()).isEqualTo(payBy);
        assertThat(placed).isEqualTo(orders.get(placed.id()));
        shop.clock.advance(DAY.minusNanos(1_000));
        assertThat(orders.get(placed.id())).isEqualTo(placed);
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(7);
        shop.clock.advance(Duration.ofNanos(1_000));

        Order overdue = orders.get(placed.id());

        assertThat(overdue.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(overdue.paymentStatus()).isEqualTo(PaymentStatus.UNPAID);
        assertThat(overdue.refundTotal()).isEqualTo(usd("35.00"));
        assertThat(overdue.refundDue()).isEqualTo(usd("0.00"));
        assertThat(overdue.corrections())
                .containsExactly(new Correction(
                        1,
                        CorrectionKind.CANCELLATION,
                        List.of(new Correction.Item(1, 3, null, List.of(), usd("30.00"))),
                        List.of(new Correction.Charge("shipping", usd("5.00"))),
                        usd("35.00"),
                        "not paid by " + payBy,
                        null,
                        payBy,
                        null));
        assertThat(shop.now(tee).stockQuantity()).isEqualTo(10);
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(10);
        assertThat(shop.holdfast.inventory().level(tee.id()).stockQuantity()).isEqualTo(10);
        assertThat(shop.count("select count(*) from #order_corrections")).isZero();

        assertThat(shop.sweep().orders()).isEqualTo(1);

        assertThat(orders.get(placed.id())).as("as it was before the sweep").isEqualTo(overdue);
        assertThat(shop.now(tee).stockQuantity()).isEqualTo(10);
        assertThat(shop.holdfast
                        .inventory()
                        .movements(tee.id(), PageRequest.first(1))
                        .items()
                        .get(0)
                        .kind())
                .isEqualTo(MovementKind.RETURNED);
        assertThat(shop.sweep().orders()).isZero();
    }

    @Test
    void aBuyerWhoIsShortGetsItsUnits() {
        Variant tee = shop.variant(3);
        Variant mug = shop.variant(5);
        long cart = shop.cartWith(tee, 3);
        shop.put(cart, mug, 2);
        Order first = unpaid(cart);
        long late = shop.cart();
        assertThatThrownBy(() -> shop.put(late, tee, 1)).isInstanceOf(InsufficientStockException.class);
        shop.clock.advance(DAY);

        long second = shop.cart();
        shop.put(second, tee, 2);

        assertThat(orders.get(first.id()).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(shop.count("select count(*) from #order_corrections"))
                .as("was written down")
                .isEqualTo(1);
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(1);
        assertThat(shop.now(mug).availableQuantity()).isEqualTo(5);
        assertThatThrownBy(() -> shop.put(second, tee, 4)).isInstanceOf(InsufficientStockException.class);
        assertThat(shop.put(second, tee, 3).items().get(0).quantity()).isEqualTo(3);
    }

    @Test
    void noMoreOrdersAreWrittenDownThanABuyerNeeds() {
        Variant tee = shop.variant(3);
        for (int i = 0; i < 3; i++) {
            unpaid(shop.cartWith(tee, 1));
        }
        shop.clock.advance(DAY);

        shop.put(shop.cart(), tee, 2);

        assertThat(shop.count("select count(*) from #order_corrections")).isEqualTo(2);
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(1);
    }

    @Test
    void whoeverLocksItMakesABuyerWaitAndTryAgain() throws Exception {
        Variant tee = shop.variant(1);
        Order order = unpaid(shop.cartWith(tee, 1));
        shop.clock.advance(DAY);
        Holdfast impatient = shop.holdfast.withTimeout(Duration.ofMillis(50));
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("select 1 from #orders where id = " + order.id() + " for no key update");
            assertThatThrownBy(() -> impatient.carts().put(cart, PutItem.of(tee.id(), 1)))
                    .as("the units may be had soon")
                    .hasMessageContaining("too long");
            assertThat(shop.sweep().orders()).isZero();
        }
        assertThat(impatient.carts().put(cart, PutItem.of(tee.id(), 1)).cart().items())
                .hasSize(1);
    }

    @Test
    void oneThatIsLockedIsPassedByForTheNext() throws Exception {
        Variant tee = shop.variant(2);
        Order oldest = unpaid(shop.cartWith(tee, 1));
        shop.clock.advance(Duration.ofSeconds(1));
        Order next = unpaid(shop.cartWith(tee, 1));
        shop.clock.advance(DAY);
        Holdfast impatient = shop.holdfast.withTimeout(Duration.ofMillis(50));
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("select 1 from #orders where id = " + oldest.id() + " for no key update");
            impatient.carts().put(cart, PutItem.of(tee.id(), 1));
            assertThat(shop.count("select order_id from #order_corrections")).isEqualTo(next.id());
        }
    }

    @Test
    void anotherCounterOfItThatIsLockedIsNotWaitedFor() throws Exception {
        Variant tee = shop.variant(1);
        Variant mug = shop.variant(1);
        long bought = shop.cartWith(tee, 1);
        shop.put(bought, mug, 1);
        unpaid(bought);
        shop.clock.advance(DAY);
        Holdfast impatient = shop.holdfast.withTimeout(Duration.ofMillis(50));
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("select 1 from #stock where variant_id = " + mug.id() + " for no key update");
            assertThatThrownBy(() -> impatient.carts().put(cart, PutItem.of(tee.id(), 1)))
                    .hasMessageContaining("too long");
        }
        assertThat(impatient.carts().put(cart, PutItem.of(tee.id(), 1)).cart().items())
                .hasSize(1);
    }

    @Test
    void aPaymentOrADeliveryInTimeEndsTheWait() {
        Variant tee = shop.variant(9);
        long captured = unpaid(shop.cartWith(tee, 1)).id();
        long authorized = unpaid(shop.cartWith(tee, 1)).id();
        long delivered = unpaid(shop.cartWith(tee, 2)).id();
        long failed = unpaid(shop.cartWith(tee, 1)).id();
        long failedLater = unpaid(shop.cartWith(tee, 1)).id();
        orders.pay(captured, payment(PaymentKind.CAPTURED, "10.00", "a"));
        orders.pay(authorized, payment(PaymentKind.AUTHORIZED, "10.00", "b"));
        orders.fulfil(delivered, NewFulfilment.of(ItemUnits.of(1, 1)));
        orders.pay(failed, payment(PaymentKind.FAILED, "10.00", "c"));
        orders.pay(failedLater, payment(PaymentKind.AUTHORIZED, "10.00", "d"));
        shop.clock.advance(DAY);
        orders.pay(failedLater, payment(PaymentKind.FAILED, "10.00", "d"));

        assertThat(List.of(captured, authorized, delivered))
                .allSatisfy(id -> assertThat(orders.get(id).status()).isEqualTo(OrderStatus.PLACED));
        assertThat(List.of(failed, failedLater))
                .allSatisfy(id -> assertThat(orders.get(id).status()).isEqualTo(OrderStatus.CANCELLED));
        assertThat(shop.sweep().orders()).isEqualTo(2);
        assertThat(shop.now(tee).stockQuantity()).isEqualTo(5);
    }

    @Test
    void aPaymentThatComesLateIsKeptAndOwed() {
        Variant tee = shop.variant(2);
        Order order = unpaid(shop.cartWith(tee, 2));
        shop.clock.advance(DAY);

        Payment payment = orders.pay(order.id(), payment(PaymentKind.CAPTURED, "20.00", "late"));

        assertThat(payment.flag()).isNull();
        Order paid = orders.get(order.id());
        assertThat(paid.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(paid.refundDue()).isEqualTo(usd("20.00"));
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(2);
        assertThatThrownBy(() -> orders.cancel(order.id(), NewCancellation.all()))
                .isInstanceOf(OrderCancelledException.class);
        assertThatThrownBy(() -> orders.fulfil(order.id(), NewFulfilment.all()))
                .isInstanceOf(OrderCancelledException.class);
    }

    @Test
    void whatIsLeftIsCancelledExactly() {
        Variant tee = shop.variant("3.33", 9);
        shop.rule("{'code': 'TEN', 'target': 'order', 'discount': {'type': 'percent_off', 'percent': 10}}");
        Order order = unpaid(shop.cartWith(tee, 5));
        orders.cancel(
                order.id(), new NewCancellation(List.of(ItemUnits.of(1, 2)), List.of(), new BigDecimal("1.00"), "fee"));
        shop.clock.advance(DAY);

        Order overdue = orders.get(order.id());

        assertThat(overdue.items().get(0).cancelledQuantity()).isEqualTo(5);
        assertThat(overdue.corrections()).hasSize(2);
        assertThat(shop.sweep().orders()).isEqualTo(1);
        assertThat(orders.get(order.id())).isEqualTo(overdue);
    }

    @Test
    void aHostWhoCountsStockCountsItsUnits() {
        Variant tee = shop.variant(10);
        unpaid(shop.cartWith(tee, 4));
        shop.clock.advance(DAY);

        shop.holdfast.inventory().set(tee.id(), 9, 10, "counted", null);

        assertThat(shop.now(tee).stockQuantity()).isEqualTo(9);
        shop.sweep();
        assertThat(shop.now(tee).stockQuantity()).isEqualTo(9);
        assertThat(shop.holdfast
                        .catalog()
                        .variants(VariantFilter.all().withAvailable(true), PageRequest.first(9))
                        .items())
                .extracting(Variant::id)
                .contains(tee.id());
    }

    @Test
    void listsAndSimulationsTellItApart() {
        Variant tee = shop.variant(9);
        Order overdue = unpaid(shop.cartWith(tee, 1));
        long ofAnn = shop.cartOf("ann");
        shop.put(ofAnn, tee, 1);
        Order part = unpaid(ofAnn);
        orders.pay(part.id(), payment(PaymentKind.CAPTURED, "4.00", "part"));
        shop.clock.advance(DAY);
        Order open = shop.checkOut(shop.cartWith(tee, 1));

        for (int swept = 0; swept < 2; swept++) {
            assertThat(listed(OrderStatus.PLACED, null)).containsExactly(open.id());
            assertThat(listed(OrderStatus.CANCELLED, null)).containsExactly(part.id(), overdue.id());
            assertThat(listed(OrderStatus.CANCELLED, PaymentStatus.UNPAID)).containsExactly(overdue.id());
            assertThat(listed(OrderStatus.CANCELLED, PaymentStatus.PAID)).containsExactly(part.id());
            assertThat(listed(null, PaymentStatus.UNPAID)).containsExactly(open.id(), overdue.id());
            assertThat(listed(null, null)).containsExactly(open.id(), part.id(), overdue.id());
            OrderFilter cancelled = new OrderFilter("ann", OrderStatus.CANCELLED, null);
            assertThat(orders.list(cancelled, PageRequest.first(9)).items())
                    .extracting(Order::id)
                    .containsExactly(part.id());
            shop.sweep();
        }
    }

    @Test
    void whatDoesNotHaveToBePaidIsNotAwaited() {
        Variant free = shop.variant("0.00", 3);
        Order order = unpaid(shop.cartWith(free, 1));

        assertThat(order.payBy()).isNull();
        shop.clock.advance(DAY);
        assertThat(orders.get(order.id()).status()).isEqualTo(OrderStatus.PLACED);
    }

    @Test
    void theTimeIsOfTheSettingUnlessItIsGiven() {
        Holdfast waiting = shop.builder().payWithin(Duration.ofHours(1)).build();
        Variant tee = shop.variant(9);
        Instant given = shop.clock.instant().plus(DAY);
        long ofSession = shop.cartWith(tee, 1);
        long paid = shop.cartWith(tee, 1);
        String session = waiting.checkoutSessions()
                .begin(new NewCheckoutSession(CheckoutRequest.of(ofSession), null))
                .id();
        String paidSession = waiting.checkoutSessions()
                .begin(new NewCheckoutSession(CheckoutRequest.of(paid), null))
                .id();

        assertThat(waiting.checkout()
                        .place(CheckoutRequest.of(shop.cartWith(tee, 1)))
                        .payBy())
                .isEqualTo(shop.clock.instant().plus(Duration.ofHours(1)));
        assertThat(waiting.checkout()
                        .place(CheckoutRequest.of(shop.cartWith(tee, 1)).withPayBy(given))
                        .payBy())
                .isEqualTo(given);
        shop.clock.advance(Duration.ofMinutes(2));
        Order completed =
                waiting.checkoutSessions().complete(session, null, false).order();
        assertThat(completed.payBy()).isEqualTo(shop.clock.instant().plus(Duration.ofHours(1)));
        assertThat(waiting.checkoutSessions()
                        .complete(paidSession, payment(PaymentKind.AUTHORIZED, "10.00", "x"), false)
                        .order()
                        .payBy())
                .isNull();
        shop.clock.advance(Duration.ofHours(1));
        assertThat(waiting.checkoutSessions()
                        .complete(session, null, false)
                        .order()
                        .status())
                .isEqualTo(OrderStatus.CANCELLED);
        assertThat(waiting.checkoutSessions()
                        .pay(session, payment(PaymentKind.CAPTURED, "10.00", "late"))
                        .status())
                .isEqualTo(dev.holdfast.checkout.SessionStatus.COMPLETED);
        assertThat(orders.get(completed.id()).refundDue()).isEqualTo(usd("10.00"));
    }

    @Test
    void aTimeThatHasPassedIsRefused() {
        long cart = shop.cartWith(shop.variant(1), 1);
        CheckoutRequest now = CheckoutRequest.of(cart).withPayBy(shop.clock.instant());

        assertThatThrownBy(() -> shop.holdfast.checkout().place(now))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("pay_by")
                .hasMessageContaining("is not after");
        assertThatThrownBy(() -> shop.holdfast
                        .checkoutSessions()
                        .begin(new NewCheckoutSession(
                                now.withPayBy(shop.clock.instant().plus(DAY)), null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("pay_by");
    }

    @Test
    void aSweepThatOnlyCountsLeavesItAsItIs() {
        unpaid(shop.cartWith(shop.variant(3), 1));
        unpaid(shop.cartWith(shop.variant(3), 1));
        shop.clock.advance(DAY);

        SweepResult counted =
                shop.holdfast.sweeper().sweep(SweepOptions.defaults().asDryRun());

        assertThat(counted.orders()).isEqualTo(2);
        assertThat(shop.holdfast
                        .sweeper()
                        .sweep(SweepOptions.defaults().withBatch(1))
                        .orders())
                .isEqualTo(2);
    }

    @Test
    void aHostsTransactionEndsItToo() throws Exception {
        Variant tee = shop.variant(1);
        Order order = unpaid(shop.cartWith(tee, 1));
        shop.clock.advance(DAY);
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast joined = shop.holdfast.within(host.connection);
            joined.orders().pay(order.id(), payment(PaymentKind.CAPTURED, "10.00", "late"));
            long cart =
                    joined.carts().create(dev.holdfast.cart.NewCart.anonymous()).id();
            joined.carts().put(cart, PutItem.of(tee.id(), 1));
            host.commit();
        }
        assertThat(orders.get(order.id()).refundDue()).isEqualTo(usd("10.00"));
    }

    private List<Long> listed(@Nullable OrderStatus status, @Nullable PaymentStatus paymentStatus) {
        OrderFilter filter = new OrderFilter(null, status, paymentStatus, null, null, null);
        return orders.list(filter, PageRequest.first(9)).items().stream()
                .map(Order::id)
                .toList();
    }

    private Order unpaid(long cart) {
        return shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(cart).withPayBy(shop.clock.instant().plus(DAY)));
    }

    private static NewPayment payment(PaymentKind kind, String amount, String reference) {
        return new NewPayment(kind, new BigDecimal(amount), reference);
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

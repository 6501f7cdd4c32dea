package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.holdfast.Holdfast;
import dev.holdfast.Patch;
import dev.holdfast.catalog.PurchaseLimitException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.catalog.VariantLimits;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.Completion;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.inventory.Shortage;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A variant can have a limit for each user, over all that the user has bought and holds. */
class PurchaseLimitTest {
    private static final TestShop shop = new TestShop();
    private static final AtomicInteger users = new AtomicInteger();

    private final String user = "user-" + users.incrementAndGet();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void ordersOfTheLastDaysAndAllCartsCountTogether() {
        Variant variant = limited(5, 30);
        shop.checkOut(cartWith(variant, 2));
        long other = cartWith(variant, 1);
        long cart = shop.cartOf(user);

        assertThatExceptionOfType(PurchaseLimitException.class)
                .isThrownBy(() -> shop.put(cart, variant, 3))
                .satisfies(e -> assertThat(e.facts())
                        .containsOnly(
                                entry("variant_id", variant.id()),
                                entry("sku", variant.sku()),
                                entry("bought", 2L),
                                entry("held", 1L),
                                entry("requested", 3),
                                entry("limit", 5),
                                entry("days", 30)));
        assertThat(shop.show(cart).items()).isEmpty();
        shop.put(cart, variant, 2);
        refused(() -> shop.put(cart, variant, 3));
        refused(() -> shop.holdfast.carts().changeItem(cart, 1, 3));
        refused(() -> shop.put(other, variant, 2));
        shop.holdfast.carts().removeItem(other, 1);
        shop.put(cart, variant, 3);
        shop.put(shop.cartOf(user + " another"), variant, 5);
    }

    /** As a web page changes it, which knows nothing but the token, and as one does who has seen the cart before. */
    @Test
    void aCartThatIsNamedByItsTokenOrChangedOnAConditionCountsToo() {
        Variant variant = limited(2, 30);
        long cart = shop.cartOf(user);
        Carts byToken = shop.holdfast.carts().withToken(shop.show(cart).token());
        Carts onCondition = shop.holdfast.carts().onlyIf(seen -> true);

        assertThat(byToken.put(cart, PutItem.of(variant.id(), 1)).cart().items())
                .hasSize(1);
        assertThat(onCondition.put(cart, PutItem.of(variant.id(), 2)).cart().items())
                .hasSize(1);
        refused(() -> byToken.put(cart, PutItem.of(variant.id(), 3)));
        refused(() -> onCondition.put(cart, PutItem.of(variant.id(), 3)));
    }

    @Test
    void anOrderCountsForItsDaysOnlyAndForeverWithoutDays() {
        Variant monthly = limited(2, 30);
        Variant once = limited(2, null);
        long cart = cartWith(monthly, 2);
        shop.put(cart, once, 2);
        shop.checkOut(cart);

        shop.clock.advance(Duration.ofDays(30).minusSeconds(1));
        refused(() -> shop.put(shop.cartOf(user), monthly, 1));
        shop.clock.advance(Duration.ofSeconds(1));
        shop.put(shop.cartOf(user), monthly, 2);
        shop.clock.advance(Duration.ofDays(3_650));
        refused(() -> shop.put(shop.cartOf(user), once, 1));
    }

    @Test
    void reservationsThatHaveExpiredDoNotCountSweptOrNot() {
        Variant variant = limited(2, null);
        long expired = cartWith(variant, 2);
        shop.letExpire();

        long cart = cartWith(variant, 2);
        refused(() -> shop.put(expired, variant, 1));
        shop.sweep();
        refused(() -> shop.put(expired, variant, 1));
        shop.holdfast.carts().delete(cart);
        shop.put(expired, variant, 2);
    }

    @Test
    void unitsThatWereCancelledOrReturnedDoNotCountThoseThatWereDeliveredDo() {
        Variant variant = limited(4, null);
        Order order = shop.checkOut(cartWith(variant, 4));
        long cart = shop.cartOf(user);
        refused(() -> shop.put(cart, variant, 1));

        shop.holdfast.orders().cancel(order.id(), NewCancellation.of(ItemUnits.of(1, 1)));
        refused(() -> shop.put(cart, variant, 2));
        shop.put(cart, variant, 1);
        shop.holdfast.orders().fulfil(order.id(), NewFulfilment.all());
        refused(() -> shop.put(cart, variant, 2));
        shop.holdfast.orders().takeBack(order.id(), NewReturn.of(ReturnedUnits.sellable(1, 2)));
        shop.put(cart, variant, 3);
        refused(() -> shop.put(cart, variant, 4));
    }

    @Test
    void anOrderThatWasNotPaidInTimeDoesNotCountSweptOrNot() {
        Variant variant = limited(2, null);
        long cart = cartWith(variant, 2);
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(cart).withPayBy(shop.clock.instant().plusSeconds(60)));
        refused(() -> shop.put(shop.cartOf(user), variant, 1));

        shop.clock.advance(Duration.ofMinutes(1));
        shop.put(shop.cartOf(user), variant, 2);
    }

    @Test
    void giftsDoNotCount() {
        Variant bought = shop.variant(100);
        Variant variant = limited(2, null);
        shop.rule("{'code': 'GIFT-" + user + "', 'discount': {'type': 'gift', 'variant': " + variant.id()
                + ", 'quantity': 1, 'buy': {'variants': [" + bought.id() + "], 'quantity': 1}}}");
        long cart = cartWith(bought, 1);
        assertThat(shop.show(cart).items()).hasSize(2);
        shop.checkOut(cart);

        shop.put(cartWith(bought, 1), variant, 2);
        refused(() -> shop.put(shop.cartOf(user), variant, 1));
    }

    @Test
    void aCartOfAnUnknownBuyerHoldsAsMuchAsAUserCanHave() {
        Variant variant = limited(2, null);
        long cart = shop.cartWith(variant, 2);

        assertThatExceptionOfType(PurchaseLimitException.class)
                .isThrownBy(() -> shop.put(cart, variant, 3))
                .satisfies(e -> assertThat(e.facts()).contains(entry("bought", 0L), entry("held", 2L)));
        shop.checkOut(cart);
        shop.checkOut(shop.cartWith(variant, 2));
    }

    @Test
    void aCartGoesToNobodyWhoWouldHaveTooMuchWithIt() {
        Variant variant = limited(3, null);
        shop.checkOut(cartWith(variant, 2));
        long cart = shop.cartWith(variant, 2);

        refused(() -> shop.holdfast.carts().change(cart, toUser()));
        assertThat(shop.show(cart).userId()).isNull();
        refused(() -> shop.holdfast.checkout().place(new CheckoutRequest(cart, user, null)));
        refused(() -> shop.holdfast
                .checkoutSessions()
                .begin(new NewCheckoutSession(new CheckoutRequest(cart, user, null), null)));
        shop.put(cart, variant, 1);
        assertThat(shop.holdfast.carts().change(cart, toUser()).userId()).isEqualTo(user);
        shop.checkOut(cart);
        refused(() -> shop.put(shop.cartOf(user), variant, 1));
    }

    @Test
    void aCheckoutThatNamesItsBuyerCountsForTheBuyer() {
        Variant variant = limited(2, null);
        shop.holdfast.checkout().place(new CheckoutRequest(shop.cartWith(variant, 2), user, null));

        refused(() -> shop.put(shop.cartOf(user), variant, 1));
    }

    @Test
    void whatIsHeldWhenALimitIsSetCanBeKeptAndBought() {
        Variant variant = shop.variant(100);
        long cart = cartWith(variant, 5);
        limit(variant, 2, null);

        shop.put(cart, variant, 5);
        shop.holdfast.carts().extend(cart);
        refused(() -> shop.put(cart, variant, 6));
        shop.put(cart, variant, 4);
        CheckoutSession session = shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
        assertThat(shop.holdfast
                        .checkoutSessions()
                        .complete(session.id(), null, false)
                        .order())
                .isNotNull();
        refused(() -> shop.put(shop.cartOf(user), variant, 1));
    }

    @Test
    void aLatePaymentBuysNoMoreThanAUserCanHave() {
        Variant variant = limited(3, null);
        long cart = cartWith(variant, 2);
        CheckoutSession session = shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
        refused(() -> shop.put(shop.cartOf(user), variant, 2));
        shop.clock.advance(Duration.ofHours(1));
        shop.checkOut(cartWith(variant, 2));

        NewPayment payment = new NewPayment(PaymentKind.CAPTURED, new BigDecimal("20.00"), "late");
        Completion late = shop.holdfast.checkoutSessions().complete(session.id(), payment, false);
        assertThat(late.order()).isNull();
        assertThat(late.session().shortages()).containsExactly(new Shortage(variant.id(), 2, 1));
        assertThat(late.session().refundDue().toString()).contains("20.00");
    }

    @Test
    void aLatePaymentBuysWhatItsUserCanStillHave() {
        Variant variant = limited(3, null);
        long cart = cartWith(variant, 2);
        CheckoutSession session = shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
        shop.clock.advance(Duration.ofHours(1));
        shop.checkOut(cartWith(variant, 1));

        assertThat(shop.holdfast
                        .checkoutSessions()
                        .complete(session.id(), null, false)
                        .order())
                .isNotNull();
        refused(() -> shop.put(shop.cartOf(user), variant, 1));
    }

    /** Each transaction counts what it sees, and none sees the other: a count without a lock lets all of them through. */
    @Test
    void manyCartsThatAreFilledAndBoughtAtOnceGetNoMore() throws Exception {
        List<Holdfast> servers = Stream.generate(
                        () -> shop.builder().lanes(16).batchLimit(4).build())
                .limit(2)
                .toList();
        Variant variant = limited(7, 1);
        Variant other = limited(7, 1);
        long one = shop.cartOf(user);
        long two = shop.cartOf(user);
        long unknown = shop.cartWith(variant, 3);
        AtomicInteger refused = new AtomicInteger();
        Threads.all(32, number -> {
            Holdfast server = servers.get(number % 2);
            long cart = number % 2 == 0 ? one : two;
            Variant wanted = number % 4 < 2 ? variant : other;
            try {
                if (number == 30) {
                    server.carts().change(unknown, toUser());
                } else if (number % 8 == 7) {
                    long own = server.carts()
                            .create(new NewCart(user, null, List.of(), null))
                            .id();
                    server.carts().put(own, PutItem.of(wanted.id(), 2));
                    server.checkout().place(CheckoutRequest.of(own));
                } else {
                    server.carts().put(cart, PutItem.of(wanted.id(), 1 + number % 5));
                    server.carts().extend(cart);
                }
            } catch (PurchaseLimitException e) {
                refused.incrementAndGet();
            }
        });

        assertThat(has(variant)).isBetween(1L, 7L);
        assertThat(has(other)).isBetween(1L, 7L);
        assertThat(refused).hasPositiveValue();
    }

    /** A cart changes its user without the lock of stock, so only the lock of the user keeps these apart. */
    @Test
    void ofManyCartsThatAUserTakesOverAtOnceTheUserGetsOne() throws Exception {
        // Each command a transaction of its own, and as many at once as there are connections.
        Holdfast server = shop.builder().lanes(16).batchLimit(1).build();
        Variant variant = limited(4, null);
        List<Long> carts =
                Stream.generate(() -> shop.cartWith(variant, 3)).limit(24).toList();
        AtomicInteger got = new AtomicInteger();
        Threads.all(24, number -> {
            try {
                server.carts().change(carts.get(number), toUser());
                got.incrementAndGet();
            } catch (PurchaseLimitException e) {
                assertThat(e.facts()).contains(entry("held", 3L));
            }
        });

        assertThat(got).hasValue(1);
        assertThat(has(variant)).isEqualTo(3);
    }

    /** A transaction that renews a reservation may end after it would have: until then nobody may count it as expired. */
    @Test
    void unitsThatAreBeingRenewedAreNotGivenAgain() throws Exception {
        Variant variant = limited(2, null);
        Variant other = shop.variant(100);
        long renewed = cartWith(variant, 2);
        shop.clock.advance(Duration.ofMinutes(10));
        try (OtherTransaction host = new OtherTransaction(shop)) {
            shop.holdfast.within(host.connection).carts().extend(renewed);
            shop.clock.advance(Duration.ofMinutes(10));
            long unknown = shop.cartWith(variant, 2);
            var change = Threads.begin(() -> shop.holdfast.carts().change(unknown, toUser()));
            for (int i = 0; i < 20; i++) {
                shop.put(shop.cart(), other, 1);
            }
            assertThat(change.isDone()).isFalse();
            host.commit();
            refused(() -> Threads.join(change));
        }
        assertThat(has(variant)).isEqualTo(2);
    }

    private long has(Variant variant) {
        return shop.count(
                "select (select coalesce(sum(i.quantity), 0) from #cart_items i join #carts c on c.id = i.cart_id"
                        + " where c.user_id = '" + user + "' and i.variant_id = " + variant.id()
                        + " and c.status = 'open'"
                        + " and i.reserved_until > '" + shop.clock.instant() + "')"
                        + " + (select coalesce(sum(i.quantity), 0) from #order_items i join #orders o on o.id = i.order_id"
                        + " where o.user_id = '" + user + "' and i.variant_id = " + variant.id() + ")");
    }

    private CartChange toUser() {
        return new CartChange(Patch.set(user), Patch.keep(), Patch.keep());
    }

    private long cartWith(Variant variant, int quantity) {
        long cart = shop.cartOf(user);
        shop.put(cart, variant, quantity);
        return cart;
    }

    private static void refused(ThrowingCallable call) {
        assertThatExceptionOfType(PurchaseLimitException.class).isThrownBy(call);
    }

    private static Variant limited(int units, @Nullable Integer days) {
        return limit(shop.variant(100), units, days);
    }

    private static Variant limit(Variant variant, int units, @Nullable Integer days) {
        return shop.holdfast
                .catalog()
                .changeVariant(
                        variant.id(),
                        VariantChange.none()
                                .withLimits(VariantLimitsChange.to(VariantLimits.NONE.withMaxPerUser(units, days))));
    }
}

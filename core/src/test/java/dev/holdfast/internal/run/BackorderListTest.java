package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.Completion;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.inventory.LedgerEntry;
import dev.holdfast.inventory.MovementKind;
import dev.holdfast.inventory.SupplyChange;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.testing.TestShop;
import dev.holdfast.transfer.NewTransfer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists that place orders which wait for units, and bring units in: nobody is passed by. */
class BackorderListTest {
    private final TestShop shop = new TestShop();
    private final OneList server = new OneList(shop);

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
        assertThat(shop.count("""
                select count(*) from #backorders b join #stock s using (variant_id, location_id)
                where s.stock_quantity > s.reserved_quantity - s.backordered_quantity""")).isZero();
    }

    @Test
    void aReceiptFillsAnOrderThatTheSameListHasPlaced() throws Exception {
        Variant tee = variant(1, 5);
        long cart = shop.cartWith(tee, 3);

        OneList.Outcomes outcomes = server.run(server.checkOut(cart), receive(tee, 5));

        Order placed = outcomes.as(Order.class, 1);
        assertThat(placed.items().get(0).backorderedQuantity())
                .as("as it was placed")
                .isEqualTo(2);
        assertThat(waiting(placed)).isZero();
        assertThat(level(tee)).isEqualTo(3);
        assertThat(shop.count("select count(*) from #backorders")).isZero();
        List<LedgerEntry> ledger = shop.holdfast
                .inventory()
                .movements(tee.id(), PageRequest.first(2))
                .items();
        assertThat(ledger).extracting(LedgerEntry::kind).containsExactly(MovementKind.FILLED, MovementKind.RECEIVED);
        assertThat(ledger.get(0).orderId()).isEqualTo(placed.id());
    }

    @Test
    void whatIsFilledInPartWaitsForTheRest() throws Exception {
        Variant tee = variant(0, 5);
        long cart = shop.cartWith(tee, 4);

        OneList.Outcomes outcomes = server.run(server.checkOut(cart), receive(tee, 1), receive(tee, 2));

        Order placed = outcomes.as(Order.class, 1);
        assertThat(waiting(placed)).isEqualTo(1);
        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isEqualTo(1);
        shop.holdfast.inventory().receive(tee.id(), 1, null);
        assertThat(waiting(placed)).isZero();
        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isZero();
    }

    @Test
    void theOldestIsFilledFirstAmongThoseOfTheListAndThoseOfBefore() throws Exception {
        Variant tee = variant(0, 20);
        Order before = shop.checkOut(shop.cartWith(tee, 2));
        Variant other = variant(0, 20);
        // More than nine, so that the places of their numbers are not in the order of their texts.
        List<Long> carts =
                IntStream.range(0, 11).mapToObj(i -> shop.cartWith(tee, 1)).toList();
        List<OneList.Call> calls =
                new ArrayList<>(carts.stream().map(server::checkOut).toList());
        calls.add(server.checkOut(shop.cartWith(other, 3)));
        calls.add(receive(tee, 8));

        OneList.Outcomes outcomes = server.run(calls.toArray(OneList.Call[]::new));

        assertThat(waiting(before)).isZero();
        for (int i = 1; i <= 11; i++) {
            assertThat(waiting(outcomes.as(Order.class, i))).as("order %d", i).isEqualTo(i <= 6 ? 0 : 1);
        }
        assertThat(waiting(outcomes.as(Order.class, 12))).isEqualTo(3);
    }

    @Test
    void cancellationsReturnsAndTransfersFillItAsWell() throws Exception {
        Variant tee = variant(3, 9);
        Order returned = shop.checkOut(shop.cartWith(tee, 2));
        Order cancelled = shop.checkOut(shop.cartWith(tee, 1));
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        shop.holdfast.inventory().at("berlin").receive(tee.id(), 1, null);
        long cart = shop.cartWith(tee, 3);

        OneList.Outcomes outcomes = server.run(
                server.checkOut(cart),
                () -> server.orders.cancel(cancelled.id(), NewCancellation.of(ItemUnits.of(1, 1))),
                () -> server.orders.takeBack(returned.id(), NewReturn.of(ReturnedUnits.sellable(1, 1))),
                () -> server.transfers.create(NewTransfer.of(tee.id(), "berlin", "default", 1)));

        assertThat(waiting(outcomes.as(Order.class, 1))).isZero();
        assertThat(level(tee)).isZero();
    }

    @Test
    void aSessionThatIsCompletedWaitsAndIsFilledLikeAnyOrder() throws Exception {
        Variant tee = variant(0, 9);
        long cart = shop.cartWith(tee, 2);
        CheckoutSession session = shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
        shop.clock.advance(Duration.ofHours(1));
        shop.sweep();

        OneList.Outcomes outcomes = server.run(
                () -> server.sessions.complete(
                        session.id(), new NewPayment(PaymentKind.CAPTURED, BigDecimal.TEN, "paid"), false),
                receive(tee, 1));

        Order order = outcomes.as(Completion.class, 1).order();
        assertThat(order).isNotNull();
        assertThat(order == null ? -1 : waiting(order)).isEqualTo(1);
    }

    @Test
    void aBoughtCartShowsWhatItsOrderWaitsForUntilTheOrderIsOverdue() {
        Variant tee = variant(1, 9);
        long cart = shop.cartWith(tee, 3);
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(cart).withPayBy(shop.clock.instant().plus(Duration.ofDays(1))));

        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isEqualTo(2);
        shop.clock.advance(Duration.ofDays(1));
        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isZero();
    }

    private OneList.Call receive(Variant variant, int units) {
        return () -> server.inventory.receive(variant.id(), units, null);
    }

    private Variant variant(int stock, int backorderLimit) {
        Variant variant = shop.variant(stock);
        shop.holdfast.inventory().changeSupply(variant.id(), SupplyChange.NONE.withBackorderLimit(backorderLimit));
        return variant;
    }

    private int waiting(Order order) {
        return shop.holdfast.orders().get(order.id()).items().get(0).backorderedQuantity();
    }

    private int level(Variant variant) {
        return shop.holdfast.inventory().level(variant.id()).stockQuantity();
    }
}

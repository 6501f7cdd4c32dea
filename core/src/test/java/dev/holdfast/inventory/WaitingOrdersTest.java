package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.ConflictException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.order.OrderStatus;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Orders that wait for units, and what fills them. */
class WaitingOrdersTest extends BackorderStories {
    @Test
    void unitsThatWaitCannotBeFulfilledOrReturnedAndAReceiptFillsThem() {
        Variant tee = variant(2, 3);
        long order = shop.checkOut(shop.cartWith(tee, 5)).id();

        assertThat(orders.fulfil(order, NewFulfilment.of(ItemUnits.of(1, 2))).items())
                .hasSize(1);
        assertRefused("order_backordered", () -> orders.fulfil(order, NewFulfilment.of(ItemUnits.of(1, 1))));
        assertRefused("order_backordered", () -> orders.fulfil(order, NewFulfilment.all()));
        assertRefused("order_backordered", () -> orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 3))));

        inventory.receive(tee.id(), 2, null);

        assertThat(item(order).backorderedQuantity()).isEqualTo(1);
        assertThat(kinds(tee)).startsWith(MovementKind.FILLED, MovementKind.RECEIVED);
        assertThat(inventory.level(tee.id()).stockQuantity()).isZero();
        assertThat(orders.fulfil(order, NewFulfilment.all()).items().get(0).quantity())
                .isEqualTo(2);
        inventory.adjust(tee.id(), 4, "found", null);
        assertThat(item(order).backorderedQuantity()).isZero();
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(3);
        orders.fulfil(order, NewFulfilment.all());
        assertThat(orders.get(order).status()).isEqualTo(OrderStatus.FULFILLED);
        assertThat(shop.count("select count(*) from #backorders")).isZero();
    }

    @Test
    void theOldestOrderIsFilledFirst() {
        Variant tee = variant(0, 10);
        long first = shop.checkOut(shop.cartWith(tee, 2)).id();
        long second = shop.checkOut(shop.cartWith(tee, 2)).id();

        inventory.receive(tee.id(), 3, null);

        assertThat(item(first).backorderedQuantity()).isZero();
        assertThat(item(second).backorderedQuantity()).isEqualTo(1);
        inventory.set(tee.id(), 1, 0, "counted", null);
        assertThat(item(second).backorderedQuantity()).isZero();
        assertThat(inventory.level(tee.id()).stockQuantity()).isZero();
    }

    @Test
    void aCancellationGivesUpWhatWaitsFirstAndTheRestGoesToThoseWhoWait() {
        Variant tee = variant(3, 10);
        long first = shop.checkOut(shop.cartWith(tee, 5)).id();
        long second = shop.checkOut(shop.cartWith(tee, 2)).id();

        orders.cancel(first, NewCancellation.of(ItemUnits.of(1, 1)));

        assertThat(item(first).backorderedQuantity()).isEqualTo(1);
        assertThat(item(second).backorderedQuantity()).isEqualTo(2);
        assertThat(inventory.supply(tee.id()).backorderedQuantity()).isEqualTo(3);

        orders.cancel(first, NewCancellation.of(ItemUnits.of(1, 3)));

        assertThat(item(first).backorderedQuantity()).isZero();
        assertThat(item(second).backorderedQuantity()).isZero();
        assertThat(inventory.level(tee.id()).stockQuantity()).isZero();
        orders.takeBack(first, NewReturn.of(ReturnedUnits.sellable(1, 1)));
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(1);
    }

    @Test
    void anOrderThatIsCancelledFillsNoneOfItsOwnItems() {
        Variant tee = variant(3, 5);
        shop.rule("{'code': 'one-more', 'discount': {'type': 'gift', 'variant': " + tee.id() + ", 'quantity': 1,"
                + " 'buy': {'variants': [" + tee.id() + "], 'quantity': 2}, 'max_times': 1}}");
        String session = shop.holdfast
                .checkoutSessions()
                .begin(NewCheckoutSession.of(shop.cartWith(tee, 2)))
                .id();
        shop.clock.advance(Duration.ofHours(1));
        shop.sweep();
        inventory.adjust(tee.id(), -2, "lost", null);
        Order order =
                shop.holdfast.checkoutSessions().complete(session, null, false).order();
        assertThat(order).isNotNull();
        assertThat(order.items()).extracting(OrderItem::backorderedQuantity).containsExactly(1, 1);

        orders.cancel(order.id(), NewCancellation.all());

        assertThat(inventory.supply(tee.id()).backorderedQuantity()).isZero();
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(1);
    }

    @Test
    void anOverdueOrderIsPassedByWhenUnitsComeBack() {
        Variant tee = variant(2, 5);
        long onHand = shop.checkOut(shop.cartWith(tee, 1)).id();
        long overdue = shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(shop.cartWith(tee, 3))
                        .withPayBy(shop.clock.instant().plus(Duration.ofDays(1))))
                .id();
        long waiting = shop.checkOut(shop.cartWith(tee, 1)).id();
        assertThat(item(overdue).backorderedQuantity()).isEqualTo(2);
        shop.clock.advance(Duration.ofDays(1));

        orders.cancel(onHand, NewCancellation.all());

        assertThat(item(waiting).backorderedQuantity()).isZero();
        assertThat(orders.get(overdue).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(1);
    }

    @Test
    void aReturnGoesToThoseWhoWait() {
        Variant tee = variant(1, 1);
        long first = shop.checkOut(shop.cartWith(tee, 1)).id();
        long second = shop.checkOut(shop.cartWith(tee, 1)).id();

        orders.takeBack(first, NewReturn.of(ReturnedUnits.sellable(1, 1)));

        assertThat(item(second).backorderedQuantity()).isZero();
        assertThat(inventory.level(tee.id()).stockQuantity()).isZero();
    }

    @Test
    void unitsThatAreTooFewForAllWhoWereBeforeAreNotTaken() {
        Variant tee = variant(0, 5);
        long waiting = shop.checkOut(shop.cartWith(tee, 3)).id();
        long cart = shop.cartWith(tee, 2);
        inventory.receive(tee.id(), 4, null);

        assertThat(item(waiting).backorderedQuantity()).isZero();
        assertThat(shop.checkOut(cart).items().get(0).backorderedQuantity()).isEqualTo(2);

        assertThat(dryRun()).isEqualTo(1);
        assertThat(shop.sweep().filled()).isEqualTo(1);
        assertThat(shop.sweep().filled()).isZero();

        assertThat(shop.texts("select quantity::text from #backorders")).containsExactly("1");
    }

    @Test
    void aSweepCountsTheUnitsThatItFillsWhateverTheyWereBefore() {
        Variant tee = variant(4, 9);
        long expired = shop.cartWith(tee, 2);
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(shop.cartWith(tee, 3))
                        .withPayBy(shop.clock.instant().plus(Duration.ofMinutes(1))));
        shop.put(expired, tee, 1);
        long first = shop.checkOut(shop.cartWith(tee, 2)).id();
        long second = shop.checkOut(shop.cartWith(tee, 3)).id();
        assertThat(item(first).backorderedQuantity() + item(second).backorderedQuantity())
                .isEqualTo(5);
        shop.letExpire();

        assertThat(dryRun()).isEqualTo(4);
        assertThat(shop.sweep().filled()).isEqualTo(4);

        assertThat(item(first).backorderedQuantity()).isZero();
        assertThat(item(second).backorderedQuantity()).isEqualTo(1);
    }

    @Test
    void expiredItemsAreInNobodysWay() {
        Variant tee = variant(2, 9);
        shop.cartWith(tee, 2);
        shop.clock.advance(TestShop.HOLD.minusMinutes(5));
        long cart = shop.cartWith(tee, 1);
        long waiting = shop.checkOut(shop.cartWith(tee, 1)).id();
        assertThat(item(waiting).backorderedQuantity()).isEqualTo(1);
        shop.clock.advance(Duration.ofMinutes(6));

        assertThat(shop.checkOut(cart).items().get(0).backorderedQuantity()).isZero();
        inventory.receive(tee.id(), 1, null);

        assertThat(item(waiting).backorderedQuantity()).isZero();
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(1);
    }

    @Test
    void anOverdueOrderNoLongerWaits() {
        Variant tee = variant(1, 2);
        Instant soon = shop.clock.instant().plus(Duration.ofDays(2));
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withPreorder(new Preorder(2, soon)));
        long order = shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(shop.cartWith(tee, 3))
                        .withPayBy(shop.clock.instant().plus(Duration.ofDays(1))))
                .id();
        shop.clock.advance(Duration.ofDays(1));

        assertThat(item(order).backorderedQuantity()).isZero();
        assertThat(item(order).sources()).containsExactly(new OrderItem.Source(tee.id(), "default", 3, 0, null));
        StockLevel unswept = inventory.level(tee.id());
        assertThat(unswept).isEqualTo(new StockLevel(tee.id(), 1, "default", 1, 0, 0, 3, true, null, 0));
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(3);
        assertThat(shop.now(tee).stockQuantity()).isEqualTo(1);
        assertThat(inventory.supply(tee.id()).backorderedQuantity()).isZero();
        long cart = shop.cartWith(tee, 3);

        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isEqualTo(2);
        assertThat(shop.count("select count(*) from #backorders")).isZero();
        assertThat(orders.get(order).status()).isEqualTo(OrderStatus.CANCELLED);
    }

    private long dryRun() {
        return shop.holdfast.sweeper().sweep(SweepOptions.defaults().asDryRun()).filled();
    }

    private OrderItem item(long order) {
        return orders.get(order).items().get(0);
    }

    private static void assertRefused(String code, ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}

package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.PageRequest;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.order.Order;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Units that carts and checkout sessions hold beyond those on hand. */
class BackordersTest extends BackorderStories {
    @Test
    void asManyAreSoldBeyondThoseOnHandAsTheLimitSays() {
        Variant tee = variant(2, 3);
        long cart = shop.cart();

        assertShortOf(cart, tee, 6, 5);
        shop.put(cart, tee, 5);

        assertThat(shop.show(cart).items().get(0).quantity()).isEqualTo(5);
        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isEqualTo(3);
        assertThat(inventory.supply(tee.id())).isEqualTo(new Supply(tee.id(), 1, 0, 3, null, true, null, 3));
        assertShortOf(shop.cart(), tee, 1, 0);

        Order order = shop.checkOut(cart);

        assertThat(order.items().get(0).backorderedQuantity()).isEqualTo(3);
        assertThat(order).isEqualTo(orders.get(order.id()));
        assertThat(kinds(tee))
                .containsExactly(
                        MovementKind.BACKORDERED,
                        MovementKind.RELEASED,
                        MovementKind.SOLD,
                        MovementKind.RESERVED,
                        MovementKind.RECEIVED);
        assertThat(inventory.movements(tee.id(), PageRequest.first()).items())
                .extracting(LedgerEntry::backorderedAfter)
                .containsExactly(3, 0, 3, 3, 0);
        assertThat(inventory.levelAt(tee.id(), null).reservedQuantity()).isEqualTo(3);
        assertThat(inventory.levelAt(tee.id(), null).backorderedQuantity()).isEqualTo(3);
        assertThat(inventory.level(tee.id()).stockQuantity()).isZero();
        assertShortOf(shop.cart(), tee, 1, 0);
    }

    @Test
    void aCartKeepsTheUnitsOnHandThatItHolds() {
        Variant tee = variant(2, 2);
        long early = shop.cartWith(tee, 2);
        long late = shop.cartWith(tee, 2);
        assertThat(shop.show(late).items().get(0).backorderedQuantity()).isEqualTo(2);

        assertThat(shop.checkOut(late).items().get(0).backorderedQuantity()).isEqualTo(2);
        assertThat(shop.checkOut(early).items().get(0).backorderedQuantity()).isZero();
    }

    @Test
    void unitsThatHaveComeInByTheCheckoutNeedNotWait() {
        Variant tee = variant(0, 2);
        long cart = shop.cartWith(tee, 2);

        inventory.receive(tee.id(), 5, null);

        assertThat(shop.checkOut(cart).items().get(0).backorderedQuantity()).isZero();
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(3);
    }

    @Test
    void lessInACartGivesUpWhatIsNotOnHand() {
        Variant tee = variant(2, 5);
        long cart = shop.cartWith(tee, 5);

        shop.put(cart, tee, 3);
        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isEqualTo(1);
        shop.put(cart, tee, 1);
        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isZero();
        shop.put(cart, tee, 4);
        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isEqualTo(2);
        shop.holdfast.carts().delete(cart);
        assertThat(inventory.supply(tee.id()).backorderedQuantity()).isZero();
    }

    @Test
    void expiredUnitsOnHandAreTakenBeforeAnyIsSoldThatIsNot() {
        Variant tee = variant(2, 2);
        shop.cartWith(tee, 3);
        shop.letExpire();

        long cart = shop.cartWith(tee, 4);

        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isEqualTo(2);
    }

    @Test
    void aSweepGivesBackExpiredUnitsThatWereNotOnHand() {
        Variant tee = variant(2, 2);
        shop.cartWith(tee, 1);
        shop.cartWith(tee, 3);
        shop.letExpire();

        assertThat(shop.sweep().units()).isEqualTo(4);

        assertThat(inventory.supply(tee.id()).backorderedQuantity()).isZero();
        assertThat(inventory.level(tee.id()).availableQuantity()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aPartOfACartTakesTheUnitsOnHandFirst() {
        Variant tee = variant(2, 2);
        long cart = shop.cartWith(tee, 4);

        Order order =
                shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(List.of(new CheckoutItem(1, 3))));

        assertThat(order.items().get(0).backorderedQuantity()).isEqualTo(1);
        assertThat(shop.show(cart).items().get(0).quantity()).isEqualTo(1);
        assertThat(shop.show(cart).items().get(0).backorderedQuantity()).isEqualTo(1);
    }

    @Test
    void aCheckoutSessionWaitsAsItsCartDoesAndAlsoWhenItIsLate() {
        Variant tee = variant(1, 5);
        String first = shop.holdfast
                .checkoutSessions()
                .begin(NewCheckoutSession.of(shop.cartWith(tee, 2)))
                .id();
        String second = shop.holdfast
                .checkoutSessions()
                .begin(NewCheckoutSession.of(shop.cartWith(tee, 2)))
                .id();
        shop.clock.advance(Duration.ofHours(1));
        shop.sweep();

        assertThat(waiting(second)).isEqualTo(1);
        assertThat(waiting(first)).isEqualTo(2);
    }

    @Test
    void aCheckoutSessionShowsWhatWasNotOnHandWhenItBegan() {
        Variant tee = variant(1, 5);
        CheckoutSession begun = shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(shop.cartWith(tee, 3)));

        assertThat(begun.items().get(0).backorderedQuantity()).isEqualTo(2);
        assertThat(shop.holdfast.checkoutSessions().get(begun.id())).isEqualTo(begun);
    }

    @Test
    void anExpiredItemIsNotOnBackorder() {
        Variant tee = variant(1, 5);
        shop.cartWith(tee, 3);
        shop.letExpire();

        assertThat(inventory.supply(tee.id()).backorderedQuantity()).isZero();
        Supply changed = inventory.changeSupply(tee.id(), SupplyChange.NONE.withBackorderLimit(4));
        assertThat(changed.backorderedQuantity()).isZero();
        assertThat(changed).isEqualTo(inventory.supply(tee.id()));
        assertThat(inventory.level(tee.id()).backorderedQuantity()).isZero();
        shop.sweep();
        assertThat(inventory.supply(tee.id())).isEqualTo(changed);
    }

    @Test
    void aLowerLimitBindsNewReservationsOnly() {
        Variant tee = variant(0, 5);
        long cart = shop.cartWith(tee, 3);

        inventory.changeSupply(tee.id(), SupplyChange.NONE.withBackorderLimit(1));

        assertShortOf(cart, tee, 4, 3);
        shop.put(cart, tee, 3);
        shop.put(cart, tee, 2);
        assertShortOf(cart, tee, 3, 2);
        assertThat(shop.checkOut(cart).items().get(0).backorderedQuantity()).isEqualTo(2);
    }

    @Test
    void whatIsNotOnHandCannotBeTakenAwayByHand() {
        Variant tee = variant(3, 5);
        shop.cartWith(tee, 5);

        assertThatThrownBy(() -> inventory.adjust(tee.id(), -1, "lost", null))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isZero());
        shop.letExpire();
        inventory.adjust(tee.id(), -3, "lost", null);
        assertThat(inventory.level(tee.id()).stockQuantity()).isZero();
    }

    private int waiting(String session) {
        Order order =
                shop.holdfast.checkoutSessions().complete(session, null, false).order();
        assertThat(order).isNotNull();
        return order == null ? -1 : order.items().get(0).backorderedQuantity();
    }

    private void assertShortOf(long cart, Variant variant, int requested, int available) {
        assertThatThrownBy(() -> shop.holdfast.carts().put(cart, PutItem.of(variant.id(), requested)))
                .isInstanceOfSatisfying(InsufficientStockException.class, e -> {
                    assertThat(e.requested()).isEqualTo(requested);
                    assertThat(e.available()).isEqualTo(available);
                });
    }
}

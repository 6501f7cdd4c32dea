package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.CartFullException;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.Locations;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.Order;
import dev.holdfast.spi.StockAllocator;
import dev.holdfast.testing.TestShop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the units of carts come from, when stock lies at several locations. */
class AllocationTest {
    private final ThreePlaces places = new ThreePlaces();
    private final TestShop shop = places.shop;
    private final Inventory inventory = places.inventory;
    private final Locations locations = shop.holdfast.locations();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void anItemComesFromOnePlaceIfThatHasAll() {
        Variant tee = places.variant(10, 4, 9);

        assertThat(places.holds(shop.cartWith(tee, 4))).isEqualTo(Map.of("berlin", 4));
        assertThat(places.holds(shop.cartWith(tee, 9))).isEqualTo(Map.of("hamburg", 9));
        assertThat(places.holds(shop.cartWith(tee, 10))).isEqualTo(Map.of("default", 10));
        assertThat(shop.now(tee).availableQuantity()).isZero();
    }

    @Test
    void anItemIsSplitByPriorityIfNoPlaceHasAll() {
        Variant tee = places.variant(15, 10, 0);

        long cart = shop.cartWith(tee, 17);

        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 10, "default", 7));
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(8);
        assertThat(inventory.at("berlin").level(tee.id()).availableQuantity()).isZero();
        assertThatThrownBy(() -> shop.cartWith(tee, 9))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(8));
    }

    @Test
    void theUnitsOfTwoPlacesAreNeverAddedUp() {
        Variant tee = places.variant(15, 10, 0);

        assertThat(places.holds(shop.cartWith(tee, 13))).isEqualTo(Map.of("default", 13));
        assertThat(places.holds(shop.cartWith(tee, 12))).isEqualTo(Map.of("berlin", 10, "default", 2));
        assertThatThrownBy(() -> shop.cartWith(tee, 1)).isInstanceOf(InsufficientStockException.class);
    }

    @Test
    void whatIsHeldStaysAndWhatWasTakenLastGoesFirst() {
        Variant tee = places.variant(5, 3, 4);
        long cart = shop.cartWith(tee, 2);

        shop.put(cart, tee, 8);
        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 3, "hamburg", 4, "default", 1));
        shop.put(cart, tee, 6);
        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 3, "hamburg", 3));
        shop.put(cart, tee, 1);
        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 1));
        shop.holdfast.carts().removeItem(cart, 1);
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(12);
    }

    @Test
    void anItemIsRaisedWhereItIsIfThereIsEnough() {
        Variant tee = places.variant(9, 2, 9);
        long cart = shop.put(shop.cart(), tee, 2).id();

        shop.put(cart, tee, 5);
        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 2, "hamburg", 3));
        shop.put(cart, tee, 8);
        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 2, "hamburg", 6));
    }

    @Test
    void aPutCanNameLocations() {
        Variant tee = places.variant(9, 2, 9);
        long cart = shop.cartWith(tee, 2);

        places.put(cart, tee, 3, "default");
        assertThat(places.holds(cart)).isEqualTo(Map.of("default", 3));
        assertThat(inventory.at("berlin").level(tee.id()).availableQuantity()).isEqualTo(2);
        places.put(cart, tee, 11, "hamburg", "berlin");
        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 2, "hamburg", 9));
        assertThatThrownBy(() -> places.put(cart, tee, 3, "berlin"))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(2));
        places.put(cart, tee, 2, "berlin");
        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 2));
        shop.put(cart, tee, 1);
        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 1));
        assertThat(shop.show(cart).items()).extracting(CartItem::id).containsExactly(1);
    }

    @Test
    void aLocationThatSellsNothingCannotBeNamed() {
        Variant tee = places.variant(9, 2, 9);
        long cart = shop.cart();
        locations.change("hamburg", LocationChange.sells(false));
        locations.change("berlin", LocationChange.active(false));

        for (String code : List.of("hamburg", "berlin", "munich", "")) {
            assertThatThrownBy(() -> places.put(cart, tee, 1, "default", code))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("locations.1: ");
        }
        assertThatThrownBy(() -> shop.holdfast
                        .carts()
                        .putAll(cart, List.of(PutItem.of(tee.id(), 1).from(List.of("munich")))))
                .hasMessageContaining("items.0.locations.0: ");
        assertThatThrownBy(() -> places.put(cart, tee, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("locations: ");
        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(9);
    }

    @Test
    void aLocationThatSellsNoMoreKeepsWhatCartsHoldUntilTheyGiveItBack() {
        Variant tee = places.variant(9, 5, 0);
        long cart = shop.cartWith(tee, 4);
        locations.change("berlin", LocationChange.sells(false));

        shop.put(cart, tee, 6);
        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 4, "default", 2));
        shop.put(cart, tee, 3);
        assertThat(places.holds(cart)).isEqualTo(Map.of("berlin", 3));
        shop.letExpire();
        shop.put(cart, tee, 3);
        assertThat(places.holds(cart)).isEqualTo(Map.of("default", 3));
        assertThat(inventory.at("berlin").level(tee.id()).reservedQuantity()).isZero();
    }

    @Test
    void anExpiredItemIsFreeAtEachOfItsPlacesWhetherOrNotASweepRan() {
        Variant tee = places.variant(3, 3, 3);
        long first = shop.cartWith(tee, 8);
        shop.letExpire();

        assertThat(shop.now(tee).availableQuantity()).isEqualTo(9);
        long second = shop.cart();
        places.put(second, tee, 3, "hamburg");
        assertThat(shop.show(first).expiredItems())
                .extracting(item -> item.id(), item -> item.quantity())
                .containsExactly(tuple(1, 8));
        long third = shop.cartWith(tee, 5);
        assertThat(places.holds(third)).isEqualTo(Map.of("berlin", 3, "default", 2));
        assertThat(shop.show(first).expiredItems())
                .extracting(item -> item.id(), item -> item.quantity())
                .containsExactly(tuple(1, 8));
        shop.holdfast.carts().removeItem(second, 1);
        shop.holdfast.carts().removeItem(third, 1);
        shop.put(first, tee, 9);
        assertThat(shop.show(first).items()).extracting(CartItem::id).containsExactly(1);
        assertThat(shop.show(first).expiredItems()).isEmpty();
        shop.letExpire();
        shop.sweep();
        assertThat(shop.show(first).expiredItems())
                .extracting(item -> item.id(), item -> item.quantity())
                .containsExactly(tuple(1, 9));
        assertThat(shop.now(tee).reservedQuantity()).isZero();
    }

    @Test
    void anExpiredItemThatIsPartlyFreedTakesTheRoomOfOneItem() {
        Variant tee = places.variant(3, 3, 3);
        Variant cap = places.variant(1, 0, 0);
        Holdfast small = shop.builder().maxItemsPerCart(2).build();
        long cart = shop.cartWith(tee, 8);
        shop.letExpire();
        places.put(shop.cart(), tee, 3, "hamburg");

        small.carts().put(cart, PutItem.of(cap.id(), 1));

        assertThat(shop.show(cart).expiredItems()).hasSize(1);
        Variant mug = places.variant(1, 0, 0);
        assertThatThrownBy(() -> small.carts().put(cart, PutItem.of(mug.id(), 1)))
                .isInstanceOf(CartFullException.class);
    }

    @Test
    void whereAnItemComesFromDoesNotDependOnASweep() {
        for (boolean swept : List.of(false, true)) {
            Variant tee = places.variant(9, 3, 0);
            shop.cartWith(tee, 3);
            shop.letExpire();
            if (swept) {
                shop.sweep();
            }

            assertThat(places.holds(shop.cartWith(tee, 2))).isEqualTo(Map.of("berlin", 2));
        }
    }

    @Test
    void whereAnItemComesFromDoesNotDependOnWhetherAnOverdueOrderWasEnded() {
        for (boolean swept : List.of(true, false)) {
            Variant tee = places.variant(9, 3, 0);
            shop.holdfast
                    .checkout()
                    .place(CheckoutRequest.of(shop.cartWith(tee, 3))
                            .withPayBy(shop.clock.instant().plusSeconds(60)));
            long before = shop.cartWith(tee, 1);
            assertThat(places.holds(before)).isEqualTo(Map.of("default", 1));
            shop.letExpire();
            if (swept) {
                shop.sweep();
            }

            shop.holdfast.carts().changeItem(before, 1, 1);
            assertThat(places.holds(before)).isEqualTo(Map.of("berlin", 1));
            assertThat(places.holds(shop.cartWith(tee, 2))).isEqualTo(Map.of("berlin", 2));
        }
    }

    @Test
    void unitsThatAreNotOnHandComeFromTheFirstPlaceThatMaySellThem() {
        Variant tee = places.variant(2, 1, 0);
        inventory.at("hamburg").changeSupply(tee.id(), SupplyChange.NONE.withBackorderLimit(4));
        long cart = shop.cartWith(tee, 5);
        assertThat(shop.show(cart).items().get(0).holds())
                .extracting(CartItem.Hold::location, CartItem.Hold::quantity, CartItem.Hold::backorderedQuantity)
                .containsExactlyInAnyOrder(tuple("berlin", 1, 0), tuple("default", 2, 0), tuple("hamburg", 2, 2));

        Order order = shop.checkOut(cart);
        assertThat(order.items().get(0).backorderedQuantity()).isEqualTo(2);
        shop.holdfast.orders().cancel(order.id(), NewCancellation.of(ItemUnits.of(1, 1)));
        inventory.at("hamburg").receive(tee.id(), 3, null);
        assertThat(shop.holdfast.orders().get(order.id()).items().get(0).backorderedQuantity())
                .isZero();
        assertThat(places.stock(tee)).isEqualTo(Map.of("berlin", 0, "hamburg", 2, "default", 0));
        shop.holdfast.orders().cancel(order.id(), NewCancellation.all());
        assertThat(places.stock(tee)).isEqualTo(Map.of("berlin", 1, "hamburg", 3, "default", 2));
    }

    @Test
    void aShopCanDivideUnitsInItsOwnWay() {
        Variant tee = places.variant(5, 3, 4);
        Holdfast even =
                shop.builder().stockAllocator(StockAllocator.mostStock()).build();
        Holdfast wrong = shop.builder().stockAllocator(request -> List.of(1, 1)).build();
        long cart = shop.cart();

        even.carts().put(cart, PutItem.of(tee.id(), 6));
        assertThat(places.holds(cart)).isEqualTo(Map.of("default", 5, "hamburg", 1));
        assertThatThrownBy(() -> wrong.carts().put(cart, PutItem.of(tee.id(), 8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stock allocator");
        assertThat(places.holds(cart)).isEqualTo(Map.of("default", 5, "hamburg", 1));
    }

    @Test
    void nothingIsSplitBeforeServersOfTheVersionBeforeAreLockedOut() {
        shop.execute("create view #rule_book as select * from #versions");

        assertThatThrownBy(() -> locations.create(new NewLocation("munich", "Munich", 1, true, true)))
                .isInstanceOf(MigrationNotFinishedException.class);
        assertThat(locations
                        .create(new NewLocation("munich", "Munich", 1, true))
                        .sells())
                .isFalse();
        assertThatThrownBy(() -> locations.change("munich", LocationChange.sells(true)))
                .isInstanceOf(MigrationNotFinishedException.class);
        assertThat(locations.list(PageRequest.first()).items()).hasSize(4);
    }
}

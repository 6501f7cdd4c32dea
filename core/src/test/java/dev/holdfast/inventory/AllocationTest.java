package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.Locations;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemCondition;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.spi.StockAllocator;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the units of carts and orders come from, when stock lies at several locations. */
class AllocationTest {
    private final TestShop shop = new TestShop();
    private final Inventory inventory = shop.holdfast.inventory();
    private final Locations locations = shop.holdfast.locations();

    @BeforeEach
    void threeLocations() {
        locations.create(new NewLocation("berlin", "Berlin", 10, true));
        locations.create(new NewLocation("hamburg", "Hamburg", 20, true));
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void anItemComesFromOnePlaceIfThatHasAll() {
        Variant tee = variant(10, 4, 9);

        assertThat(holds(shop.cartWith(tee, 4))).isEqualTo(Map.of("berlin", 4));
        assertThat(holds(shop.cartWith(tee, 9))).isEqualTo(Map.of("hamburg", 9));
        assertThat(holds(shop.cartWith(tee, 10))).isEqualTo(Map.of("default", 10));
        assertThat(shop.now(tee).availableQuantity()).isZero();
    }

    @Test
    void anItemIsSplitByPriorityIfNoPlaceHasAll() {
        Variant tee = variant(15, 10, 0);

        long cart = shop.cartWith(tee, 17);

        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 10, "default", 7));
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(8);
        assertThat(inventory.at("berlin").level(tee.id()).availableQuantity()).isZero();
        assertThatThrownBy(() -> shop.cartWith(tee, 9))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(8));
    }

    @Test
    void theUnitsOfTwoPlacesAreNeverAddedUp() {
        Variant tee = variant(15, 10, 0);

        assertThat(holds(shop.cartWith(tee, 13))).isEqualTo(Map.of("default", 13));
        assertThat(holds(shop.cartWith(tee, 12))).isEqualTo(Map.of("berlin", 10, "default", 2));
        assertThatThrownBy(() -> shop.cartWith(tee, 1)).isInstanceOf(InsufficientStockException.class);
    }

    @Test
    void oneUnitEachOfTwoPlacesIsPutAndBought() {
        Variant tee = variant(1, 1, 0);

        Order order = shop.checkOut(shop.cartWith(tee, 2));

        assertThat(order.items().get(0).sources())
                .containsExactlyInAnyOrder(
                        new OrderItem.Source(tee.id(), "berlin", 1, 0, null),
                        new OrderItem.Source(tee.id(), "default", 1, 0, null));
    }

    @Test
    void whatIsHeldStaysAndWhatWasTakenLastGoesFirst() {
        Variant tee = variant(5, 3, 4);
        long cart = shop.cartWith(tee, 2);

        shop.put(cart, tee, 8);
        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 3, "hamburg", 4, "default", 1));
        shop.put(cart, tee, 6);
        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 3, "hamburg", 3));
        shop.put(cart, tee, 1);
        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 1));
        shop.holdfast.carts().removeItem(cart, 1);
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(12);
    }

    @Test
    void anItemIsRaisedWhereItIsIfThereIsEnough() {
        Variant tee = variant(9, 2, 9);
        long cart = shop.put(shop.cart(), tee, 2).id();

        shop.put(cart, tee, 5);
        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 2, "hamburg", 3));
        shop.put(cart, tee, 8);
        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 2, "hamburg", 6));
    }

    @Test
    void aPutCanNameLocations() {
        Variant tee = variant(9, 2, 9);
        long cart = shop.cartWith(tee, 2);

        put(cart, tee, 3, "default");
        assertThat(holds(cart)).isEqualTo(Map.of("default", 3));
        assertThat(inventory.at("berlin").level(tee.id()).availableQuantity()).isEqualTo(2);
        put(cart, tee, 11, "hamburg", "berlin");
        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 2, "hamburg", 9));
        assertThatThrownBy(() -> put(cart, tee, 3, "berlin"))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(2));
        put(cart, tee, 2, "berlin");
        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 2));
        shop.put(cart, tee, 1);
        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 1));
        assertThat(shop.show(cart).items()).extracting(CartItem::id).containsExactly(1);
    }

    @Test
    void aLocationThatSellsNothingCannotBeNamed() {
        Variant tee = variant(9, 2, 9);
        long cart = shop.cart();
        locations.change("hamburg", LocationChange.sells(false));
        locations.change("berlin", LocationChange.active(false));

        for (String code : List.of("hamburg", "berlin", "munich", "")) {
            assertThatThrownBy(() -> put(cart, tee, 1, "default", code))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("locations.1: ");
        }
        assertThatThrownBy(() -> shop.holdfast
                        .carts()
                        .putAll(cart, List.of(PutItem.of(tee.id(), 1).from(List.of("munich")))))
                .hasMessageContaining("items.0.locations.0: ");
        assertThatThrownBy(() -> put(cart, tee, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("locations: ");
        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(shop.now(tee).availableQuantity()).isEqualTo(9);
    }

    @Test
    void aLocationThatSellsNoMoreKeepsWhatCartsHoldUntilTheyGiveItBack() {
        Variant tee = variant(9, 5, 0);
        long cart = shop.cartWith(tee, 4);
        locations.change("berlin", LocationChange.sells(false));

        shop.put(cart, tee, 6);
        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 4, "default", 2));
        shop.put(cart, tee, 3);
        assertThat(holds(cart)).isEqualTo(Map.of("berlin", 3));
        shop.letExpire();
        shop.put(cart, tee, 3);
        assertThat(holds(cart)).isEqualTo(Map.of("default", 3));
        assertThat(inventory.at("berlin").level(tee.id()).reservedQuantity()).isZero();
    }

    @Test
    void anExpiredItemIsFreeAtEachOfItsPlacesWhetherOrNotASweepRan() {
        Variant tee = variant(3, 3, 3);
        long first = shop.cartWith(tee, 8);
        shop.letExpire();

        assertThat(shop.now(tee).availableQuantity()).isEqualTo(9);
        long second = shop.cart();
        put(second, tee, 3, "hamburg");
        assertThat(shop.show(first).expiredItems())
                .extracting(item -> item.id(), item -> item.quantity())
                .containsExactly(tuple(1, 8));
        long third = shop.cartWith(tee, 5);
        assertThat(holds(third)).isEqualTo(Map.of("berlin", 3, "default", 2));
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
    void whereAnItemComesFromDoesNotDependOnASweep() {
        for (boolean swept : List.of(false, true)) {
            Variant tee = variant(9, 3, 0);
            shop.cartWith(tee, 3);
            shop.letExpire();
            if (swept) {
                shop.sweep();
            }

            assertThat(holds(shop.cartWith(tee, 2))).isEqualTo(Map.of("berlin", 2));
        }
    }

    @Test
    void whereAnItemComesFromDoesNotDependOnWhetherAnOverdueOrderWasEnded() {
        for (boolean swept : List.of(true, false)) {
            Variant tee = variant(9, 3, 0);
            shop.holdfast
                    .checkout()
                    .place(CheckoutRequest.of(shop.cartWith(tee, 3))
                            .withPayBy(shop.clock.instant().plusSeconds(60)));
            shop.clock.advance(Duration.ofMinutes(2));
            if (swept) {
                shop.sweep();
            }

            assertThat(holds(shop.cartWith(tee, 2))).isEqualTo(Map.of("berlin", 2));
        }
    }

    @Test
    void anOrderShowsWhereItsUnitsComeFromAndGivesThemBackThere() {
        Variant tee = variant(5, 3, 4);
        Order order = shop.checkOut(shop.cartWith(tee, 9));
        assertThat(sources(order)).isEqualTo(Map.of("berlin", 3, "hamburg", 4, "default", 2));

        shop.holdfast.orders().cancel(order.id(), NewCancellation.of(ItemUnits.of(1, 3)));
        assertThat(stock(tee)).isEqualTo(Map.of("berlin", 0, "hamburg", 1, "default", 5));
        shop.holdfast.orders().fulfil(order.id(), NewFulfilment.of(ItemUnits.of(1, 6)));
        shop.holdfast
                .orders()
                .takeBack(order.id(), NewReturn.of(new ReturnedUnits(ItemUnits.of(1, 1), ItemCondition.DAMAGED)));
        shop.holdfast.orders().takeBack(order.id(), NewReturn.of(ReturnedUnits.sellable(1, 4)));
        assertThat(stock(tee)).isEqualTo(Map.of("berlin", 1, "hamburg", 4, "default", 5));
        assertThat(sources(shop.holdfast.orders().get(order.id()))).isEqualTo(sources(order));
    }

    @Test
    void aPartOfAnItemIsBoughtFromWhereItWasTakenFirst() {
        Variant tee = variant(5, 3, 4);
        long cart = shop.cartWith(tee, 9);

        Order order =
                shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(List.of(new CheckoutItem(1, 4))));

        assertThat(sources(order)).isEqualTo(Map.of("berlin", 3, "hamburg", 1));
        assertThat(holds(cart)).isEqualTo(Map.of("hamburg", 3, "default", 2));
        assertThat(sources(shop.checkOut(cart))).isEqualTo(Map.of("hamburg", 3, "default", 2));
    }

    @Test
    void aSessionHoldsItsPlacesAndTakesOthersIfItIsLate() {
        Variant tee = variant(5, 3, 4);
        long cart = shop.cartWith(tee, 5);
        CheckoutSession session = shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
        assertThat(session.items().get(0).holds())
                .extracting(CartItem.Hold::location, CartItem.Hold::quantity)
                .containsExactly(tuple("default", 5));
        shop.clock.advance(Duration.ofHours(2));
        put(shop.cart(), tee, 3, "default");

        Order late = shop.holdfast
                .checkoutSessions()
                .complete(session.id(), null, false)
                .order();

        assertThat(sources(late)).isEqualTo(Map.of("berlin", 3, "hamburg", 2));
    }

    @Test
    void unitsThatAreNotOnHandComeFromTheFirstPlaceThatMaySellThem() {
        Variant tee = variant(2, 1, 0);
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
        assertThat(stock(tee)).isEqualTo(Map.of("berlin", 0, "hamburg", 2, "default", 0));
        shop.holdfast.orders().cancel(order.id(), NewCancellation.all());
        assertThat(stock(tee)).isEqualTo(Map.of("berlin", 1, "hamburg", 3, "default", 2));
    }

    @Test
    void anOverdueOrderGivesItsUnitsBackAtEachPlace() {
        Variant tee = variant(5, 3, 4);
        long cart = shop.cartWith(tee, 10);
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(cart).withPayBy(shop.clock.instant().plusSeconds(60)));
        shop.clock.advance(Duration.ofMinutes(2));

        assertThat(shop.now(tee).availableQuantity()).isEqualTo(12);
        assertThat(holds(shop.cartWith(tee, 12))).isEqualTo(Map.of("berlin", 3, "hamburg", 4, "default", 5));
    }

    @Test
    void giftsComeFromAnyPlace() {
        Variant tee = variant(0, 9, 0);
        Variant mug = variant(1, 0, 2);
        shop.rule("{'code': 'mugs', 'discount': {'type': 'gift', 'variant': " + mug.id()
                + ", 'quantity': 3, 'buy': {'variants': [" + tee.id() + "], 'quantity': 2}, 'max_times': 1}}");

        long cart = shop.cartWith(tee, 2);

        Cart shown = shop.show(cart);
        assertThat(shown.items())
                .filteredOn(item -> item.giftRule() != null)
                .singleElement()
                .satisfies(gift -> {
                    assertThat(gift.quantity()).isEqualTo(3);
                    assertThat(gift.holds()).extracting(CartItem.Hold::location).containsExactly("hamburg", "default");
                });
        shop.put(cart, tee, 1);
        assertThat(shop.show(cart).items()).hasSize(1);
        shop.put(cart, tee, 2);
        assertThat(shop.checkOut(cart).items()).hasSize(2);
    }

    @Test
    void aShopCanDivideUnitsInItsOwnWay() {
        Variant tee = variant(5, 3, 4);
        Holdfast even =
                shop.builder().stockAllocator(StockAllocator.mostStock()).build();
        Holdfast wrong = shop.builder().stockAllocator(request -> List.of(1, 1)).build();
        long cart = shop.cart();

        even.carts().put(cart, PutItem.of(tee.id(), 6));
        assertThat(holds(cart)).isEqualTo(Map.of("default", 5, "hamburg", 1));
        assertThatThrownBy(() -> wrong.carts().put(cart, PutItem.of(tee.id(), 8)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stock allocator");
        assertThat(holds(cart)).isEqualTo(Map.of("default", 5, "hamburg", 1));
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

    private Variant variant(int atDefault, int atBerlin, int atHamburg) {
        Variant variant = shop.variant(atDefault);
        receive("berlin", variant, atBerlin);
        receive("hamburg", variant, atHamburg);
        return variant;
    }

    private void receive(String location, Variant variant, int units) {
        if (units > 0) {
            inventory.at(location).receive(variant.id(), units, null);
        }
    }

    private void put(long cart, Variant variant, int quantity, String... codes) {
        shop.holdfast.carts().put(cart, PutItem.of(variant.id(), quantity).from(List.of(codes)));
    }

    /** The units of the only item of a cart that the buyer chose. */
    private Map<String, Integer> holds(long cart) {
        Map<String, Integer> holds = new TreeMap<>();
        CartItem item = shop.show(cart).items().get(0);
        item.holds().forEach(hold -> holds.put(hold.location(), hold.quantity()));
        assertThat(item.quantity())
                .isEqualTo(holds.values().stream().mapToInt(Integer::intValue).sum());
        return holds;
    }

    private static Map<String, Integer> sources(Order order) {
        Map<String, Integer> sources = new TreeMap<>();
        OrderItem item = order.items().get(0);
        item.sources().forEach(source -> sources.put(source.location(), source.quantity()));
        return sources;
    }

    private Map<String, Integer> stock(Variant variant) {
        Map<String, Integer> stock = new TreeMap<>();
        for (String code : List.of("berlin", "hamburg", "default")) {
            stock.put(code, inventory.at(code).level(variant.id()).stockQuantity());
        }
        return stock;
    }
}

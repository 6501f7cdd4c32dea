package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.InvalidInputException;
import dev.holdfast.MigrationNotFinishedException;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Units that are sold before they come in, for a time at which they are there. */
class PreordersTest {
    private static final Instant DATE = TestShop.START.plus(Duration.ofDays(30));
    private static final Duration INSTANT = Duration.ofNanos(1_000);

    private final TestShop shop = new TestShop();
    private final Inventory inventory = shop.holdfast.inventory();

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void theLimitTakesThePlaceOfTheBackorderLimitUntilTheDate() {
        Variant game = variant(2, 1, 5);

        assertShortOf(shop.cart(), game, 8, 7);
        assertAvailable(game, 7);
        long early = shop.cartWith(game, 4);
        assertAvailable(game, 3);

        shop.clock.advance(Duration.between(TestShop.START, DATE).minus(INSTANT));
        assertAvailable(game, 7);
        shop.put(early, game, 4);
        assertAvailable(game, 3);

        shop.clock.advance(INSTANT);
        assertAvailable(game, 0);
        assertShortOf(shop.cart(), game, 1, 0);
        assertShortOf(early, game, 5, 4);
        assertThat(shop.checkOut(early).items().get(0).backorderedQuantity()).isEqualTo(2);
    }

    @Test
    void fewerAreSoldUntilTheDateThanAfterIt() {
        Variant game = variant(0, 5, 2);

        shop.cartWith(game, 2);
        assertShortOf(shop.cart(), game, 1, 0);
        shop.clock.advance(Duration.between(TestShop.START, DATE));

        assertThat(shop.show(shop.cartWith(game, 5)).items().get(0).availableAt())
                .isNull();
        assertAvailable(game, 0);
    }

    @Test
    void itemsSayWhichUnitsArePreorderedAndWhenTheyAreThere() {
        Variant game = variant(2, 1, 5);
        long cart = shop.cartWith(game, 5);

        CartItem held = onlyItem(shop.show(cart));
        assertThat(held.backorderedQuantity()).isEqualTo(3);
        assertThat(held.preorderedQuantity()).isEqualTo(3);
        assertThat(held.availableAt()).isEqualTo(DATE);
        assertThat(held.holds()).containsExactly(new CartItem.Hold(held.variantId(), "default", 5, 3, DATE));

        CheckoutSession session = shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
        assertThat(session.items().get(0).preorderedQuantity()).isEqualTo(3);
        assertThat(session.items().get(0).availableAt()).isEqualTo(DATE);
        assertThat(shop.holdfast.checkoutSessions().get(session.id())).isEqualTo(session);
        inventory.changeSupply(game.id(), SupplyChange.NONE.withPreorder(new Preorder(9, DATE.plusSeconds(60))));

        Order order = shop.holdfast
                .checkoutSessions()
                .complete(session.id(), null, false)
                .order();
        assertThat(order).isNotNull();
        OrderItem sold = order.items().get(0);
        assertThat(sold.backorderedQuantity()).isEqualTo(3);
        assertThat(sold.preorderedQuantity()).isEqualTo(3);
        assertThat(sold.availableAt()).as("what was promised").isEqualTo(DATE);
        assertThat(sold.sources()).containsExactly(new OrderItem.Source(sold.variantId(), "default", 5, 3, DATE));
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        assertThat(onlyItem(shop.show(cart)).availableAt()).isEqualTo(DATE);
        assertThat(waiting(game)).containsExactly(tuple(order.id(), 3, DATE));

        inventory.receive(game.id(), 1, null);
        assertThat(item(order).preorderedQuantity()).isEqualTo(2);
        inventory.receive(game.id(), 2, null);
        assertThat(item(order).preorderedQuantity()).isZero();
        assertThat(item(order).availableAt()).isNull();
        assertThat(onlyItem(shop.show(cart)).availableAt()).isNull();
    }

    @Test
    void unitsOnHandAreNotPromised() {
        Variant game = variant(5, 0, 5);
        long cart = shop.cartWith(game, 7);

        shop.put(cart, game, 4);

        assertThat(onlyItem(shop.show(cart)).preorderedQuantity()).isZero();
        assertThat(onlyItem(shop.show(cart)).availableAt()).isNull();
        Order order = shop.checkOut(shop.cartWith(game, 1));
        assertThat(order.items().get(0).availableAt()).isNull();
        shop.checkOut(shop.cartWith(game, 2));
        inventory.receive(game.id(), 9, null);
        assertThat(item(shop.checkOut(cart)).availableAt()).isNull();
    }

    @Test
    void whatIsAddedIsPromisedAsThingsAreByThen() {
        Variant game = variant(0, 9, 5);
        long cart = shop.cartWith(game, 2);

        inventory.changeSupply(game.id(), SupplyChange.NONE.withPreorder(new Preorder(5, DATE.plusSeconds(60))));
        assertThat(onlyItem(shop.put(cart, game, 2)).availableAt()).isEqualTo(DATE);
        assertThat(onlyItem(shop.put(cart, game, 1)).availableAt()).isEqualTo(DATE);
        assertThat(onlyItem(shop.put(cart, game, 3)).availableAt()).isEqualTo(DATE.plusSeconds(60));
        inventory.changeSupply(game.id(), SupplyChange.NONE.withPreorder(null));
        assertThat(onlyItem(shop.put(cart, game, 3)).preorderedQuantity()).isEqualTo(3);

        CartItem more = onlyItem(shop.put(cart, game, 4));

        assertThat(more.backorderedQuantity()).isEqualTo(4);
        assertThat(more.preorderedQuantity()).isZero();
        assertThat(more.availableAt()).isNull();
    }

    @Test
    void anItemThatExpiredIsPromisedAnew() {
        Variant game = variant(0, 3, 3);
        long cart = shop.cartWith(game, 3);
        shop.clock.advance(Duration.between(TestShop.START, DATE));

        assertThat(onlyItem(shop.put(cart, game, 3)).availableAt()).isNull();
    }

    @Test
    void nothingThatIsGivenUpIsInTheWayAfterTheDate() {
        Variant game = variant(1, 0, 9);
        long cart = shop.cartWith(game, 7);
        Order order = shop.checkOut(shop.cartWith(game, 2));
        shop.checkOut(shop.cartWith(game, 1));
        shop.clock.advance(Duration.between(TestShop.START, DATE).minus(Duration.ofMinutes(1)));
        shop.put(cart, game, 6);
        shop.clock.advance(Duration.ofMinutes(1));
        inventory.changeSupply(game.id(), SupplyChange.NONE.withPreorder(null));

        shop.put(cart, game, 4);
        shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(List.of(new CheckoutItem(1, 2))));
        shop.holdfast.carts().delete(cart);
        shop.holdfast.orders().cancel(order.id(), NewCancellation.of(ItemUnits.of(1, 1)));

        assertThat(inventory.supply(game.id()).backorderedQuantity()).isEqualTo(3);
        assertAvailable(game, 0);
    }

    @Test
    void theOldestOrderIsFilledFirstWhateverItWasPromised() {
        Variant game = variant(0, 2, 2);
        Order first = shop.checkOut(shop.cartWith(game, 2));
        inventory.changeSupply(game.id(), SupplyChange.NONE.withPreorder(null).withBackorderLimit(5));
        Order second = shop.checkOut(shop.cartWith(game, 2));
        assertThat(waiting(game)).containsExactly(tuple(first.id(), 2, DATE), tuple(second.id(), 2, null));

        inventory.receive(game.id(), 3, null);

        assertThat(waiting(game)).containsExactly(tuple(second.id(), 1, null));
    }

    @Test
    void theAuditLogNamesTheLocation() {
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        Variant game = shop.variant(1);
        SupplyChange change = SupplyChange.NONE.withPreorder(new Preorder(3, DATE));

        inventory.at("berlin").changeSupply(game.id(), change);
        inventory.at("berlin").changeSupply(game.id(), change);
        inventory.changeSupplies(List.of(
                new LevelSupply(game.id(), "berlin", SupplyChange.NONE.withPreorder(new Preorder(4, DATE))),
                new LevelSupply(game.id(), "default", SupplyChange.NONE.withSafetyStock(1))));

        assertThat(shop.texts("select before || ' ' || after from #audit_log"
                        + " where subject_kind = 'variant' and before is not null order by id"))
                .containsExactly(
                        "{\"location\":\"berlin\",\"preorder_limit\":null,\"preorder_available_at\":null}"
                                + " {\"location\":\"berlin\",\"preorder_limit\":3,\"preorder_available_at\":\"" + DATE
                                + "\"}",
                        "{\"location\":\"default\",\"safety_stock\":0} {\"location\":\"default\",\"safety_stock\":1}",
                        "{\"location\":\"berlin\",\"preorder_limit\":3}"
                                + " {\"location\":\"berlin\",\"preorder_limit\":4}");
    }

    @Test
    void eachLocationHasItsOwn() {
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        Variant game = variant(1, 0, 2);
        Instant later = DATE.plus(Duration.ofDays(1));
        inventory.at("berlin").changeSupply(game.id(), SupplyChange.NONE.withPreorder(new Preorder(3, later)));

        long cart = shop.cartWith(game, 6);

        assertThat(onlyItem(shop.show(cart)).holds())
                .containsExactly(
                        new CartItem.Hold(game.id(), "default", 3, 2, DATE),
                        new CartItem.Hold(game.id(), "berlin", 3, 3, later));
        assertThat(onlyItem(shop.show(cart)).preorderedQuantity()).isEqualTo(5);
        assertThat(onlyItem(shop.show(cart)).availableAt()).isEqualTo(later);
        Order order = shop.checkOut(cart);
        assertThat(item(order).availableAt()).isEqualTo(later);
        inventory.at("berlin").receive(game.id(), 3, null);
        assertThat(item(order).availableAt()).isEqualTo(DATE);
        assertThat(item(order).preorderedQuantity()).isEqualTo(2);
    }

    @Test
    void aCartThatWasBoughtSaysWhatIsPromisedOfWhatItsOrderWaitsFor() {
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        Variant game = variant(1, 0, 2);
        inventory.at("berlin").changeSupply(game.id(), SupplyChange.NONE.withBackorderLimit(3));
        long cart = shop.cartWith(game, 6);

        shop.checkOut(cart);

        CartItem bought = onlyItem(shop.show(cart));
        assertThat(bought.quantity()).isEqualTo(6);
        assertThat(bought.backorderedQuantity()).isEqualTo(5);
        assertThat(bought.preorderedQuantity()).isEqualTo(2);
        assertThat(bought.availableAt()).isEqualTo(DATE);
    }

    @Test
    void aSessionThatIsLateTakesUnitsAsTheyAreSoldByThen() {
        Variant game = variant(0, 2, 2);
        String session = shop.holdfast
                .checkoutSessions()
                .begin(NewCheckoutSession.of(shop.cartWith(game, 2)))
                .id();
        shop.clock.advance(Duration.between(TestShop.START, DATE));

        Order order =
                shop.holdfast.checkoutSessions().complete(session, null, false).order();

        assertThat(order).isNotNull();
        assertThat(item(order).backorderedQuantity()).isEqualTo(2);
        assertThat(item(order).availableAt()).isNull();
    }

    @Test
    void aPreorderIsReadAndChangedInWholeAndInParts() {
        Variant game = shop.variant(1);
        Instant nanos = DATE.plusNanos(1);
        Preorder preorder = new Preorder(5, DATE);

        assertThat(inventory
                        .changeSupply(game.id(), SupplyChange.NONE.withPreorder(new Preorder(5, nanos)))
                        .preorder())
                .isEqualTo(preorder);
        assertThat(inventory.supply(game.id())).isEqualTo(new Supply(game.id(), 1, 0, 0, preorder, true, null, 0));
        assertThat(inventory
                        .changeSupply(game.id(), part(Patch.set(7), Patch.keep()))
                        .preorder())
                .isEqualTo(new Preorder(7, DATE));
        assertInvalid(game, part(Patch.set(null), Patch.keep()), "/preorder/limit");
        assertInvalid(game, part(Patch.keep(), Patch.set(null)), "/preorder/available_at");
        assertInvalid(game, part(Patch.set(-1), Patch.set(Instant.MAX)), "/preorder/limit", "/preorder/available_at");
        assertThat(inventory.changeSupplies(
                        List.of(new LevelSupply(game.id(), "default", SupplyChange.NONE.withPreorder(preorder)))))
                .isEqualTo(1);
        assertThat(inventory.supply(game.id()).preorder()).isEqualTo(preorder);
        assertThat(inventory.changeSupplies(
                        List.of(new LevelSupply(game.id(), "default", SupplyChange.NONE.withPreorder(null)))))
                .isEqualTo(1);
        assertThat(inventory.supply(game.id()).preorder()).isNull();
        assertThat(shop.texts("select after ->> 'preorder_available_at' from #audit_log where subject_kind = 'variant'"
                        + " and after ->> 'preorder_limit' = '5' order by id"))
                .containsExactly(DATE.toString(), null);
    }

    @Test
    void nothingIsPreorderedUntilServersOfTheVersionBeforeAreLockedOut() {
        Variant game = variant(0, 0, 2);
        shop.execute("create view #rule_book as select * from #versions");
        Preorder other = new Preorder(3, DATE);

        assertThatThrownBy(() -> inventory.changeSupply(game.id(), SupplyChange.NONE.withPreorder(other)))
                .isInstanceOf(MigrationNotFinishedException.class);
        assertThatThrownBy(() -> inventory.changeSupplies(
                        List.of(new LevelSupply(game.id(), "default", SupplyChange.NONE.withPreorder(other)))))
                .isInstanceOf(MigrationNotFinishedException.class);
        inventory.changeSupply(game.id(), SupplyChange.NONE.withSafetyStock(1));
        inventory.changeSupply(game.id(), SupplyChange.NONE.withPreorder(null));
        assertThat(inventory.supply(game.id()).preorder()).isNull();
    }

    private Variant variant(int stock, int backorderLimit, int preorderLimit) {
        Variant variant = shop.variant(stock);
        inventory.changeSupply(
                variant.id(),
                SupplyChange.NONE.withBackorderLimit(backorderLimit).withPreorder(new Preorder(preorderLimit, DATE)));
        return variant;
    }

    private static SupplyChange part(Patch<Integer> limit, Patch<Instant> availableAt) {
        return new SupplyChange(Patch.keep(), Patch.keep(), limit, availableAt, Patch.keep(), Patch.keep());
    }

    private void assertInvalid(Variant variant, SupplyChange change, String... pointers) {
        assertThatThrownBy(() -> inventory.changeSupply(variant.id(), change))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly(pointers));
    }

    private void assertShortOf(long cart, Variant variant, int requested, int available) {
        assertThatThrownBy(() -> shop.holdfast.carts().put(cart, PutItem.of(variant.id(), requested)))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(available));
    }

    /** What lists say that the next buyer can have. */
    private void assertAvailable(Variant variant, int units) {
        assertThat(inventory.level(variant.id()).availableQuantity()).isEqualTo(units);
        assertThat(shop.now(variant).availableQuantity()).isEqualTo(units);
        assertThat(shop.holdfast
                        .catalog()
                        .variants(VariantFilter.all().withAvailable(true), PageRequest.first())
                        .items())
                .hasSize(units > 0 ? 1 : 0);
    }

    private static CartItem onlyItem(Cart cart) {
        assertThat(cart.items()).hasSize(1);
        return cart.items().get(0);
    }

    private OrderItem item(Order order) {
        return shop.holdfast.orders().get(order.id()).items().get(0);
    }

    private List<org.assertj.core.groups.Tuple> waiting(Variant variant) {
        return inventory.backorders(BackorderFilter.ofVariant(variant.id()), PageRequest.first()).items().stream()
                .map(backorder -> tuple(backorder.orderId(), backorder.quantity(), backorder.availableAt()))
                .toList();
    }
}

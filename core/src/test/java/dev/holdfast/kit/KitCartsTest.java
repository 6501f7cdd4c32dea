package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.ExpiredItem;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.inventory.Shortage;
import dev.holdfast.inventory.SupplyChange;
import dev.holdfast.location.NewLocation;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kits in carts: what they hold of their components, and what others can still have. */
class KitCartsTest {
    private final TestShop shop = new TestShop();
    private final Inventory inventory = shop.holdfast.inventory();
    private final Kits kits = shop.holdfast.kits();
    private final Variant racket = shop.variant(5);
    private final Variant ball = shop.variant(10);

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    private Variant kit(ComponentUnits... components) {
        Variant kit = shop.variant(0);
        kits.change(kit.id(), List.of(components));
        return kit;
    }

    private Variant set() {
        return kit(new ComponentUnits(racket.id(), 2), new ComponentUnits(ball.id(), 3));
    }

    private int reserved(Variant variant) {
        return shop.now(variant).reservedQuantity();
    }

    @Test
    void aKitHoldsItsComponents() {
        Variant set = set();

        assertThat(shop.now(set).availableQuantity()).isEqualTo(2);
        long cart = shop.cartWith(set, 2);

        CartItem item = shop.show(cart).items().get(0);
        assertThat(item.quantity()).isEqualTo(2);
        assertThat(item.variantId()).isEqualTo(set.id());
        assertThat(item.sku()).isEqualTo(set.sku());
        assertThat(item.holds())
                .extracting(CartItem.Hold::variantId, CartItem.Hold::location, CartItem.Hold::quantity)
                .containsExactly(tuple(racket.id(), "default", 4), tuple(ball.id(), "default", 6));
        assertThat(List.of(reserved(racket), reserved(ball), reserved(set))).containsExactly(4, 6, 2);
        assertThat(shop.now(set).availableQuantity()).isZero();
    }

    @Test
    void itIsSoldByTheLeastOfItsComponents() {
        Variant set = set();

        assertThatThrownBy(() -> shop.cartWith(set, 3))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.shortages())
                                .containsExactly(new Shortage(set.id(), 3, 2)
                                        .of(new Shortage.Component(racket.id(), racket.sku(), 6, 5))))
                .hasMessageContaining("component " + racket.sku() + ": 6 requested, 5 available");
        assertThat(List.of(reserved(racket), reserved(ball), reserved(set))).containsExactly(0, 0, 0);
    }

    @Test
    void lessOfItGivesUnitsOfEachComponentBack() {
        Variant set = set();
        long cart = shop.cartWith(set, 2);

        shop.put(cart, set, 1);

        assertThat(List.of(reserved(racket), reserved(ball), reserved(set))).containsExactly(2, 3, 1);
        int item = shop.show(cart).items().get(0).id();
        shop.holdfast.carts().changeItem(cart, item, 2);
        assertThat(List.of(reserved(racket), reserved(ball), reserved(set))).containsExactly(4, 6, 2);
        shop.holdfast.carts().removeItem(cart, item);
        assertThat(List.of(reserved(racket), reserved(ball), reserved(set))).containsExactly(0, 0, 0);
    }

    @Test
    void aCartHasAKitAndAComponentOfItSideBySide() {
        Variant set = set();
        long cart = shop.cartWith(racket, 1);

        shop.put(cart, set, 2);
        assertThat(shop.show(cart).items())
                .extracting(CartItem::variantId, CartItem::quantity)
                .containsExactly(tuple(racket.id(), 1), tuple(set.id(), 2));
        assertThatThrownBy(() -> shop.put(cart, racket, 2)).isInstanceOf(InsufficientStockException.class);
        shop.put(cart, set, 1);
        shop.put(cart, racket, 3);
        assertThat(reserved(racket)).isEqualTo(5);
        shop.checkOut(cart);
        assertThat(shop.now(racket).stockQuantity()).isZero();
    }

    @Test
    void itemsOfOneRequestShareAComponent() {
        Variant set = set();
        Variant other = kit(new ComponentUnits(racket.id(), 1));
        long cart = shop.cart();

        assertThatThrownBy(() -> shop.holdfast
                        .carts()
                        .putAll(
                                cart,
                                List.of(
                                        PutItem.of(racket.id(), 1),
                                        PutItem.of(set.id(), 2),
                                        PutItem.of(other.id(), 1))))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.shortages())
                                .singleElement()
                                .satisfies(shortage ->
                                        assertThat(shortage.variantId()).isEqualTo(racket.id())));
        assertThat(reserved(racket)).isZero();
        shop.holdfast.carts().putAll(cart, List.of(PutItem.of(racket.id(), 3), PutItem.of(set.id(), 1)));
        assertThat(reserved(racket)).isEqualTo(5);
        // An item can have what another one of the request gives back.
        shop.holdfast.carts().putAll(cart, List.of(PutItem.of(set.id(), 2), PutItem.of(racket.id(), 1)));
        assertThat(reserved(racket)).isEqualTo(5);
    }

    @Test
    void allOfItExpires() {
        Variant set = set();
        long cart = shop.cartWith(set, 2);

        shop.letExpire();

        assertThat(List.of(reserved(racket), reserved(ball), reserved(set))).containsExactly(0, 0, 0);
        assertThat(shop.now(set).availableQuantity()).isEqualTo(2);
        assertThat(shop.show(cart).expiredItems())
                .extracting(ExpiredItem::variantId, ExpiredItem::quantity)
                .containsExactly(tuple(set.id(), 2));
        assertThat(shop.sweep().items()).isEqualTo(1);
        assertThat(shop.show(cart).expiredItems())
                .extracting(ExpiredItem::variantId, ExpiredItem::quantity)
                .containsExactly(tuple(set.id(), 2));
        assertThat(shop.count("select sum(reserved_quantity) from #stock")).isZero();
        shop.clock.advance(TestShop.HOLD);
        assertThat(shop.put(cart, set, 1).expiredItems()).isEmpty();
        assertThat(List.of(reserved(racket), reserved(ball), reserved(set))).containsExactly(2, 3, 1);
    }

    @Test
    void aBuyerOfAComponentTakesItFromAnExpiredKit() {
        Variant set = set();
        long cart = shop.cartWith(set, 2);
        shop.letExpire();

        shop.cartWith(racket, 5);

        assertThat(reserved(racket)).isEqualTo(5);
        assertThat(shop.show(cart).expiredItems())
                .extracting(ExpiredItem::variantId, ExpiredItem::quantity)
                .containsExactly(tuple(set.id(), 2));
        assertThat(shop.now(set).availableQuantity()).isZero();
        assertThatThrownBy(() -> shop.put(cart, set, 1)).isInstanceOf(InsufficientStockException.class);
        shop.sweep();
        assertThat(shop.count("select sum(reserved_quantity) from #stock")).isEqualTo(5);
        assertThat(shop.show(cart).expiredItems()).hasSize(1);
    }

    @Test
    void aBuyerOfAKitTakesItsComponentsFromExpiredItems() {
        Variant set = set();
        shop.cartWith(racket, 4);
        shop.cartWith(ball, 9);
        shop.letExpire();

        shop.cartWith(set, 2);

        assertThat(List.of(reserved(racket), reserved(ball), reserved(set))).containsExactly(4, 6, 2);
    }

    @Test
    void eachComponentComesFromWhereItIs() {
        shop.holdfast.locations().create(new NewLocation("berlin", "Berlin", 10, true));
        Variant set = set();
        inventory.at("berlin").receive(ball.id(), 2, null);
        inventory.at("berlin").receive(racket.id(), 3, null);

        assertThat(shop.now(set).availableQuantity()).isEqualTo(4);
        long cart = shop.cartWith(set, 4);

        assertThat(shop.show(cart).items().get(0).holds())
                .extracting(CartItem.Hold::variantId, CartItem.Hold::location, CartItem.Hold::quantity)
                .containsExactly(
                        tuple(racket.id(), "berlin", 3),
                        tuple(racket.id(), "default", 5),
                        tuple(ball.id(), "berlin", 2),
                        tuple(ball.id(), "default", 10));
    }

    @Test
    void aBuyerNamesWhereAllComponentsComeFrom() {
        shop.holdfast.locations().create(new NewLocation("berlin", "Berlin", 10, true));
        Variant set = set();
        inventory.at("berlin").receive(ball.id(), 6, null);
        inventory.at("berlin").receive(racket.id(), 3, null);
        long cart = shop.cartWith(set, 2);

        assertThatThrownBy(() ->
                        shop.holdfast.carts().put(cart, PutItem.of(set.id(), 2).from(List.of("berlin"))))
                .isInstanceOf(InsufficientStockException.class);
        Cart changed = shop.holdfast
                .carts()
                .put(cart, PutItem.of(set.id(), 1).from(List.of("berlin")))
                .cart();

        assertThat(changed.items().get(0).holds())
                .extracting(CartItem.Hold::location)
                .containsOnly("berlin");
        assertThat(List.of(reserved(racket), reserved(ball), reserved(set))).containsExactly(2, 3, 1);
    }

    @Test
    void componentsAreSoldFromWhatIsOnHandAlone() {
        Variant set = set();
        inventory.changeSupply(racket.id(), SupplyChange.NONE.withBackorderLimit(100));

        assertThat(shop.now(set).availableQuantity()).isEqualTo(2);
        assertThatThrownBy(() -> shop.cartWith(set, 3)).isInstanceOf(InsufficientStockException.class);
        shop.cartWith(racket, 4);
        assertThatThrownBy(() -> shop.cartWith(set, 1)).isInstanceOf(InsufficientStockException.class);
    }

    @Test
    void aComponentThatIsNotCountedIsNeverShort() {
        Variant manual = shop.variant(0);
        inventory.changeSupply(manual.id(), SupplyChange.NONE.withTracked(false));
        Variant set = kit(new ComponentUnits(racket.id(), 1), new ComponentUnits(manual.id(), 1));

        long cart = shop.cartWith(set, 5);
        shop.checkOut(cart);

        assertThat(shop.now(manual).stockQuantity()).isZero();
        assertThat(shop.now(racket).stockQuantity()).isZero();
    }

    @Test
    void whatIsHeldStaysAsItWasWhenTheKitChanges() {
        Variant set = set();
        long cart = shop.cartWith(set, 1);
        kits.change(set.id(), List.of(new ComponentUnits(ball.id(), 1)));

        assertThat(shop.put(cart, set, 2).items().get(0).holds())
                .extracting(CartItem.Hold::variantId, CartItem.Hold::quantity)
                .containsExactly(tuple(racket.id(), 4), tuple(ball.id(), 6));
        assertThat(shop.show(shop.cartWith(set, 2)).items().get(0).holds())
                .extracting(CartItem.Hold::variantId, CartItem.Hold::quantity)
                .containsExactly(tuple(ball.id(), 2));
        shop.letExpire();
        shop.clock.advance(TestShop.HOLD);
        assertThat(shop.put(cart, set, 2).items().get(0).holds())
                .extracting(CartItem.Hold::variantId, CartItem.Hold::quantity)
                .containsExactly(tuple(ball.id(), 2));
    }
}

package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.TestShop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Units that new reservations leave where they are. */
class SafetyStockTest {
    private final TestShop shop = new TestShop();
    private final Inventory inventory = shop.holdfast.inventory();

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void safetyStockStaysWhereItIs() {
        Variant tee = shop.variant(5);
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withSafetyStock(2));
        long cart = shop.cart();

        assertShortOf(cart, tee, 4, 3);
        shop.put(cart, tee, 3);
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withSafetyStock(5));

        shop.put(cart, tee, 3);
        shop.put(cart, tee, 2);
        assertShortOf(cart, tee, 3, 2);
        inventory.adjust(tee.id(), -3, "sold in the street", null);
        assertThatThrownBy(() -> inventory.adjust(tee.id(), -1, "stolen", null))
                .isInstanceOf(InsufficientStockException.class);
        shop.checkOut(cart);
        assertThat(inventory.level(tee.id()).stockQuantity()).isZero();
    }

    @Test
    void safetyStockIsNotTakenFromExpiredItemsEither() {
        Variant tee = shop.variant(5);
        long expired = shop.cartWith(tee, 4);
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withSafetyStock(2));
        shop.letExpire();

        assertShortOf(shop.cart(), tee, 4, 3);
        shop.cartWith(tee, 3);

        assertThat(shop.show(expired).items()).isEmpty();
    }

    private void assertShortOf(long cart, Variant variant, int requested, int available) {
        assertThatThrownBy(() -> shop.holdfast.carts().put(cart, PutItem.of(variant.id(), requested)))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(available));
    }
}

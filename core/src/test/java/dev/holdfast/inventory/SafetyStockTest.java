package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
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

    @Test
    void noMoreIsSoldThanStockLessSafetyStockAndTheBackorderLimit() {
        Variant tee = variant(3, 2, 5);

        for (int left = 6; left > 0; left--) {
            assertAvailable(tee, left);
            assertShortOf(shop.cart(), tee, left + 1, left);
            shop.checkOut(shop.cartWith(tee, 1));
        }

        assertAvailable(tee, 0);
        inventory.receive(tee.id(), 5, null);
        assertThat(inventory.level(tee.id()).stockQuantity()).isEqualTo(2);
        assertAvailable(tee, 5);
    }

    @Test
    void asManyAreSoldAtOnceAsOneByOne() {
        Variant tee = variant(3, 2, 5);

        assertShortOf(shop.cart(), tee, 7, 6);
        long cart = shop.cartWith(tee, 6);
        assertAvailable(tee, 0);
        shop.checkOut(cart);
        assertAvailable(tee, 0);
        shop.sweep();

        assertThat(inventory.supply(tee.id()).backorderedQuantity())
                .as("safety stock binds new reservations only")
                .isEqualTo(3);
        assertAvailable(tee, 0);
    }

    @Test
    void safetyStockThatIsMissingCountsAgainstTheLimitUnlessWhatExpiredMakesUpForIt() {
        Variant tee = variant(4, 0, 9);
        long early = shop.cartWith(tee, 4);
        shop.cartWith(tee, 2);
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withSafetyStock(3).withBackorderLimit(4));
        assertAvailable(tee, 0);
        shop.letExpire();

        assertAvailable(tee, 5);
        assertShortOf(shop.cart(), tee, 6, 5);
        shop.sweep();
        assertAvailable(tee, 5);
        assertThat(shop.show(early).items()).isEmpty();
        inventory.adjust(tee.id(), -2, "lost", null);
        assertAvailable(tee, 3);
    }

    @Test
    void whatIsNotCountedHasAllOfItsSafetyStock() {
        Variant ebook = variant(0, 7, 2);

        inventory.changeSupply(ebook.id(), SupplyChange.NONE.withTracked(false));

        assertAvailable(ebook, Limits.STOCK - 7 + 2);
    }

    private Variant variant(int stock, int safetyStock, int backorderLimit) {
        Variant variant = shop.variant(stock);
        inventory.changeSupply(
                variant.id(), SupplyChange.NONE.withSafetyStock(safetyStock).withBackorderLimit(backorderLimit));
        return variant;
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

    private void assertShortOf(long cart, Variant variant, int requested, int available) {
        assertThatThrownBy(() -> shop.holdfast.carts().put(cart, PutItem.of(variant.id(), requested)))
                .isInstanceOfSatisfying(
                        InsufficientStockException.class,
                        e -> assertThat(e.available()).isEqualTo(available));
    }
}

package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Orders;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A shop with variants of which more are sold than are on hand, and the look at its books after each test. */
abstract class BackorderStories {
    final TestShop shop = new TestShop();
    final Orders orders = shop.holdfast.orders();
    final Inventory inventory = shop.holdfast.inventory();

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    Variant variant(int stock, int backorderLimit) {
        Variant variant = shop.variant(stock);
        inventory.changeSupply(variant.id(), SupplyChange.NONE.withBackorderLimit(backorderLimit));
        return variant;
    }

    List<MovementKind> kinds(Variant variant) {
        return inventory.movements(variant.id(), PageRequest.first(100)).items().stream()
                .map(LedgerEntry::kind)
                .toList();
    }
}

package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.location.NewLocation;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Stock levels at or below their reorder point. */
class LowStockTest {
    private final TestShop shop = new TestShop();
    private final Inventory inventory = shop.holdfast.inventory();

    @Test
    void aLevelIsLowOnceNoMoreThanItsReorderPointCanBeSoldFromHand() {
        Variant tee = variant(10, 4);
        shop.variant(0);
        long cart = shop.cartWith(tee, 5);

        assertThat(low()).isEmpty();
        shop.put(cart, tee, 6);
        assertThat(low()).containsExactly(tee.id());
        shop.checkOut(cart);
        assertThat(low()).containsExactly(tee.id());
        inventory.receive(tee.id(), 1, null);
        assertThat(low()).isEmpty();
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withSafetyStock(1));
        assertThat(low()).containsExactly(tee.id());
        assertThat(inventory.level(tee.id()).reorderPoint()).isEqualTo(4);
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withReorderPoint(null));
        assertThat(low()).isEmpty();
        assertThat(inventory.supply(tee.id()).reorderPoint()).isNull();
    }

    @Test
    void unitsThatAreSoldBeforeTheyComeInCountAgainstWhatIsOnHand() {
        Variant tee = variant(3, 2);
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withBackorderLimit(50));
        assertThat(low()).isEmpty();
        shop.checkOut(shop.cartWith(tee, 5));

        inventory.receive(tee.id(), 1, null);

        assertThat(low()).containsExactly(tee.id());
    }

    @Test
    void whatHasExpiredCanBeSoldWhetherOrNotASweepHasRun() {
        Variant tee = variant(5, 2);
        Variant mug = variant(5, 2);
        shop.cartWith(tee, 4);
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(shop.cartWith(mug, 4))
                        .withPayBy(shop.clock.instant().plus(Duration.ofHours(1))));
        assertThat(low()).containsExactly(tee.id(), mug.id());
        shop.letExpire();
        assertThat(low()).containsExactly(mug.id());
        shop.clock.advance(Duration.ofHours(1));

        assertThat(low()).isEmpty();
        shop.sweep();
        assertThat(low()).isEmpty();
    }

    @Test
    void unitsThatAreNotCountedAreNeverLow() {
        Variant ebook = variant(0, 5);

        inventory.changeSupply(ebook.id(), SupplyChange.NONE.withTracked(false));

        assertThat(low()).isEmpty();
    }

    @Test
    void onlyTheLevelsThatAreLowCount() {
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        Variant tee = variant(5, 5);
        Variant mug = variant(5, 4);
        for (Variant variant : List.of(tee, mug)) {
            inventory.at("berlin").receive(variant.id(), 2, null);
            inventory.at("berlin").changeSupply(variant.id(), SupplyChange.NONE.withReorderPoint(2));
        }

        List<StockLevels> levels = inventory
                .levels(StockFilter.all().onlyLow(), PageRequest.first())
                .items();

        assertThat(levels).extracting(StockLevels::variantId).containsExactly(tee.id(), mug.id());
        assertThat(levels.get(0).stockQuantity()).isEqualTo(7);
        assertThat(levels.get(1).stockQuantity()).isEqualTo(2);
        assertThat(levels.get(1).locations()).extracting(StockLevel::location).containsExactly("berlin");
        assertThat(low(List.of("default"))).containsExactly(tee.id());
        assertThat(inventory
                        .levels(
                                new StockFilter(List.of(mug.id()), List.of(), List.of("default")).onlyLow(),
                                PageRequest.first())
                        .items())
                .isEmpty();
    }

    @Test
    void pagesFollowEachOtherByVariant() {
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Variant variant = variant(i % 2 == 0 ? 1 : 9, 1);
            if (i % 2 == 0) {
                expected.add(variant.id());
            }
        }

        List<Long> found = new ArrayList<>();
        String cursor = null;
        do {
            Page<StockLevels> page = page(cursor);
            page.items().forEach(levels -> found.add(levels.variantId()));
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(found).isEqualTo(expected);
    }

    @Test
    void aReorderPointIsANumberOfUnits() {
        Variant tee = shop.variant(1);

        assertThatThrownBy(() -> inventory.changeSupply(tee.id(), SupplyChange.NONE.withReorderPoint(-1)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .singleElement()
                                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/reorder_point")));
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withReorderPoint(3));
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withSafetyStock(1));
        inventory.changeSupply(tee.id(), SupplyChange.NONE.withReorderPoint(7));

        assertThat(inventory.supply(tee.id())).isEqualTo(new Supply(tee.id(), 1, 1, 0, null, true, 7, 0));
        assertThat(shop.texts("select after::text from #audit_log where subject_kind = 'variant' and before is not null"
                        + " order by id"))
                .containsExactly(
                        "{\"location\":\"default\",\"reorder_point\":3}",
                        "{\"location\":\"default\",\"safety_stock\":1}",
                        "{\"location\":\"default\",\"reorder_point\":7}");
    }

    private Variant variant(int stock, int reorderPoint) {
        Variant variant = shop.variant(stock);
        inventory.changeSupply(variant.id(), SupplyChange.NONE.withReorderPoint(reorderPoint));
        return variant;
    }

    private Page<StockLevels> page(@Nullable String cursor) {
        return inventory.levels(StockFilter.all().onlyLow(), new PageRequest(2, cursor));
    }

    private List<Long> low() {
        return low(List.of());
    }

    private List<Long> low(List<String> locations) {
        return inventory
                .levels(new StockFilter(List.of(), List.of(), locations).onlyLow(), PageRequest.first())
                .items()
                .stream()
                .map(StockLevels::variantId)
                .toList();
    }
}

package dev.holdfast.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.TakenException;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.LocationInactiveException;
import dev.holdfast.location.NewLocation;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogImportTest {
    private final TestShop shop = new TestShop();
    private final Catalog catalog = shop.holdfast.catalog();

    @AfterEach
    void booksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    private static ProductImport product(String handle, VariantImport... variants) {
        return new ProductImport(
                handle,
                Patch.set("Name of " + handle),
                Patch.set(Money.of("10.00", "USD")),
                Patch.keep(),
                Patch.keep(),
                List.of(variants));
    }

    private static VariantImport variant(String sku, Integer stock) {
        return new VariantImport(sku, Patch.keep(), Patch.keep(), Patch.keep(), stock);
    }

    @Test
    void addsThenChangesNothingThenChangesWhatDiffers() {
        List<ProductImport> list = List.of(product("tee", variant("TEE-M", 5), variant("TEE-L", null)), product("cup"));

        assertThat(catalog.importProducts(list, "file 1"))
                .isEqualTo(new ImportResult(2, 0, 0, 2, 0, 0, 5, 1, List.of(), List.of()));
        assertThat(catalog.importProducts(list, "file 2"))
                .isEqualTo(new ImportResult(0, 0, 2, 0, 0, 2, 0, 0, List.of(), List.of()));

        VariantImport priced = new VariantImport(
                "TEE-M", Patch.keep(), Patch.set(Money.of("12.00", "USD")), Patch.set(Map.of("size", "M")), 7);
        ImportResult changed = catalog.importProducts(List.of(product("tee", priced)), null);
        long id = catalog.variants(new VariantFilter(null, "TEE-M", null), PageRequest.first())
                .items()
                .get(0)
                .id();
        assertThat(changed.variantsChanged()).isEqualTo(1);
        assertThat(changed.stockDifferences())
                .containsExactly(new ImportResult.StockDifference(id, "TEE-M", "default", 5, 7));
        Variant after = catalog.variant(id);
        assertThat(after.price()).isEqualTo(Money.of("12.00", "USD"));
        assertThat(after.attributes()).isEqualTo(Map.of("size", "M"));
        assertThat(after.stockQuantity()).isEqualTo(5);
        assertThat(shop.texts("select reference from #stock_ledger")).containsExactly("file 1");
    }

    @Test
    void exportIsWhatImportTakes() {
        catalog.importProducts(List.of(product("tee", variant("TEE-M", 5)), product("cup")), null);

        List<ProductImport> exported =
                catalog.exportProducts(PageRequest.first()).items();

        assertThat(exported).extracting(ProductImport::handle).containsExactly("tee", "cup");
        assertThat(catalog.importProducts(exported, null))
                .isEqualTo(new ImportResult(0, 0, 2, 0, 0, 1, 0, 0, List.of(), List.of()));
        assertThat(catalog.exportProducts(PageRequest.first(1)).nextCursor()).isNotNull();
    }

    @Test
    void theStockOfAFileIsThatOfALocation() {
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        catalog.importProducts(List.of(product("tee", variant("TEE-M", 5))), null);
        List<ProductImport> inBerlin = List.of(product("tee", variant("TEE-M", 7), variant("TEE-L", 2)));

        ImportResult imported = catalog.importProducts(inBerlin, "file 2", "berlin");

        assertThat(imported.variantsAdded()).isOne();
        assertThat(imported.stockDifferences())
                .extracting(
                        ImportResult.StockDifference::sku,
                        ImportResult.StockDifference::onHand,
                        ImportResult.StockDifference::wanted)
                .containsExactly(tuple("TEE-M", 0, 7));
        Variant large = catalog.variants(new VariantFilter(null, "TEE-L", null), PageRequest.first())
                .items()
                .get(0);
        assertThat(shop.holdfast.inventory().at("berlin").level(large.id()).stockQuantity())
                .isEqualTo(2);
        assertThat(shop.holdfast.inventory().level(large.id()).stockQuantity()).isZero();
        shop.holdfast.inventory().at("berlin").adjust(large.id(), 1, "found", null);
        assertThat(stock(catalog.exportProducts("berlin", PageRequest.first()))).containsExactly(0, 3);
        assertThat(stock(catalog.exportProducts(PageRequest.first()))).containsExactly(5, 0);
        assertThatThrownBy(() -> catalog.importProducts(inBerlin, null, "berln"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"berln\" is not a location");
        assertThatThrownBy(() -> catalog.exportProducts("berln", PageRequest.first()))
                .isInstanceOf(InvalidInputException.class);
        shop.holdfast.locations().change("berlin", LocationChange.active(false));
        assertThatThrownBy(() -> catalog.importProducts(inBerlin, null, "berlin"))
                .isInstanceOf(LocationInactiveException.class);
    }

    private static List<Integer> stock(Page<ProductImport> page) {
        return page.items().stream()
                .flatMap(product -> product.variants().stream())
                .map(VariantImport::stockQuantity)
                .toList();
    }

    @Test
    void everythingThatIsWrongIsNamedWithItsPlaceAndNothingIsWritten() {
        catalog.importProducts(List.of(product("tee", variant("TEE-M", 5))), null);
        ProductImport nameless = new ProductImport(
                "A B", Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), List.of(variant("X", -1)));

        assertThatThrownBy(() -> catalog.importProducts(
                        List.of(product("fine", variant("FINE", 1)), nameless, product("thief", variant("TEE-M", 1))),
                        null))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly(
                                        "/1/handle",
                                        "/1/name",
                                        "/1/base_price",
                                        "/1/variants/0/stock_quantity",
                                        "/2/variants/0/sku"));
        assertThat(catalog.checkImport(List.of(product("fine", variant("FINE", 1)), nameless)))
                .extracting(InvalidInputException.Error::pointer)
                .containsExactly("/1/handle", "/1/name", "/1/base_price", "/1/variants/0/stock_quantity");
        assertThat(catalog.checkImport(List.of(product("fine", variant("FINE", 1)))))
                .isEmpty();
        assertThat(shop.count("select count(*) from #products")).isEqualTo(1);
        assertThat(shop.count("select count(*) from #variants")).isEqualTo(1);
    }

    @Test
    void moreThanTheLimitIsRefused() {
        List<ProductImport> many = new ArrayList<>();
        for (int i = 0; i <= Limits.IMPORT; i++) {
            many.add(product("p" + i));
        }

        assertThatThrownBy(() -> catalog.importProducts(many, null)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aHostThatRollsBackLeavesNoTrace() throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Catalog joined = shop.holdfast.within(connection).catalog();
            joined.importProducts(List.of(product("tee", variant("TEE-M", 5))), null);
            assertThat(joined.exportProducts(PageRequest.first()).items()).hasSize(1);
            connection.rollback();
        }

        assertThat(shop.count("select count(*) from #products")).isZero();
        assertThat(shop.count("select count(*) from #stock_ledger")).isZero();
    }

    @Test
    void sameListFromManyThreadsGoesInOnce() throws Exception {
        List<ProductImport> list = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            list.add(product("p" + i, variant("A" + i, 1), variant("B" + i, 2)));
        }
        Callable<ImportResult> one = () -> {
            while (true) {
                try {
                    return catalog.importProducts(list, null);
                } catch (TakenException e) {
                    // A concurrent import won the race; the next attempt sees its rows.
                }
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(6);
        int added = 0;
        try {
            for (Future<ImportResult> result : threads.invokeAll(List.of(one, one, one, one, one, one))) {
                added += result.get().variantsAdded();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(added).isEqualTo(100);
        assertThat(shop.count("select sum(stock_quantity) from #stock")).isEqualTo(150);
    }
}

package dev.holdfast.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.ImportResult.StockDifference;
import dev.holdfast.catalog.ImportResult.SupplyDifference;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.LevelSupply;
import dev.holdfast.inventory.SupplyChange;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.NewLocation;
import dev.holdfast.testing.TestShop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stock of several locations, and how it is sold, go in with products and come out again. */
class StockImportTest {
    private static final SupplyChange SOLD = supply(2, 20);
    private static final Map<String, StockImport> ELSEWHERE =
            Map.of("berlin", new StockImport(7, supply(0, 3)), "hamburg", StockImport.of(0));

    private final TestShop shop = new TestShop();
    private final Catalog catalog = shop.holdfast.catalog();

    @BeforeEach
    void locations() {
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        shop.holdfast.locations().create(NewLocation.of("hamburg", "Hamburg"));
    }

    @AfterEach
    void booksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    private static SupplyChange supply(int safetyStock, int backorderLimit) {
        return SupplyChange.NONE
                .withSafetyStock(safetyStock)
                .withBackorderLimit(backorderLimit)
                .withPreorder(null)
                .withTracked(true)
                .withReorderPoint(null);
    }

    private static ProductImport product(VariantImport... variants) {
        return new ProductImport(
                "tee",
                Patch.set("Tee"),
                Patch.set(Money.of("10.00", "USD")),
                Patch.keep(),
                Patch.keep(),
                List.of(variants));
    }

    private static VariantImport variant(String sku, StockImport stock, Map<String, StockImport> elsewhere) {
        return new VariantImport(
                sku,
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                VariantLimitsChange.none(),
                stock,
                elsewhere);
    }

    private long id(String sku) {
        return catalog.variants(new VariantFilter(null, sku, null), PageRequest.first())
                .items()
                .get(0)
                .id();
    }

    private List<String> levels() {
        return shop.texts("select v.sku || ' ' || l.code || ' ' || s.stock_quantity || ' ' || s.safety_stock || ' '"
                + " || s.backorder_limit || ' ' || s.backorder_allowance from #stock s"
                + " join #variants v on v.id = s.variant_id join #locations l on l.id = s.location_id"
                + " order by v.sku, l.code");
    }

    @Test
    void newVariantsBeginWithTheStockOfEachLocation() {
        ImportResult result = catalog.importProducts(
                List.of(product(
                        variant("A", new StockImport(5, SOLD), ELSEWHERE),
                        variant("B", StockImport.NONE, Map.of("berlin", new StockImport(null, supply(1, 0)))),
                        variant("C", StockImport.NONE, Map.of("berlin", StockImport.NONE)))),
                "file");

        assertThat(result.unitsReceived()).isEqualTo(12);
        assertThat(result.variantsWithoutStock()).isEqualTo(2);
        assertThat(levels())
                .containsExactly(
                        "A berlin 7 0 3 3",
                        "A default 5 2 20 20",
                        "A hamburg 0 0 0 0",
                        "B berlin 0 1 0 0",
                        "B default 0 0 0 0",
                        "C default 0 0 0 0");
        assertThat(shop.texts("select kind || ' ' || location_id || ' ' || stock_delta || ' ' || reference"
                        + " from #stock_ledger order by location_id"))
                .containsExactly("received 1 5 file", "received 2 7 file");
        assertThat(shop.texts(
                        "select after::text from #audit_log where before is not null and subject_kind = 'variant'"))
                .hasSize(3);
    }

    @Test
    void theImportsOwnLocationIsOneOfThem() {
        catalog.importProducts(
                List.of(product(variant("A", StockImport.of(4), Map.of("default", StockImport.of(6))))),
                null,
                "berlin");

        assertThat(levels()).containsExactly("A berlin 4 0 0 0", "A default 6 0 0 0");
    }

    @Test
    void whatComesOutGoesInAgainAsItIs() {
        catalog.importProducts(List.of(product(variant("A", new StockImport(5, SOLD), ELSEWHERE))), null);
        List<ProductImport> exported =
                catalog.exportProducts(PageRequest.first()).items();
        VariantImport variant = exported.get(0).variants().get(0);

        assertThat(variant.stock()).isEqualTo(new StockImport(5, SOLD));
        assertThat(variant.elsewhere())
                .isEqualTo(Map.of(
                        "berlin", new StockImport(7, supply(0, 3)), "hamburg", new StockImport(0, supply(0, 0))));
        assertThat(catalog.importProducts(exported, null))
                .isEqualTo(new ImportResult(0, 0, 1, 0, 0, 1, 0, 0, List.of(), List.of()));
        TestShop other = new TestShop();
        other.holdfast.locations().create(NewLocation.of("hamburg", "Hamburg"));
        other.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        other.holdfast.catalog().importProducts(exported, null);
        assertThat(other.holdfast.catalog().exportProducts(PageRequest.first()).items())
                .isEqualTo(exported);
        assertThat(other.contradictions()).isZero();
        VariantImport inBerlin = catalog.exportProducts("berlin", PageRequest.first())
                .items()
                .get(0)
                .variants()
                .get(0);
        assertThat(inBerlin.stock()).isEqualTo(new StockImport(7, supply(0, 3)));
        assertThat(inBerlin.elsewhere()).isEmpty();
    }

    @Test
    void stockLevelsThatExistAreComparedAndLeftAsTheyAre() {
        catalog.importProducts(List.of(product(variant("A", StockImport.of(5), ELSEWHERE))), null);
        List<String> before = levels();

        ImportResult result = catalog.importProducts(
                List.of(product(variant(
                        "A",
                        new StockImport(6, SOLD),
                        Map.of("berlin", new StockImport(7, supply(0, 3)), "hamburg", StockImport.of(9))))),
                null);

        long id = id("A");
        assertThat(result.stockDifferences())
                .containsExactlyInAnyOrder(
                        new StockDifference(id, "A", "default", 5, 6), new StockDifference(id, "A", "hamburg", 0, 9));
        assertThat(result.supplyDifferences())
                .containsExactly(new SupplyDifference("A", supply(0, 0), new LevelSupply(id, "default", SOLD)));
        assertThat(levels()).isEqualTo(before);
        assertThat(shop.holdfast
                        .inventory()
                        .changeSupplies(result.supplyDifferences().stream()
                                .map(SupplyDifference::wanted)
                                .toList()))
                .isOne();
        assertThat(levels()).contains("A default 5 2 20 20");
    }

    @Test
    void everythingThatIsWrongIsNamedWithItsPlaceAndNothingIsWritten() {
        shop.holdfast.locations().change("hamburg", LocationChange.active(false));

        assertThatThrownBy(() -> catalog.importProducts(
                        List.of(product(
                                variant(
                                        "A",
                                        new StockImport(-1, supply(-2, Limits.STOCK + 1)),
                                        Map.of("berln", StockImport.of(1))),
                                variant("B", StockImport.of(1), Map.of("hamburg", StockImport.of(2))),
                                variant("C", StockImport.of(1), Map.of("default", StockImport.of(2))))),
                        null))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(error -> error.pointer() + " " + error.detail())
                                .containsExactly(
                                        "/0/variants/0/stock_quantity -1 is not between 0 and 1000000000",
                                        "/0/variants/0/safety_stock -2 is not between 0 and 1000000000",
                                        "/0/variants/0/backorder_limit 1000000001 is not between 0 and 1000000000",
                                        "/0/variants/0/elsewhere/berln \"berln\" is not a location",
                                        "/0/variants/1/elsewhere/hamburg/stock_quantity 2 units cannot be received,"
                                                + " because the location hamburg is not active",
                                        "/0/variants/2/elsewhere/default is the location of the import, whose stock is"
                                                + " there already"));
        assertThat(shop.count("select count(*) from #products")).isZero();
    }

    @Test
    void unitsOfNewVariantsNeedNotBeCountedAndReorderPointsAreSet() {
        SupplyChange uncounted = supply(0, 0).withTracked(false).withReorderPoint(4);
        List<ProductImport> list = List.of(product(
                variant("A", new StockImport(3, uncounted), Map.of("berlin", new StockImport(null, uncounted))),
                variant("B", StockImport.NONE, ELSEWHERE)));

        assertThat(catalog.importProducts(list, null).variantsWithoutStock()).isZero();

        assertThat(shop.texts("select v.sku || ' ' || l.location_id || ' ' || l.kind || ' ' || l.version || ' '"
                        + " || l.stock_after from #stock_ledger l join #variants v on v.id = l.variant_id"
                        + " order by v.sku, l.location_id, l.version"))
                .containsExactly("A 1 received 1 3", "A 1 untracked 2 3", "A 2 untracked 1 0", "B 2 received 1 7");
        long cart = shop.holdfast.carts().create(NewCart.anonymous()).id();
        shop.holdfast.carts().put(cart, PutItem.of(id("A"), 50));
        assertThat(catalog.exportProducts(PageRequest.first())
                        .items()
                        .get(0)
                        .variants()
                        .get(0)
                        .stock())
                .isEqualTo(new StockImport(3, uncounted));
        assertThat(catalog.importProducts(list, null).supplyDifferences()).isEmpty();
        List<String> before = levels();
        assertThatThrownBy(() -> shop.holdfast
                        .inventory()
                        .changeSupplies(List.of(
                                new LevelSupply(id("B"), "default", supply(9, 9).withReorderPoint(9)),
                                new LevelSupply(id("A"), "default", supply(0, 0)))))
                .isInstanceOf(InsufficientStockException.class);
        assertThat(levels()).isEqualTo(before);
        assertThat(shop.count("select count(*) from #reorder_points")).isEqualTo(2);
        assertThat(shop.holdfast
                        .inventory()
                        .changeSupplies(List.of(
                                new LevelSupply(id("A"), "berlin", supply(0, 0)),
                                new LevelSupply(id("B"), "default", uncounted))))
                .isEqualTo(2);
        assertThat(shop.texts(
                        "select kind from #stock_ledger where kind like '%tracked' order by location_id, version"))
                .containsExactlyInAnyOrder("untracked", "untracked", "untracked", "tracked");
        assertThat(shop.count("select sum(reorder_point) from #reorder_points")).isEqualTo(8);
    }

    @Test
    void stockIsComparedOfVariantsThatExistOnly() {
        catalog.importProducts(List.of(product(variant("A", StockImport.of(5), ELSEWHERE))), null);
        ProductImport known = new ProductImport(
                "tee",
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                Patch.keep(),
                List.of(variant("A", StockImport.NONE, Map.of("berlin", StockImport.of(1)))));
        ProductImport unknown =
                new ProductImport("cup", Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep(), List.of());

        assertThat(catalog.compareStock(List.of(known)).stockDifferences())
                .containsExactly(new StockDifference(id("A"), "A", "berlin", 7, 1));
        assertThatThrownBy(() ->
                        catalog.compareStock(List.of(product(variant("B", StockImport.of(1), Map.of())), unknown)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(error -> error.pointer() + " " + error.detail())
                                .containsExactly(
                                        "/0/variants/0/sku \"B\" is not a variant of the product",
                                        "/1/handle \"cup\" is not a product of the shop"));
        assertThat(shop.count("select count(*) from #variants")).isOne();
    }

    @Test
    void suppliesAreChangedTogetherOrNotAtAll() {
        catalog.importProducts(
                List.of(product(variant("A", StockImport.of(5), ELSEWHERE), variant("B", StockImport.of(5), Map.of()))),
                null);
        long a = id("A");
        long b = id("B");

        assertThat(shop.holdfast
                        .inventory()
                        .changeSupplies(List.of(
                                new LevelSupply(b, "hamburg", SupplyChange.NONE.withSafetyStock(4)),
                                new LevelSupply(b, "default", SupplyChange.NONE),
                                new LevelSupply(a, "berlin", SupplyChange.NONE.withBackorderLimit(3)),
                                new LevelSupply(a, "default", SOLD))))
                .isEqualTo(2);
        assertThat(levels())
                .containsExactly(
                        "A berlin 7 0 3 3",
                        "A default 5 2 20 20",
                        "A hamburg 0 0 0 0",
                        "B default 5 0 0 0",
                        "B hamburg 0 4 0 0");
        refused("/1", new LevelSupply(a, "default", supply(0, 0)), new LevelSupply(a, "default", SOLD));
        refused("/1/location", new LevelSupply(a, "default", supply(0, 0)), new LevelSupply(a, "berln", SOLD));
        refused(
                "/1/safety_stock",
                new LevelSupply(a, "default", supply(0, 0)),
                new LevelSupply(b, "default", supply(-1, 0)));
        assertThatThrownBy(() -> shop.holdfast
                        .inventory()
                        .changeSupplies(List.of(
                                new LevelSupply(a, "default", supply(0, 0)), new LevelSupply(99, "default", SOLD))))
                .isInstanceOf(NotFoundException.class);
        assertThat(levels()).contains("A default 5 2 20 20", "B default 5 0 0 0");
    }

    private void refused(String pointer, LevelSupply... changes) {
        assertThatThrownBy(() -> shop.holdfast.inventory().changeSupplies(List.of(changes)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        refusal -> assertThat(refusal.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly(pointer));
    }
}

package dev.holdfast.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.TakenException;
import dev.holdfast.inventory.MovementKind;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final TestShop shop = new TestShop();
    private static final Catalog catalog = shop.holdfast.catalog();
    private static final Money TEN = Money.of("10.00", "USD");

    @Test
    void whatIsAddedIsWhatIsReadLater() {
        Product product =
                catalog.addProduct(new NewProduct("Tee", TEN, "tee", "Basic tee", "apparel/men").inCategory("apparel"));
        Variant variant = catalog.addVariant(new NewVariant(
                product.id(), "TEE-RED", "Red tee", Money.of("11.00", "USD"), Map.of("color", "red", "size", 4L), 7));

        assertThat(catalog.product(product.id())).isEqualTo(product);
        assertThat(product.category()).isEqualTo("apparel");
        assertThat(catalog.variant(variant.id())).isEqualTo(variant);
        assertThat(variant.price()).isEqualTo(Money.of("11.00", "USD"));
        assertThat(variant.attributes()).isEqualTo(Map.of("color", "red", "size", 4L));
        assertThat(variant.availableQuantity()).isEqualTo(7);
        assertThat(shop.holdfast
                        .inventory()
                        .movements(variant.id(), PageRequest.first())
                        .items())
                .singleElement()
                .satisfies(entry -> assertThat(entry.kind()).isEqualTo(MovementKind.RECEIVED));
    }

    @Test
    void aVariantIsCalledAndPricedAsItsProductUntilItHasItsOwn() {
        Product product = catalog.addProduct(NewProduct.of("Hat", TEN));
        Variant variant = catalog.addVariant(NewVariant.of(product.id(), "HAT", 0));
        assertThat(variant.name()).isEqualTo("Hat");
        assertThat(variant.price()).isEqualTo(TEN);
        assertThat(variant.ownPrice()).isNull();

        catalog.changeProduct(product.id(), ProductChange.none().withBasePrice(Money.of("12.00", "USD")));
        assertThat(catalog.variant(variant.id()).price()).isEqualTo(Money.of("12.00", "USD"));

        Variant own = catalog.changeVariant(variant.id(), VariantChange.none().withPrice(TEN));
        assertThat(own.price()).isEqualTo(own.ownPrice()).isEqualTo(TEN);
        Variant products = catalog.changeVariant(
                variant.id(), new VariantChange(Patch.keep(), Patch.keep(), Patch.set(null), Patch.keep()));
        assertThat(products.price()).isEqualTo(Money.of("12.00", "USD"));
    }

    @Test
    void aChangeOfNothingChangesNotEvenTheTime() {
        Product product = catalog.addProduct(NewProduct.of("Same", TEN));
        Variant variant = catalog.addVariant(
                new NewVariant(product.id(), "SAME", null, null, Map.of("n", 1, "d", new BigDecimal("1.50")), 1));
        shop.clock.advance(Duration.ofMinutes(1));

        assertThat(catalog.changeProduct(product.id(), ProductChange.none())).isEqualTo(product);
        assertThat(catalog.changeProduct(product.id(), ProductChange.none().withBasePrice(TEN)))
                .isEqualTo(product);
        assertThat(catalog.changeVariant(variant.id(), VariantChange.none())).isEqualTo(variant);
        Map<String, Object> sameAttributes = Map.of("n", 1, "d", new BigDecimal("1.50"));
        assertThat(catalog.changeVariant(
                        variant.id(),
                        new VariantChange(Patch.set("SAME"), Patch.set(null), Patch.keep(), Patch.set(sameAttributes))))
                .isEqualTo(variant);
        assertThat(catalog.changeVariant(
                                variant.id(),
                                new VariantChange(Patch.keep(), Patch.set("Other"), Patch.keep(), Patch.keep()))
                        .updatedAt())
                .isEqualTo(shop.clock.instant());
    }

    @Test
    void aHandleIsMadeFromTheNameAndFollowedByTheIdWhenItIsTaken() {
        Product first = catalog.addProduct(NewProduct.of("Ça, c'est l'Été! INDIGO", TEN));
        Product second = catalog.addProduct(NewProduct.of("ça c est l été indigo", TEN));
        Product unspeakable = catalog.addProduct(NewProduct.of("世界", TEN));
        Product longest = catalog.addProduct(NewProduct.of("x".repeat(200), TEN));
        Product longestAgain = catalog.addProduct(NewProduct.of("x".repeat(200), TEN));

        assertThat(first.handle()).isEqualTo("ca-c-est-l-ete-indigo");
        assertThat(second.handle()).isEqualTo("ca-c-est-l-ete-indigo-" + second.id());
        assertThat(unspeakable.handle()).isEqualTo("product");
        assertThat(longestAgain.handle()).isNotEqualTo(longest.handle());
        // A derived handle is a valid handle.
        assertThat(catalog.changeProduct(
                        longestAgain.id(),
                        new ProductChange(Patch.set("Short"), Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep())))
                .extracting(Product::name)
                .isEqualTo("Short");
    }

    @Test
    void productsOfOneNameAddedAtOnceAllGetAHandle() throws Exception {
        Set<String> handles = ConcurrentHashMap.newKeySet();

        Threads.all(
                20,
                i -> handles.add(catalog.addProduct(NewProduct.of("Rush", TEN)).handle()));

        assertThat(handles).hasSize(20).contains("rush");
    }

    @Test
    void aTakenNameIsSaidAndNothingIsWritten() {
        Product tee = catalog.addProduct(NewProduct.of("Taken", TEN).withHandle("taken"));
        Product other = catalog.addProduct(NewProduct.of("Free", TEN).withHandle("free"));
        Variant variant = catalog.addVariant(NewVariant.of(tee.id(), "TAKEN", 1));
        Variant second = catalog.addVariant(NewVariant.of(tee.id(), "FREE", 1));

        assertThatThrownBy(() -> catalog.addProduct(NewProduct.of("Again", TEN).withHandle("taken")))
                .isInstanceOfSatisfying(
                        TakenException.class, e -> assertThat(e.code()).isEqualTo("handle_taken"));
        assertThatThrownBy(() -> catalog.changeProduct(
                        other.id(),
                        new ProductChange(Patch.keep(), Patch.set("taken"), Patch.keep(), Patch.keep(), Patch.keep())))
                .isInstanceOf(TakenException.class);
        assertThatThrownBy(() -> catalog.addVariant(NewVariant.of(other.id(), "TAKEN", 1)))
                .isInstanceOfSatisfying(
                        TakenException.class, e -> assertThat(e.code()).isEqualTo("sku_taken"));
        assertThatThrownBy(() -> catalog.changeVariant(
                        second.id(), new VariantChange(Patch.set("TAKEN"), Patch.keep(), Patch.keep(), Patch.keep())))
                .isInstanceOf(TakenException.class);

        assertThat(catalog.product(other.id())).isEqualTo(other);
        assertThat(catalog.variant(second.id())).isEqualTo(second);
        assertThat(catalog.variants(VariantFilter.ofProduct(other.id()), PageRequest.first())
                        .items())
                .isEmpty();
        assertThat(variant.sku()).isEqualTo("TAKEN");
    }

    @Test
    void whatIsNotThereIsSaid() {
        assertThatThrownBy(() -> catalog.product(999_999)).hasMessageContaining("999999");
        assertThatThrownBy(() -> catalog.variant(999_999)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> catalog.changeProduct(999_999, ProductChange.none()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> catalog.changeVariant(999_999, VariantChange.none()))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> catalog.addVariant(NewVariant.of(999_999, "NO", 1)))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).isEqualTo("product_not_found"));
    }

    @Test
    void productsAreFoundByHandleCategoryAndText() {
        TestShop own = new TestShop();
        Catalog products = own.holdfast.catalog();
        Product shirts = products.addProduct(NewProduct.of("Oxford", TEN).inCategory("apparel/men/shirts"));
        Product men = products.addProduct(NewProduct.of("Belt", TEN).inCategory("apparel/men"));
        Product menu = products.addProduct(NewProduct.of("100% cotton", TEN).inCategory("apparel/menu"));

        assertThat(found(products, null, "apparel/men", null)).containsExactly(shirts, men);
        assertThat(found(products, "belt", null, null)).containsExactly(men);
        assertThat(found(products, null, null, "OXFOR")).containsExactly(shirts);
        assertThat(found(products, null, null, "0%")).containsExactly(menu);
        assertThat(found(products, null, "apparel/men_", null)).isEmpty();
        assertThat(products.products(new ProductFilter(null, null, null), PageRequest.first(2))
                        .nextCursor())
                .isEqualTo(Long.toString(men.id()));
    }

    @Test
    void variantsAreFoundByTextAsItIsWritten() {
        TestShop own = new TestShop();
        Catalog variants = own.holdfast.catalog();
        long product = variants.addProduct(NewProduct.of("Tee", TEN)).id();
        for (String sku : List.of("a%b", "a_b", "a\\b", "axb", "İI")) {
            variants.addVariant(NewVariant.of(product, sku, 0));
        }

        assertThat(skus(variants, "%")).containsExactly("a%b");
        assertThat(skus(variants, "_")).containsExactly("a_b");
        assertThat(skus(variants, "\\")).containsExactly("a\\b");
        assertThat(skus(variants, "A_B")).containsExactly("a_b");
        assertThat(skus(variants, "tee")).hasSize(5);
        assertThat(skus(variants, "a")).hasSize(4);
        assertThat(skus(variants, "")).hasSize(5);
        assertThat(variants.variants(new VariantFilter(null, "axb", null), PageRequest.first())
                        .items())
                .hasSize(1);
        assertThat(variants.variants(new VariantFilter(product + 1, null, null), PageRequest.first())
                        .items())
                .isEmpty();
    }

    private static List<Product> found(Catalog catalog, String handle, String category, String query) {
        return catalog.products(new ProductFilter(handle, category, query), PageRequest.first())
                .items();
    }

    private static List<String> skus(Catalog catalog, String query) {
        return catalog.variants(new VariantFilter(null, null, query), PageRequest.first()).items().stream()
                .map(Variant::sku)
                .toList();
    }
}

package dev.holdfast.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.testing.CuttingProxy;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Lists of products and variants: what is selected, in which order, and what is shown with them. */
class CatalogListsTest {
    private static final TestShop shop = new TestShop();
    private static final Catalog catalog = shop.holdfast.catalog();
    private static final Instant START = TestShop.START;
    private static final Duration DAY = Duration.ofDays(1);

    private static Product tee;
    private static Product hat;
    private static Product mug;
    private static Product card;
    private static Variant teeRed;
    private static Variant teeBlue;
    private static Variant hatRed;
    private static Variant mugRed;

    /** A product a day: of the tee one variant can be had, of the hat none, of the mug all; the card has no variants. */
    @BeforeAll
    static void fill() {
        tee = product("Tee", "19.00");
        teeRed = variant(tee, "TEE-RED", null, 0, Map.of("color", "red", "size", 42L, "organic", true));
        teeBlue = variant(tee, "TEE-BLUE", "25.00", 5, Map.of("color", "blue", "size", "42"));
        shop.clock.advance(DAY);
        hat = product("Hat", "30.00");
        hatRed = variant(hat, "HAT-RED", "12.00", 2, Map.of("color", "red", "weight", new BigDecimal("1.50")));
        shop.clock.advance(DAY);
        mug = product("Mug", "12.00");
        mugRed = variant(mug, "MUG,RED", null, 3, Map.of("color", "red"));
        shop.clock.advance(DAY);
        card = product("Card", "12.00");
    }

    /** Somebody else holds all hats. */
    private static void holdHats() {
        shop.letExpire();
        shop.cartWith(hatRed, 2);
    }

    @Test
    void severalAreSelectedByIdProductAndSku() {
        assertThat(products(ProductFilter.ofIds(List.of(mug.id(), tee.id(), 99L))))
                .containsExactly(tee, mug);
        assertThat(variants(VariantFilter.ofIds(List.of(mugRed.id(), teeRed.id()))))
                .containsExactly(teeRed, mugRed);
        assertThat(variants(VariantFilter.ofProducts(List.of(mug.id(), tee.id()))))
                .containsExactly(teeRed, teeBlue, mugRed);
        assertThat(variants(VariantFilter.ofSkus(List.of("MUG,RED", "TEE-RED"))))
                .containsExactly(teeRed, mugRed);
        assertThat(variants(new VariantFilter(tee.id(), "MUG,RED", null))).isEmpty();
        Page<Variant> first =
                catalog.variants(VariantFilter.ofProducts(List.of(mug.id(), tee.id())), PageRequest.first(2));
        assertThat(catalog.variants(
                                VariantFilter.ofProducts(List.of(mug.id(), tee.id())),
                                new PageRequest(2, first.nextCursor()))
                        .items())
                .containsExactly(mugRed);
    }

    @Test
    void theyAreSelectedByAttributesWhateverTheirType() {
        assertThat(skus(Map.of("color", "red"))).containsExactly("TEE-RED", "HAT-RED", "MUG,RED");
        assertThat(skus(Map.of("size", "42"))).containsExactly("TEE-RED", "TEE-BLUE");
        assertThat(skus(Map.of("size", "42", "color", "red"))).containsExactly("TEE-RED");
        assertThat(skus(Map.of("organic", "true"))).containsExactly("TEE-RED");
        assertThat(skus(Map.of("weight", "1.5"))).containsExactly("HAT-RED");
        assertThat(skus(Map.of("color", "RED"))).isEmpty();
        assertThat(skus(Map.of("color", "\" || $.a == \"\\"))).isEmpty();
        assertThat(skus(Map.of("co\"l.or", "red"))).isEmpty();
        assertThat(products(ProductFilter.all().withAttributes(Map.of("color", "red"))))
                .containsExactly(tee, hat, mug);
        assertThat(products(ProductFilter.all().withAttributes(Map.of("color", "blue", "size", "42"))))
                .containsExactly(tee);
    }

    @Test
    void theyAreSelectedByWhatCanBeHadNow() {
        holdHats();
        assertThat(skusOf(VariantFilter.all().withAvailable(true))).containsExactly("TEE-BLUE", "MUG,RED");
        assertThat(skusOf(VariantFilter.all().withAvailable(false))).containsExactly("TEE-RED", "HAT-RED");
        assertThat(products(ProductFilter.all().withAvailable(true))).containsExactly(tee, mug);
        assertThat(products(ProductFilter.all().withAvailable(false))).containsExactly(hat, card);
        // The red tee is sold out, the blue one is not.
        ProductFilter red = ProductFilter.all().withAttributes(Map.of("color", "red"));
        assertThat(products(red.withAvailable(true))).containsExactly(mug);
        assertThat(products(red.withAvailable(false))).containsExactly(tee, hat);

        shop.clock.advance(TestShop.HOLD);
        assertThat(skusOf(VariantFilter.all().withAvailable(true))).containsExactly("TEE-BLUE", "HAT-RED", "MUG,RED");
        assertThat(products(ProductFilter.all().withAvailable(true))).containsExactly(tee, hat, mug);
        shop.sweep();
        assertThat(products(ProductFilter.all().withAvailable(true))).containsExactly(tee, hat, mug);
    }

    @Test
    void theyAreSelectedByTheTimeAtWhichTheyWereAdded() {
        assertThat(products(ProductFilter.all().withCreated(START.plus(DAY), START.plus(DAY.multipliedBy(3)))))
                .containsExactly(hat, mug);
        assertThat(products(ProductFilter.all().withCreated(null, START.plusMillis(1))))
                .containsExactly(tee);
        assertThat(skusOf(VariantFilter.all().withCreated(START.plus(DAY), null)))
                .containsExactly("HAT-RED", "MUG,RED");
        assertThat(skusOf(VariantFilter.all().withCreated(null, START.plus(DAY))))
                .containsExactly("TEE-RED", "TEE-BLUE");
    }

    @Test
    void productsAreInTheOrderThatIsAskedForPageByPage() {
        Map<ProductSort, List<Product>> orders = Map.of(
                ProductSort.ID, List.of(tee, hat, mug, card),
                ProductSort.ID_DESCENDING, List.of(card, mug, hat, tee),
                ProductSort.NAME, List.of(card, hat, mug, tee),
                ProductSort.NAME_DESCENDING, List.of(tee, mug, hat, card),
                ProductSort.CREATED_AT, List.of(tee, hat, mug, card),
                ProductSort.CREATED_AT_DESCENDING, List.of(card, mug, hat, tee),
                // The mug and the card cost the same.
                ProductSort.BASE_PRICE, List.of(mug, card, tee, hat),
                ProductSort.BASE_PRICE_DESCENDING, List.of(hat, tee, card, mug));

        assertThat(orders).hasSize(ProductSort.values().length);
        orders.forEach((sort, expected) -> {
            List<Product> found = new ArrayList<>();
            PageRequest request = PageRequest.first(1);
            for (Page<Product> page = catalog.products(ProductFilter.all(), sort, request); ; ) {
                found.addAll(page.items());
                if (page.nextCursor() == null) {
                    break;
                }
                page = catalog.products(ProductFilter.all(), sort, new PageRequest(1, page.nextCursor()));
            }
            assertThat(found).as(sort.word()).isEqualTo(expected);
        });
        assertThat(ProductSort.BASE_PRICE_DESCENDING.word()).isEqualTo("-base_price");
    }

    @Test
    void aProductIsShownWithItsVariantsTheirPricesAndWhatCanBeHad() {
        holdHats();

        Page<ProductWithVariants> page =
                catalog.productsWithVariants(ProductFilter.all(), ProductSort.NAME, PageRequest.first(3));

        assertThat(page.items())
                .containsExactly(
                        new ProductWithVariants(card, List.of(), 0, null, 0),
                        new ProductWithVariants(
                                hat, List.of(shop.now(hatRed)), 1, new PriceRange(usd("12.00"), usd("12.00")), 0),
                        new ProductWithVariants(
                                mug, List.of(mugRed), 1, new PriceRange(usd("12.00"), usd("12.00")), 3));
        assertThat(page.nextCursor()).isEqualTo(Long.toString(mug.id()));
        assertThat(catalog.productWithVariants(tee.id()))
                .isEqualTo(new ProductWithVariants(
                        tee, List.of(teeRed, teeBlue), 2, new PriceRange(usd("19.00"), usd("25.00")), 5));
        shop.clock.advance(TestShop.HOLD);
        assertThat(catalog.productWithVariants(hat.id()).availableQuantity()).isEqualTo(2);
        assertThatThrownBy(() -> catalog.productWithVariants(99)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void moreVariantsThanAreShownAreCounted() {
        TestShop other = new TestShop();
        Product product = other.product("10.00");
        for (int i = 1; i <= Limits.VARIANTS_SHOWN + 1; i++) {
            other.holdfast
                    .catalog()
                    .addVariant(NewVariant.of(product.id(), "S-" + i, 2).withPrice(usd(i + ".00")));
        }

        ProductWithVariants shown = other.holdfast.catalog().productWithVariants(product.id());

        assertThat(shown.variants()).hasSize(Limits.VARIANTS_SHOWN);
        assertThat(shown.variants().get(99).sku()).isEqualTo("S-100");
        assertThat(shown.variantCount()).isEqualTo(101);
        assertThat(shown.priceRange()).isEqualTo(new PriceRange(usd("1.00"), usd("101.00")));
        assertThat(shown.availableQuantity()).isEqualTo(202);
    }

    @Test
    void variantsOfAPageTakeOneStatementHoweverManyThereAre() throws Exception {
        TestShop other = new TestShop();
        IntStream.range(0, 40).forEach(i -> other.variant(1));
        try (CuttingProxy proxy = new CuttingProxy();
                HikariDataSource pool = proxy.pool(1, 5)) {
            Holdfast behindProxy = Holdfast.builder(pool)
                    .schema(other.schema)
                    .clock(other.clock)
                    .build();
            Map<Integer, Integer> taken = new HashMap<>();
            // More often than the driver needs before it prepares a statement.
            for (int i = 0; i < 8; i++) {
                for (int limit : new int[] {1, 3, 40}) {
                    int before = proxy.roundTrips();
                    Page<ProductWithVariants> page = behindProxy
                            .catalog()
                            .productsWithVariants(ProductFilter.all(), ProductSort.ID, PageRequest.first(limit));
                    taken.put(limit, proxy.roundTrips() - before);
                    assertThat(page.items())
                            .hasSize(limit)
                            .allSatisfy(
                                    product -> assertThat(product.variants()).hasSize(1));
                }
            }
            assertThat(taken).isEqualTo(Map.of(1, 2, 3, 2, 40, 2));
        }
    }

    @Test
    void tooManyValuesAreRefusedByName() {
        List<Long> ids = LongStream.rangeClosed(1, 251).boxed().toList();
        List<String> skus = ids.stream().map(String::valueOf).toList();
        Map<String, String> attributes = ids.stream().limit(11).collect(Collectors.toMap(id -> "a" + id, id -> "x"));
        PageRequest first = PageRequest.first();

        assertRefused(() -> products(ProductFilter.ofIds(ids)), "ids: has 251 values, more than 250");
        assertRefused(() -> variants(VariantFilter.ofProducts(ids)), "product_id: has 251 values, more than 250");
        assertRefused(() -> variants(VariantFilter.ofSkus(skus)), "sku: has 251 values, more than 250");
        assertRefused(() -> skus(attributes), "attribute: has 11 attributes, more than 10");
        assertRefused(() -> skus(Map.of("a", "\0")), "attribute: contains a character that cannot be stored");
        assertRefused(
                () -> catalog.productsWithVariants(ProductFilter.all(), ProductSort.ID, PageRequest.first(101)),
                "limit: 101 is more than 100, the most with variants");
        assertRefused(
                () -> catalog.products(ProductFilter.all(), ProductSort.NAME, new PageRequest(5, "Tee")),
                "\"Tee\" is not a cursor of this list");
        assertThat(catalog.products(ProductFilter.ofIds(ids.subList(0, 250)), first)
                        .items())
                .isEmpty();
    }

    private static void assertRefused(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(InvalidInputException.class).hasMessageContaining(message);
    }

    private static Product product(String name, String price) {
        return catalog.addProduct(NewProduct.of(name, usd(price)));
    }

    private static Variant variant(
            Product product, String sku, @Nullable String price, int stock, Map<String, Object> attributes) {
        return catalog.addVariant(
                new NewVariant(product.id(), sku, null, price == null ? null : usd(price), attributes, stock));
    }

    private static List<Product> products(ProductFilter filter) {
        return catalog.products(filter, PageRequest.first()).items();
    }

    private static List<Variant> variants(VariantFilter filter) {
        return catalog.variants(filter, PageRequest.first()).items();
    }

    private static List<String> skus(Map<String, String> attributes) {
        return skusOf(VariantFilter.all().withAttributes(attributes));
    }

    private static List<String> skusOf(VariantFilter filter) {
        return variants(filter).stream().map(Variant::sku).toList();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

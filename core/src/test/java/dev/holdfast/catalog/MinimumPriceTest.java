package dev.holdfast.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.trial.SimulationRequest;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The price below which no rule goes: set with the variant, and kept by everything that has a price. */
class MinimumPriceTest {
    private static final TestShop shop = new TestShop();

    private final Catalog catalog = shop.holdfast.catalog();
    private final Product product = shop.product("10.00");

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void itIsKeptWithItsVariant() {
        Variant variant = add("8.00");

        assertThat(variant.minPrice()).isEqualTo(usd("8.00"));
        assertThat(catalog.variant(variant.id())).isEqualTo(variant);
        assertThat(change(variant, usd("10.00")).minPrice()).isEqualTo(usd("10.00"));
        assertThat(change(variant, usd("0")).minPrice()).isEqualTo(usd("0.00"));
        assertThat(change(variant, null).minPrice()).isNull();
        assertThat(shop.variant(1).minPrice()).isNull();
    }

    @Test
    void itIsAtMostThePriceAndAnAmountOfItsCurrency() {
        Variant variant = add("8.00");
        NewVariant added = NewVariant.of(product.id(), "REFUSED", 1);

        refused(
                () -> catalog.addVariant(added.withMinPrice(usd("10.01"))),
                "/min_price",
                "10.01 USD is above the price, 10.00 USD");
        refused(
                () -> catalog.addVariant(added.withPrice(usd("9.00")).withMinPrice(usd("9.50"))),
                "/min_price",
                "9.50 USD is above the price, 9.00 USD");
        refused(
                () -> catalog.addVariant(added.withMinPrice(usd("-0.01"))),
                "/min_price",
                "-0.01 is not between 0 and 1000000000.00");
        refused(
                () -> catalog.addVariant(added.withMinPrice(Money.of("1", "EUR"))),
                "/min_price",
                "1.00 EUR is not in USD, as the product is");
        refused(() -> change(variant, usd("10.01")), "/min_price", "10.01 USD is above the price, 10.00 USD");
        refused(() -> change(variant, Money.of("1", "EUR")), "/min_price", "1.00 EUR is not in USD, as the product is");
        assertThat(catalog.variant(variant.id())).isEqualTo(variant);
    }

    @Test
    void noPriceIsSetBelowIt() {
        Variant variant = add("8.00");
        Variant priced = catalog.addVariant(NewVariant.of(product.id(), "OWN-" + product.id(), 1)
                .withPrice(usd("20.00"))
                .withMinPrice(usd("15.00")));

        refused(
                () -> catalog.changeVariant(variant.id(), VariantChange.none().withPrice(usd("7.99"))),
                "/price",
                "7.99 USD is below the minimum price, 8.00 USD");
        refused(
                () -> catalog.changeVariant(
                        priced.id(), new VariantChange(Patch.keep(), Patch.keep(), Patch.set(null), Patch.keep())),
                "/price",
                "10.00 USD is below the minimum price, 15.00 USD");
        refused(
                () -> catalog.changeProduct(product.id(), ProductChange.none().withBasePrice(usd("7.99"))),
                "/base_price",
                "7.99 USD is below the minimum price of variant \"" + variant.sku() + "\", 8.00 USD");

        assertThat(catalog.changeVariant(
                                variant.id(),
                                VariantChange.none().withPrice(usd("5.00")).withMinPrice(usd("4.00")))
                        .minPrice())
                .isEqualTo(usd("4.00"));
        assertThat(catalog.changeProduct(product.id(), ProductChange.none().withBasePrice(usd("3.00")))
                        .basePrice())
                .isEqualTo(usd("3.00"));
    }

    /** Each of the two changes is right by itself; whichever comes second has to see the first. */
    @Test
    void aPriceThatFallsWhileAMinimumRisesNeverPassesIt() throws Exception {
        Variant variant = add(null);
        for (int round = 0; round < 20; round++) {
            catalog.changeProduct(product.id(), ProductChange.none().withBasePrice(usd("10.00")));
            List<ThrowingCallable> changes = List.of(
                    () -> catalog.changeProduct(
                            product.id(), ProductChange.none().withBasePrice(usd("5.00"))),
                    () -> change(variant, usd("8.00")));
            List<Integer> refused = new ArrayList<>();
            Threads.all(2, number -> {
                try {
                    changes.get(number).call();
                } catch (InvalidInputException e) {
                    synchronized (refused) {
                        refused.add(number);
                    }
                } catch (Throwable e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(refused).as("round " + round).hasSize(1);
            assertThat(shop.count("select count(*) from #variants v join #products p on p.id = v.product_id"
                            + " where v.min_price > coalesce(v.price, p.base_price)"))
                    .isZero();
            change(variant, null);
        }
    }

    @Test
    void noRuleGoesBelowIt() {
        Variant variant = add("8.00");
        shop.rule("{'code': 'HALF', 'discount': {'type': 'percent_off', 'percent': 50}}");
        try {
            long cart = shop.cart();
            Cart put = shop.put(cart, variant, 3);

            assertThat(put.total()).isEqualTo(usd("24.00"));
            assertThat(put.items().get(0).explanation())
                    .extracting(step -> step.outcome() + " " + step.reason())
                    .containsExactly("CAPPED min_price");
            assertThat(shop.show(cart)).isEqualTo(put);
            assertThat(quoted(variant)).isEqualTo(usd("8.00"));

            change(variant, usd("9.00"));
            assertThat(shop.show(cart).total()).isEqualTo(usd("24.00"));
            Order order = shop.checkOut(cart);
            assertThat(order.total()).isEqualTo(usd("24.00"));
            assertThat(order.items().get(0).explanation().get(0).reason()).isEqualTo("min_price");
            assertThat(shop.show(cart).total()).isEqualTo(usd("24.00"));
            assertThat(shop.put(shop.cart(), variant, 1).total()).isEqualTo(usd("9.00"));
        } finally {
            shop.holdfast.pricing().archive("HALF");
        }
    }

    /** An item that expired is put again at today's price, and with today's minimum. */
    @Test
    void anItemKeepsTheMinimumOfTheMomentAtWhichItWasPut() {
        Variant variant = add("8.00");
        shop.rule("{'code': 'MOST', 'discount': {'type': 'percent_off', 'percent': 90}}");
        try {
            long cart = shop.cartWith(variant, 1);
            change(variant, null);
            assertThat(shop.put(cart, variant, 2).total()).isEqualTo(usd("16.00"));
            assertThat(shop.holdfast.carts().extend(cart).total()).isEqualTo(usd("16.00"));
            shop.letExpire();
            assertThat(shop.put(cart, variant, 2).total()).isEqualTo(usd("2.00"));
            change(variant, usd("7.00"));
            assertThat(shop.show(cart).total()).isEqualTo(usd("2.00"));
            shop.letExpire();
            shop.sweep();
            assertThat(shop.put(cart, variant, 2).total()).isEqualTo(usd("14.00"));
        } finally {
            shop.holdfast.pricing().archive("MOST");
        }
    }

    @Test
    void aSimulationKeepsToIt() {
        Variant variant = add("8.00");
        shop.clock.advance(Duration.ofDays(1));
        shop.checkOut(shop.cartWith(variant, 1));
        shop.cartWith(variant, 1);

        assertThat(shop.holdfast
                        .pricing()
                        .simulate(
                                SimulationRequest.of(
                                        List.of(PricingRuleJson.read(
                                                "{\"code\": \"DRAFT\", \"discount\": {\"type\": \"percent_off\","
                                                        + " \"percent\": 50}}",
                                                usd("0").currency())),
                                        shop.clock.instant(),
                                        shop.clock.instant().plusSeconds(1)),
                                priced -> {})
                        .effects()
                        .get(0)
                        .after())
                .isEqualTo(usd("16.00"));
    }

    /** A gift is free, whatever its variant may be sold for. */
    @Test
    void aGiftIsFree() {
        Variant given = add("8.00");
        shop.rule("{'code': 'GIFT', 'discount': {'type': 'gift', 'variant': " + given.id()
                + ", 'quantity': 1, 'buy': {'quantity': 1}}}");
        try {
            long cart = shop.cartWith(shop.variant("3.00", 5), 1);
            assertThat(shop.show(cart).items()).hasSize(2);
            assertThat(shop.checkOut(cart).total()).isEqualTo(usd("3.00"));
        } finally {
            shop.holdfast.pricing().archive("GIFT");
        }
    }

    @Test
    void itIsExportedAndImported() {
        String handle = product.handle();
        Variant kept = add("8.00");
        ProductImport exported = exported(handle);
        assertThat(exported.variants().get(0).minPrice().value()).isEqualTo(usd("8.00"));

        assertThat(catalog.importProducts(List.of(exported), null).variantsUnchanged())
                .isOne();
        imported(handle, Patch.keep(), variant(kept.sku(), Patch.keep(), Patch.set(usd("9.00"))));
        assertThat(catalog.variant(kept.id()).minPrice()).isEqualTo(usd("9.00"));
        imported(handle, Patch.keep(), variant(kept.sku(), Patch.keep(), Patch.keep()));
        assertThat(catalog.variant(kept.id()).minPrice()).isEqualTo(usd("9.00"));
        imported(handle, Patch.keep(), variant("NEW-" + kept.sku(), Patch.set(usd("7.00")), Patch.set(usd("6.00"))));
        imported(handle, Patch.keep(), variant(kept.sku(), Patch.keep(), Patch.set(null)));
        assertThat(catalog.variants(new VariantFilter(product.id(), null, null), PageRequest.first())
                        .items())
                .extracting(Variant::minPrice)
                .containsExactly(null, usd("6.00"));
    }

    @Test
    void anImportSetsNoPriceBelowIt() {
        String handle = product.handle();
        Variant kept = add("8.00");
        Variant other = add("9.00");

        refused(
                () -> imported(handle, Patch.keep(), variant(kept.sku(), Patch.keep(), Patch.set(usd("11")))),
                "/0/variants/0/min_price",
                "11.00 USD is above the price, 10.00 USD");
        refused(
                () -> imported(handle, Patch.keep(), variant(kept.sku(), Patch.set(usd("7")), Patch.keep())),
                "/0/variants/0/price",
                "7.00 USD is below the minimum price, 8.00 USD");
        refused(
                () -> imported(handle, Patch.set(usd("8.50"))),
                "/0/base_price",
                "8.50 USD is below the minimum price of variant \"" + other.sku() + "\", 9.00 USD");
        refused(
                () -> imported(handle, Patch.set(usd("7")), variant(other.sku(), Patch.set(usd("9")), Patch.keep())),
                "/0/base_price",
                "7.00 USD is below the minimum price of variant \"" + kept.sku() + "\", 8.00 USD");
        imported(
                handle,
                Patch.set(usd("7")),
                variant(kept.sku(), Patch.keep(), Patch.set(usd("7"))),
                variant(other.sku(), Patch.set(usd("9")), Patch.keep()));
        assertThat(catalog.product(product.id()).basePrice()).isEqualTo(usd("7.00"));
    }

    private Variant add(@Nullable String minPrice) {
        NewVariant added = NewVariant.of(
                product.id(), "MIN-" + product.id() + "-" + shop.count("select count(*) from #variants"), 100);
        return catalog.addVariant(minPrice == null ? added : added.withMinPrice(usd(minPrice)));
    }

    private Variant change(Variant variant, @Nullable Money minPrice) {
        return catalog.changeVariant(
                variant.id(),
                new VariantChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(minPrice), Patch.keep()));
    }

    private static Money quoted(Variant variant) {
        return shop.holdfast
                .pricing()
                .quote(QuoteRequest.of(List.of(new QuoteRequest.Item(variant.id(), 1))))
                .total();
    }

    private ProductImport exported(String handle) {
        return catalog.exportProducts(PageRequest.first(1_000)).items().stream()
                .filter(product -> product.handle().equals(handle))
                .findFirst()
                .orElseThrow();
    }

    private void imported(String handle, Patch<Money> basePrice, VariantImport... variants) {
        catalog.importProducts(
                List.of(new ProductImport(
                        handle, Patch.keep(), basePrice, Patch.keep(), Patch.keep(), List.of(variants))),
                null);
    }

    private static VariantImport variant(String sku, Patch<Money> price, Patch<Money> minPrice) {
        return new VariantImport(sku, Patch.keep(), price, minPrice, Patch.set(Map.of()), null);
    }

    private static void refused(ThrowingCallable change, String pointer, String detail) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors()).containsExactly(new InvalidInputException.Error(pointer, detail)));
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

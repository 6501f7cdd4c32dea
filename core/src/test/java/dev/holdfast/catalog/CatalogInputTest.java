package dev.holdfast.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.cart.CartFilter;
import dev.holdfast.order.OrderFilter;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that the catalogue refuses, and the errors that it reports. */
class CatalogInputTest {
    private static final TestShop shop = new TestShop();
    private static final Catalog catalog = shop.holdfast.catalog();
    private static final Money TEN = Money.of("10.00", "USD");
    private static final String NUL = "a\0b";
    private static final String HALF = "\uD83D";

    private final Product product = shop.product("10.00");
    private final Variant variant = shop.variant(1);

    @Test
    void allThatIsWrongIsNamed() {
        refused(
                List.of("/name", "/base_price", "/description", "/category", "/handle"),
                () -> catalog.addProduct(
                        new NewProduct("", new Money(-1, TEN.currency()), "Not A Handle", NUL, "/no/path")));
        refused(
                List.of("/sku", "/name", "/price", "/attributes/n", "/stock_quantity"),
                () -> catalog.addVariant(new NewVariant(
                        product.id(), " ", HALF, new Money(-1, TEN.currency()), Map.of("n", new Object()), -1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mug", "mug_red", "a--b", "2026", "_x", "タオル", "が", "बर्तन", "größe-42", "кружка"})
    void handlesAreLowerCaseWordsOfAnyScript(String handle) {
        assertThat(catalog.addProduct(NewProduct.of("n", TEN).withHandle(handle))
                        .handle())
                .isEqualTo(handle);
    }

    @ParameterizedTest
    @CsvSource({"Mug, mug", "mug red, mug-red", "-mug, mug", "a.b/c, a-b-c", "ГОРА 1, гора-1", "%, ''"})
    void aHandleThatIsNoneIsNamedWithOneThatIs(String handle, String like) {
        assertThatThrownBy(() -> catalog.addProduct(NewProduct.of("n", TEN).withHandle(handle)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"" + handle + "\" is not a handle")
                .hasMessageEndingWith(like.isEmpty() ? "with a dash" : ", such as " + like);
    }

    @Test
    void categoriesAreWordsOfAnyScript() {
        assertThat(catalog.addProduct(NewProduct.of("n", TEN).inCategory("bücher/romane_2"))
                        .category())
                .isEqualTo("bücher/romane_2");
        refused("/category", () -> catalog.addProduct(NewProduct.of("n", TEN).inCategory("Bücher")));
        refused("/category", () -> catalog.addProduct(NewProduct.of("n", TEN).inCategory("a//b")));
    }

    @Test
    void textsHaveLimits() {
        catalog.addProduct(NewProduct.of("n".repeat(200), TEN));
        refused("/name", () -> catalog.addProduct(NewProduct.of("n".repeat(201), TEN)));
        refused("/name", () -> catalog.addProduct(NewProduct.of(NUL, TEN)));
        refused("/name", () -> catalog.addProduct(NewProduct.of(HALF + "x", TEN)));
        refused("/description", () -> catalog.addProduct(new NewProduct("n", TEN, null, "d".repeat(50_001), null)));
        refused("/category", () -> catalog.addProduct(NewProduct.of("n", TEN).inCategory("a/".repeat(150) + "b")));
        refused("/handle", () -> catalog.addProduct(NewProduct.of("n", TEN).withHandle("h".repeat(201))));
        catalog.addVariant(NewVariant.of(product.id(), "\uD83D\uDE00".repeat(50), 1));
        refused("/sku", () -> catalog.addVariant(NewVariant.of(product.id(), "s".repeat(101), 1)));
        refused("/sku", () -> catalog.addVariant(NewVariant.of(product.id(), NUL, 1)));
    }

    @Test
    void stockAndPricesHaveLimits() {
        Currency usd = TEN.currency();
        catalog.addProduct(NewProduct.of("Dearest", new Money(Limits.AMOUNT, usd)));
        catalog.addProduct(NewProduct.of("Free", Money.zero(usd)));
        refused("/base_price", () -> catalog.addProduct(NewProduct.of("n", new Money(Limits.AMOUNT + 1, usd))));
        refused("/base_price", () -> catalog.addProduct(NewProduct.of("n", new Money(Long.MIN_VALUE, usd))));
        refused("/stock_quantity", () -> catalog.addVariant(NewVariant.of(product.id(), "M", 1_000_000_001)));
        refused("/stock_quantity", () -> catalog.addVariant(NewVariant.of(product.id(), "M", Integer.MIN_VALUE)));
    }

    @Test
    void aVariantIsPricedInItsProductsCurrency() {
        Money euro = Money.of("10.00", "EUR");
        refused(
                "/price",
                () -> catalog.addVariant(NewVariant.of(product.id(), "EURO", 1).withPrice(euro)));
        refused(
                "/price",
                () -> catalog.changeVariant(variant.id(), VariantChange.none().withPrice(euro)));
        refused(
                "/base_price",
                () -> catalog.changeProduct(product.id(), ProductChange.none().withBasePrice(euro)));
        assertThat(catalog.variants(VariantFilter.ofProduct(product.id()), PageRequest.first())
                        .items())
                .isEmpty();
    }

    @Test
    void whatMayNotBeEmptiedIsNot() {
        Patch<String> empty = Patch.set(null);
        refused(
                "/name",
                () -> catalog.changeProduct(
                        product.id(),
                        new ProductChange(empty, Patch.keep(), Patch.keep(), Patch.keep(), Patch.keep())));
        refused(
                "/handle",
                () -> catalog.changeProduct(
                        product.id(),
                        new ProductChange(Patch.keep(), empty, Patch.keep(), Patch.keep(), Patch.keep())));
        refused(
                "/base_price",
                () -> catalog.changeProduct(
                        product.id(),
                        new ProductChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(null), Patch.keep())));
        refused(
                "/sku",
                () -> catalog.changeVariant(
                        variant.id(), new VariantChange(empty, Patch.keep(), Patch.keep(), Patch.keep())));
        refused(
                "/attributes",
                () -> catalog.changeVariant(
                        variant.id(), new VariantChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(null))));
        assertThat(catalog.product(product.id())).isEqualTo(product);
        assertThat(catalog.variant(variant.id())).isEqualTo(variant);
    }

    @Test
    void attributesAreFewShortAndPlain() {
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 51; i++) {
            many.put("a" + i, i);
        }
        refused("/attributes", () -> add("MANY", many));
        refused("/attributes", () -> add("BLANK", Map.of(" ", 1)));
        refused("/attributes", () -> add("NUL", Map.of(NUL, 1)));
        refused("/attributes/t", () -> add("TEXT", Map.of("t", "x".repeat(1_001))));
        refused("/attributes/a~1b", () -> add("LIST", Map.of("a/b", List.of())));
        refused("/attributes/n", () -> add("NAN", Map.of("n", Double.NaN)));
        refused("/attributes/n", () -> add("HUGE", Map.of("n", new BigDecimal("1e1000000"))));
        refused("/attributes/n", () -> add("LONG", Map.of("n", BigInteger.TEN.pow(1_000))));

        Map<String, Object> plain = Map.of("t", "x", "b", true, "l", Long.MAX_VALUE, "d", new BigDecimal("0.10"));
        assertThat(add("PLAIN", plain).attributes()).isEqualTo(plain);
    }

    @Test
    void aFilterWithACharacterThatIsNoTextIsRefused() {
        Catalog c = catalog;
        PageRequest page = PageRequest.first();
        for (String text : List.of(NUL, HALF, "x".repeat(501))) {
            refused("/q", () -> c.variants(new VariantFilter(null, null, text), page));
            refused("/sku", () -> c.variants(new VariantFilter(null, text, null), page));
            refused("/handle", () -> c.products(new ProductFilter(text, null, null), page));
            refused("/category", () -> c.products(new ProductFilter(null, text, null), page));
            refused("/q", () -> c.products(new ProductFilter(null, null, text), page));
            refused("/user_id", () -> shop.holdfast.carts().list(new CartFilter(text, null), page));
            refused("/user_id", () -> shop.holdfast.orders().list(new OrderFilter(text, null, null), page));
        }
    }

    private Variant add(String sku, Map<String, Object> attributes) {
        return catalog.addVariant(new NewVariant(product.id(), sku, null, null, attributes, 1));
    }

    private static void refused(String pointer, ThrowingCallable call) {
        refused(List.of(pointer), call);
    }

    private static void refused(List<String> pointers, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactlyElementsOf(pointers));
    }
}

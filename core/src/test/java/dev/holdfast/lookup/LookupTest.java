package dev.holdfast.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.TestShop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Codes that begin with what was typed. */
class LookupTest {
    private final TestShop shop = new TestShop();
    private final Lookup lookup = shop.holdfast.lookup();

    private Product product(String handle) {
        return shop.holdfast.catalog().addProduct(NewProduct.of(handle, Money.of("10.00", "USD")));
    }

    private void variant(Product product, String sku) {
        shop.holdfast.catalog().addVariant(NewVariant.of(product.id(), sku, 0));
    }

    private void codes() {
        Product tee = product("tee");
        product("teapot");
        product("mug");
        variant(tee, "TS-RED");
        variant(tee, "TS-BLUE");
        variant(tee, "ts-red");
        variant(tee, "T%");
        shop.rule("""
                {"code": "SPRING", "name": "Spring", "conditions": {"promo_code": "SPRING-26"},
                 "discount": {"type": "percent_off", "percent": "10"}}""");
        shop.rule("""
                {"code": "SINGLE", "name": "Single", "conditions": {"stored_codes": true},
                 "discount": {"type": "percent_off", "percent": "10"}}""");
        shop.rule("""
                {"code": "SALE", "name": "Sale", "discount": {"type": "percent_off", "percent": "10"}}""");
        shop.holdfast.pricing().archive("SALE");
        shop.holdfast.promoCodes().add("SINGLE", List.of("SP-1", "Sp-2", "SP-3"), PromoLimits.NONE, true);
        shop.holdfast.promoCodes().delete("SP-3");
        List.of("shop-server", "storefront", "shop-old")
                .forEach(name -> shop.holdfast.apiKeys().create(NewApiKey.publishable(name)));
        shop.holdfast
                .apiKeys()
                .revoke(shop.holdfast.apiKeys().named("shop-old").orElseThrow().id());
    }

    @ParameterizedTest
    @CsvSource({
        "PRODUCT, '', mug teapot tee",
        "PRODUCT, te, teapot tee",
        "PRODUCT, tee, tee",
        "PRODUCT, x, ''",
        "VARIANT, TS-, TS-BLUE TS-RED",
        "VARIANT, ts, ts-red",
        "VARIANT, T%, T%",
        "VARIANT, T_, ''",
        "RULE, S, SINGLE SPRING",
        "RULE, SP, SPRING",
        "STORED_PROMO_CODE, '', SP-1 Sp-2",
        "STORED_PROMO_CODE, SP, SP-1",
        "PROMO_CODE, SP, SP-1 SPRING-26",
        "ORDER, '', ''",
        "ORDER, x, ''",
        "CART, '', ''",
        "CART, 9223372036854775807, ''",
        "CHECKOUT_SESSION, cs_, ''",
        "API_KEY, '', shop-server storefront",
        "API_KEY, sh, shop-server",
        "API_KEY, hf_, ''"
    })
    void codesThatBeginWithPrefix(CodeKind kind, String prefix, String expected) {
        codes();

        assertThat(String.join(" ", lookup.startingWith(kind, prefix, 10))).isEqualTo(expected);
    }

    @Test
    void newestOrdersComeFirst() {
        Variant variant = shop.variant(100);
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            numbers.add(0, "" + shop.checkOut(shop.cartWith(variant, 1)).id());
        }

        assertThat(lookup.startingWith(CodeKind.ORDER, "", 10)).containsExactlyElementsOf(numbers);
        assertThat(lookup.startingWith(CodeKind.ORDER, numbers.get(0), 10)).containsExactly(numbers.get(0));
        assertThat(lookup.startingWith(CodeKind.ORDER, "", 3))
                .containsExactly(numbers.get(0), numbers.get(1), numbers.get(3));
    }

    /** A shell fills in what all of the codes begin with, so none of the others may begin with anything else. */
    @Test
    void numbersOfEveryLengthAreAmongThoseOfLongList() {
        shop.execute("alter table #carts alter column id restart with 995");
        for (int i = 0; i < 12; i++) {
            shop.cart();
        }

        assertThat(lookup.startingWith(CodeKind.CART, "", 4)).containsExactly("1006", "1005", "1000", "999");
        assertThat(lookup.startingWith(CodeKind.CART, "", 2)).containsExactly("1000", "999");
        assertThat(lookup.startingWith(CodeKind.CART, "99", 10)).containsExactly("999", "998", "997", "996", "995");
        assertThat(lookup.startingWith(CodeKind.CART, "1", 3)).containsExactly("1006", "1005", "1000");
        assertThat(lookup.startingWith(CodeKind.CART, "1004", 3)).containsExactly("1004");
        assertThat(lookup.startingWith(CodeKind.CART, "0", 3)).isEmpty();
    }

    @Test
    void newestSessionsComeFirst() {
        Variant variant = shop.variant(100);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            long cart = shop.cartWith(variant, 1);
            ids.add(
                    0,
                    shop.holdfast
                            .checkoutSessions()
                            .begin(NewCheckoutSession.of(cart))
                            .id());
        }
        String first = Collections.min(ids);
        String last = Collections.max(ids);

        assertThat(lookup.startingWith(CodeKind.CHECKOUT_SESSION, "cs_", 10)).containsExactlyElementsOf(ids);
        assertThat(lookup.startingWith(CodeKind.CHECKOUT_SESSION, first, 10)).containsExactly(first);
        assertThat(lookup.startingWith(CodeKind.CHECKOUT_SESSION, "", 2))
                .containsExactlyElementsOf(ids.stream()
                        .filter(id -> id.equals(first) || id.equals(last))
                        .toList());
        assertThat(lookup.startingWith(CodeKind.CHECKOUT_SESSION, "", 5))
                .hasSize(5)
                .contains(first, last)
                .isSubsetOf(ids)
                .isSortedAccordingTo(Comparator.comparing(ids::indexOf));
    }

    @Test
    void lastCodeIsAmongThoseOfLongList() {
        Product product = product("p");
        for (int i = 1; i <= 9; i++) {
            variant(product, "A-" + i);
        }
        variant(product, "AZ");

        assertThat(lookup.startingWith(CodeKind.VARIANT, "A", 4)).containsExactly("A-1", "A-2", "A-3", "AZ");
        assertThat(lookup.startingWith(CodeKind.VARIANT, "A", 10)).hasSize(10);
    }

    @Test
    void mergedCodesKeepTheLimitAndTheLast() {
        codes();

        assertThat(lookup.startingWith(CodeKind.PROMO_CODE, "", 2)).containsExactly("SP-1", "Sp-2");
    }

    @ParameterizedTest
    @EnumSource
    void whatTheDatabaseCannotTakeBeginsNoCode(CodeKind kind) {
        assertThat(lookup.startingWith(kind, "\0", 10)).isEmpty();
    }

    @Test
    void limitIsChecked() {
        assertThatThrownBy(() -> lookup.startingWith(CodeKind.VARIANT, "", 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("limit");
    }
}

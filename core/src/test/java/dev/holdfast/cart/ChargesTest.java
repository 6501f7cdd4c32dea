package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Patch;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CartEmptyException;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.PriceChangedException;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.testing.TestShop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChargesTest {
    private static final TestShop shop = new TestShop();

    /** Rules that only carts with the channel of a test meet. */
    @BeforeAll
    static void rules() {
        shop.rule("{'code': 'FREE-SHIPPING', 'target': 'charge', 'conditions': {'charges': ['shipping'],"
                + " 'min_subtotal': '50.00', 'attributes': [{'name': 'channel', 'in': ['shipping']}]},"
                + " 'discount': {'type': 'percent_off', 'percent': 100}}");
        shop.rule("{'code': 'APP', 'conditions': {'attributes': [{'name': 'channel', 'in': ['app', 'kiosk']},"
                + " {'name': 'region', 'not_in': ['north']}]}, 'discount': {'type': 'percent_off', 'percent': 10}}");
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void aChargeIsSetToWhatIsSaidAndCountsInTheTotal() {
        long cart = shop.cartWith(shop.variant("10.00", 5), 2);

        charge(cart, "shipping", "4.90");
        Cart charged = shop.holdfast.carts().setCharge(cart, new NewCharge("wrap", "Gift wrap", usd("1.50")));
        Cart repeated = charge(cart, "shipping", "3.90");

        assertThat(charged.charges()).extracting(CartCharge::code).containsExactly("shipping", "wrap");
        assertThat(charged.total()).isEqualTo(usd("26.40"));
        assertThat(repeated.chargeTotal()).isEqualTo(usd("5.40"));
        assertThat(repeated.subtotal()).isEqualTo(usd("20.00"));
        assertThat(repeated.total()).isEqualTo(usd("25.40"));
        assertThat(repeated.charges().get(1).name()).isEqualTo("Gift wrap");
        assertThat(shop.show(cart)).isEqualTo(repeated);
        Cart without = shop.holdfast.carts().removeCharge(cart, "shipping");
        assertThat(without.total()).isEqualTo(usd("21.50"));
        assertThatThrownBy(() -> shop.holdfast.carts().removeCharge(cart, "shipping"))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).isEqualTo("charge_not_found"));
    }

    @Test
    void aRuleTakesAChargeOffOnceTheItemsAreWorthEnough() {
        Variant variant = shop.variant("10.00", 20);
        long cart = cartOf("shipping");
        shop.put(cart, variant, 4);

        Cart near = charge(cart, "shipping", "4.90");
        Cart free = shop.put(cart, variant, 5);

        assertThat(near.total()).isEqualTo(usd("44.90"));
        assertThat(near.charges().get(0).explanation()).singleElement().satisfies(step -> {
            assertThat(step.reason()).isEqualTo("min_subtotal");
            assertThat(step.facts()).containsEntry("missing", usd("10.00"));
        });
        assertThat(free.charges().get(0).total()).isEqualTo(usd("0.00"));
        assertThat(free.charges().get(0).explanation()).singleElement().satisfies(step -> {
            assertThat(step.outcome()).isEqualTo(Outcome.APPLIED);
            assertThat(step.amount()).isEqualTo(usd("4.90"));
        });
        assertThat(free.discountTotal()).isEqualTo(usd("4.90"));
        assertThat(free.total()).isEqualTo(usd("50.00"));
    }

    @Test
    void anOrderKeepsItsChargesAndWhatWasTakenOffThem() {
        Variant variant = shop.variant("10.00", 20);
        long cart = cartOf("shipping");
        shop.put(cart, variant, 5);
        charge(cart, "shipping", "4.90");
        shop.holdfast.carts().setCharge(cart, new NewCharge("wrap", "Gift wrap", usd("1.50")));
        CheckoutRequest stale = new CheckoutRequest(cart, null, usd("50.00"));
        assertThatThrownBy(() -> shop.holdfast.checkout().place(stale)).isInstanceOf(PriceChangedException.class);

        Order order = shop.holdfast.checkout().place(new CheckoutRequest(cart, null, usd("51.50")));

        assertThat(order.chargeTotal()).isEqualTo(usd("6.40"));
        assertThat(order.discountTotal()).isEqualTo(usd("4.90"));
        assertThat(order.charges()).hasSize(2);
        assertThat(order.charges().get(0).explanation())
                .singleElement()
                .satisfies(step -> assertThat(step.rule()).isEqualTo("FREE-SHIPPING"));
        assertThat(order.charges().get(1).name()).isEqualTo("Gift wrap");
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        Cart closed = shop.show(cart);
        assertThat(closed.total()).isEqualTo(order.total());
        assertThatThrownBy(() -> charge(cart, "late", "1.00")).isInstanceOf(CartClosedException.class);
        assertThatThrownBy(() -> shop.holdfast.carts().removeCharge(cart, "wrap"))
                .isInstanceOf(CartClosedException.class);
    }

    @Test
    void aChargeHoldsNothingAndKeepsNothingAlive() {
        Variant variant = shop.variant("10.00", 5);
        long empty = shop.cart();
        charge(empty, "shipping", "4.90");
        assertThatThrownBy(() -> shop.checkOut(empty)).isInstanceOf(CartEmptyException.class);

        long late = shop.cartWith(variant, 5);
        shop.clock.advance(TestShop.HOLD.minusSeconds(1));
        charge(late, "shipping", "4.90");
        shop.clock.advance(java.time.Duration.ofSeconds(1));

        assertThat(shop.show(late).items()).isEmpty();
        assertThat(shop.show(late).total()).isEqualTo(usd("4.90"));
        assertThat(shop.now(variant).availableQuantity()).isEqualTo(5);
        assertThat(shop.holdfast.carts().delete(late).total()).isEqualTo(usd("0.00"));
    }

    @Test
    void aChargeOfNothingIsShownAndOneOfAnotherCurrencyRefused() {
        long cart = shop.cartWith(shop.variant("10.00", 5), 1);

        Cart shown = charge(cart, "collected", "0.00");

        assertThat(shown.charges()).hasSize(1);
        assertThat(shown.total()).isEqualTo(usd("10.00"));
        assertThatThrownBy(() -> shop.holdfast.carts().setCharge(cart, NewCharge.of("a", Money.of("1.00", "EUR"))))
                .isInstanceOfSatisfying(
                        CurrencyMismatchException.class,
                        e -> assertThat(e.facts())
                                .containsEntry("charge_code", "a")
                                .containsEntry("cart_currency", "USD"));
        assertThatThrownBy(() -> charge(cart, " ", "-1.00"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class, e -> assertThat(e.errors()).hasSize(2));
        assertThat(shop.show(cart)).isEqualTo(shown);
    }

    @Test
    void aCartHasOnlySoManyCharges() {
        long cart = shop.cart();
        for (int i = 0; i < Limits.CHARGES; i++) {
            charge(cart, "c" + i, "0.01");
        }

        assertThatThrownBy(() -> charge(cart, "more", "0.01"))
                .isInstanceOfSatisfying(
                        TooManyChargesException.class,
                        e -> assertThat(e.facts()).containsEntry("limit", Limits.CHARGES));
        assertThat(charge(cart, "c0", "1.00").chargeTotal()).isEqualTo(usd("1.49"));
    }

    @Test
    void attributesOfACartDecideOnRules() {
        Variant variant = shop.variant("10.00", 50);
        long cart = cartOf("app");

        assertThat(shop.put(cart, variant, 1).total()).isEqualTo(usd("9.00"));
        assertThat(attributes(cart, "region", "north").total()).isEqualTo(usd("10.00"));
        assertThat(attributes(cart, "region", null).total()).isEqualTo(usd("9.00"));
        Cart south = attributes(cart, "region", "south");
        assertThat(south.attributes()).containsExactly(Map.entry("channel", "app"), Map.entry("region", "south"));
        assertThat(shop.show(cart)).isEqualTo(south);
        Cart none = shop.holdfast
                .carts()
                .change(cart, new CartChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(null)));
        assertThat(none.attributes()).isEmpty();
        assertThat(none.total()).isEqualTo(usd("10.00"));
        Map<String, @Nullable String> many = new HashMap<>();
        for (int i = 0; i < 51; i++) {
            many.put("a" + i, "v");
        }
        assertThatThrownBy(() -> shop.holdfast
                        .carts()
                        .change(cart, new CartChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(many))))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void aBuyerWhoIsNamedAtCheckoutKeepsTheAttributesOfTheCart() {
        long cart = cartOf("app");
        shop.put(cart, shop.variant("10.00", 5), 1);

        Order order = shop.holdfast.checkout().place(new CheckoutRequest(cart, "sam", usd("9.00")));

        assertThat(order.total()).isEqualTo(usd("9.00"));
    }

    @Test
    void aQuoteTakesChargesAttributesAndAPolicy() {
        Variant variant = shop.variant("10.00", 5);

        Quote quote = shop.holdfast
                .pricing()
                .quote(new QuoteRequest(
                        List.of(new QuoteRequest.Item(variant.id(), 6)),
                        null,
                        null,
                        null,
                        List.of(),
                        List.of(new QuoteCharge("shipping", usd("4.90"))),
                        null,
                        Map.of("channel", "shipping"),
                        PricingPolicy.SHOPIFY));

        assertThat(quote.policy()).isEqualTo("shopify");
        assertThat(quote.chargeTotal()).isEqualTo(usd("4.90"));
        assertThat(quote.total()).isEqualTo(usd("60.00"));
    }

    @Test
    void thePolicyOfTheShopPricesItsCarts() {
        Variant variant = shop.variant("0.55", 5);
        shop.rule("{'code': 'HALF', 'conditions': {'user_tiers': ['rounded']},"
                + " 'discount': {'type': 'percent_off', 'percent': 50}}");
        var saleor = shop.builder().pricingPolicy(PricingPolicy.SALEOR).build();
        long own = saleor.carts()
                .create(new NewCart(null, "rounded", List.of(), null))
                .id();
        long usual = shop.holdfast
                .carts()
                .create(new NewCart(null, "rounded", List.of(), null))
                .id();

        // Half of 0.55 is rounded up once per unit here, and once per item there.
        assertThat(saleor.carts().put(own, PutItem.of(variant.id(), 2)).cart().discountTotal())
                .isEqualTo(usd("0.56"));
        assertThat(shop.put(usual, variant, 2).discountTotal()).isEqualTo(usd("0.55"));
        assertThat(shop.show(own).discountTotal()).isEqualTo(usd("0.56"));
        assertThat(shop.texts("select policy from #carts where id = " + own)).containsExactly("saleor");
        shop.checkOut(own);
        assertThat(shop.texts("select policy from #orders where cart_id = " + own))
                .containsExactly("saleor");
    }

    private static Cart charge(long cart, String code, String amount) {
        return shop.holdfast.carts().setCharge(cart, NewCharge.of(code, usd(amount)));
    }

    private static long cartOf(String channel) {
        return shop.holdfast
                .carts()
                .create(new NewCart(null, null, List.of(), null, Map.of("channel", channel)))
                .id();
    }

    private static Cart attributes(long cart, String name, @Nullable String value) {
        Map<String, @Nullable String> change = new HashMap<>();
        change.put(name, value);
        return shop.holdfast
                .carts()
                .change(cart, new CartChange(Patch.keep(), Patch.keep(), Patch.keep(), Patch.set(change)));
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

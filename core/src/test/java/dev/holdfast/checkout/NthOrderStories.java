package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.CartFilter;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Rules for a buyer's first or nth order, the carts of buyers, and the look at the books after each test. */
abstract class NthOrderStories {
    static final String TEN_OFF = "'target': 'order', 'discount': {'type': 'percent_off', 'percent': 10}";

    static final TestShop shop = new TestShop();
    private static final AtomicInteger NAMES = new AtomicInteger();

    final String rule = "NTH-" + NAMES.incrementAndGet();
    final String ada = "ada-" + rule;
    final String bob = "bob-" + rule;
    final String eve = "eve-" + rule;
    final Variant tee = shop.variant("10.00", 1_000);
    final Variant mug = shop.variant("4.00", 20);

    @AfterEach
    void theBooksAgree() {
        if (shop.count("select count(*) from #pricing_rules where archived_at is null") > 0) {
            shop.holdfast.pricing().archive(rule);
        }
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    void nth(int number) {
        shop.holdfast.pricing().add(nthRule(number));
    }

    PricingRule nthRule(int number) {
        return PricingRuleJson.read(
                ("{'code': '" + rule + "', 'conditions': {'nth_order': " + number + "}, " + TEN_OFF + "}")
                        .replace('\'', '"'),
                usd("0").currency());
    }

    static Holdfast server() {
        return shop.builder()
                .lanes(16)
                .batchLimit(1)
                .commandTimeout(Duration.ofSeconds(30))
                .build();
    }

    long cartWithCode(String user) {
        return shop.holdfast
                .carts()
                .create(new NewCart(user, null, List.of("WELCOME"), null))
                .id();
    }

    Order buy(String user) {
        long cart = shop.cartOf(user);
        shop.put(cart, tee, 1);
        return shop.checkOut(cart);
    }

    /** With a timeout that no lock is waited for. */
    Order buyAtOnce(String user) {
        Holdfast impatient = shop.holdfast.withTimeout(Duration.ofSeconds(2));
        long cart = shop.cartOf(user);
        impatient.carts().put(cart, PutItem.of(tee.id(), 1));
        return impatient.checkout().place(CheckoutRequest.of(cart));
    }

    static List<Money> totals(Holdfast server, String user) {
        return server.carts().list(new CartFilter(user, null), PageRequest.first()).items().stream()
                .map(Cart::total)
                .toList();
    }

    static Cart changeUser(long cart, @Nullable String user) {
        return shop.holdfast.carts().change(cart, new CartChange(Patch.set(user), Patch.keep(), Patch.keep()));
    }

    Money quoted(@Nullable String user, @Nullable Integer ordersPlaced) {
        QuoteRequest request = new QuoteRequest(
                List.of(new QuoteRequest.Item(tee.id(), 1)),
                null,
                user,
                null,
                List.of(),
                List.of(),
                ordersPlaced,
                Map.of(),
                null);
        return shop.holdfast.pricing().quote(request).total();
    }

    static List<CartItem> gifts(Cart cart) {
        return cart.items().stream().filter(item -> item.giftRule() != null).toList();
    }

    static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.TestShop;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Codes with limits, the carts that name them, and the look at the books after each test. */
abstract class PromoCodeStories {
    static final AtomicInteger NAMES = new AtomicInteger();

    private final TestShop shop;

    final Variant variant;

    PromoCodeStories(TestShop shop) {
        this.shop = shop;
        this.variant = shop.variant("10.00", 10_000);
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    /** A rule that takes 10 percent off everything, and asks for a stored code. */
    String rule() {
        String rule = "STORED-" + NAMES.incrementAndGet();
        shop.rule("{'code': '" + rule + "', 'target': 'order', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        return rule;
    }

    String code(PromoLimits limits) {
        String code = "Code-" + NAMES.incrementAndGet();
        shop.holdfast.promoCodes().add(rule(), List.of(code), limits, true);
        return code;
    }

    long cart(@Nullable String user, String... codes) {
        return shop.holdfast
                .carts()
                .create(new NewCart(user, null, List.of(codes), null))
                .id();
    }

    static List<String> reasons(Cart cart) {
        return cart.explanation().stream()
                .map(step -> step.reason() == null ? step.outcome().name() : step.reason())
                .toList();
    }

    static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    PromoCode now(String code) {
        return shop.holdfast.promoCodes().get(code);
    }
}

package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Carts that have nothing in common but a promo code: no lock of stock keeps them apart. */
class PromoLocksTest {
    private static final TestShop shop = new TestShop();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String code = "CODE-" + NAMES.incrementAndGet();

    @BeforeEach
    void addTheRule() {
        shop.rule("{'code': '" + code + "', 'target': 'order', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    /** A buyer that waited for the code sees what the one before left. */
    @Test
    void aCodeIsReadAfterItIsLocked() throws Exception {
        add(PromoLimits.uses(1));
        Variant one = shop.variant("10.00", 9);
        Variant two = shop.variant("10.00", 9);
        long first = cart();
        long second = cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Cart discounted = shop.holdfast
                    .within(host.connection)
                    .carts()
                    .put(first, PutItem.of(one.id(), 1))
                    .cart();
            assertThat(discounted.total()).isEqualTo(usd("9.00"));
            Future<Cart> put = Threads.begin(() -> shop.put(second, two, 1));
            Threads.awaitWaiting(shop, 1);
            host.commit();
            assertThat(Threads.join(put).explanation())
                    .extracting(RuleOutcome::reason)
                    .containsExactly("exhausted");
        }
    }

    @Test
    void ofManyBuyersOfDifferentThingsExactlyAsManyAreDiscountedAsTheCodeHasUses() throws Exception {
        add(PromoLimits.uses(10));
        List<Variant> variants =
                Stream.generate(() -> shop.variant("10.00", 50)).limit(8).toList();
        AtomicInteger discounted = new AtomicInteger();

        Threads.all(16, number -> {
            for (int round = 0; round < 3; round++) {
                long cart = cart();
                shop.put(cart, variants.get((number + round) % variants.size()), 1);
                Order order = shop.checkOut(cart);
                discounted.addAndGet(order.total().equals(usd("9.00")) ? 1 : 0);
            }
        });

        assertThat(discounted).hasValue(10);
        assertThat(shop.holdfast.promoCodes().get(code).claimedUses()).isEqualTo(10);
    }

    private void add(PromoLimits limits) {
        shop.holdfast.promoCodes().add(code, List.of(code), limits, true);
    }

    private long cart() {
        return shop.holdfast
                .carts()
                .create(new NewCart(null, null, List.of(code), null))
                .id();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

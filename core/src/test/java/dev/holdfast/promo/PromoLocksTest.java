package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
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

    /** Codes are locked by id, whatever the order in which carts name them: two carts with two codes never deadlock. */
    @Test
    void codesAreLockedInOneOrderForEverybody() throws Exception {
        // By name they stand the other way round than by id.
        String low = "Z-" + code;
        String high = "A-" + code;
        shop.holdfast.promoCodes().add(code, List.of(low), PromoLimits.uses(5), true);
        shop.holdfast.promoCodes().add(code, List.of(high), PromoLimits.uses(5), true);
        Variant variant = shop.variant("10.00", 9);
        long cart = cart(high, low);
        try (OtherTransaction other = new OtherTransaction(shop).execute(lockOf(low))) {
            Future<Cart> put = Threads.begin(() -> shop.put(cart, variant, 2));
            Threads.awaitWaiting(shop, 1);
            // Had the put locked the higher first, each would wait for the other now.
            other.execute(lockOf(high) + " nowait");
            other.commit();
            assertThat(Threads.join(put).total()).isEqualTo(usd("18.00"));
        }
    }

    /** Stock comes before codes: a buyer who waits for stock holds no code that others want. */
    @Test
    void whoWaitsForStockHoldsNoCode() throws Exception {
        add(PromoLimits.uses(1));
        Variant wanted = shop.variant("10.00", 9);
        Variant free = shop.variant("5.00", 9);
        long waiting = cart();
        long quick = cart();
        try (OtherTransaction other = new OtherTransaction(shop).lockStock(wanted.id())) {
            Future<Cart> put = Threads.begin(() -> shop.put(waiting, wanted, 2));
            Threads.awaitWaiting(shop, 1);
            assertThat(shop.put(quick, free, 3).total()).isEqualTo(usd("13.50"));
            other.commit();
            assertThat(Threads.join(put).total()).isEqualTo(usd("20.00"));
        }
    }

    /** A hold that expires while its buyer waits for the code is worth nothing once the buyer has it. */
    @Test
    void theTimeIsReadAfterTheCodeIsLocked() throws Exception {
        add(PromoLimits.uses(1));
        Variant variant = shop.variant("10.00", 9);
        long first = cart();
        shop.put(first, variant, 2);
        long second = cart();
        Holdfast real = Holdfast.builder(TestDatabase.dataSource())
                .schema(shop.schema)
                .commandTimeout(Duration.ofSeconds(30))
                .build();
        try (OtherTransaction other = new OtherTransaction(shop).execute(lockOf(code))) {
            Future<Cart> put = Threads.begin(
                    () -> real.carts().put(second, PutItem.of(variant.id(), 3)).cart());
            Threads.awaitWaiting(shop, 1);
            // By the clock of the database the hold ends now.
            other.execute("update #promo_uses set held_until = clock_timestamp() where cart_id = " + first);
            other.commit();
            assertThat(Threads.join(put).total()).isEqualTo(usd("27.00"));
        }
        real.carts().delete(second);
        shop.holdfast.carts().delete(first);
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
        return cart(code);
    }

    private static long cart(String... codes) {
        return shop.holdfast
                .carts()
                .create(new NewCart(null, null, List.of(codes), null))
                .id();
    }

    private static String lockOf(String name) {
        return "select 1 from #promo_codes where code = '" + name + "' for no key update";
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

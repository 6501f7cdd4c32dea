package dev.holdfast.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.CartFilter;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;

/** Reads and commands have the same results whether or not a sweep ran. */
class SweepChangesNoAnswerTest {
    private static final TestShop shop = new TestShop();

    private final List<Long> carts = new ArrayList<>();
    private final List<Variant> variants = new ArrayList<>();

    @RepeatedTest(2)
    void everyAnswerIsTheSameBeforeAndAfterASweep() throws SQLException {
        long seed = Seed.of(SweepChangesNoAnswerTest.class);
        aMixedState(new Random(seed));

        Map<String, String> before = answers();
        SweepResult swept = shop.sweep();
        Map<String, String> after = answers();

        assertThat(swept.items()).as("expired lines, seed " + seed).isPositive();
        assertThat(after).as("seed " + seed).isEqualTo(before);
        assertThat(shop.contradictions()).isZero();
    }

    private void aMixedState(Random random) {
        for (int i = 0; i < 3; i++) {
            variants.add(shop.variant(20));
        }
        for (int i = 0; i < 5; i++) {
            carts.add(shop.cart());
        }
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 6; i++) {
                long cart = carts.get(random.nextInt(carts.size()));
                Variant variant = variants.get(random.nextInt(variants.size()));
                answer(() -> shop.put(cart, variant, 1 + random.nextInt(6)));
            }
            shop.clock.advance(Duration.ofMinutes(random.nextInt(6)));
        }
        answer(() -> shop.checkOut(carts.get(0)));
        answer(() -> shop.holdfast.carts().delete(carts.get(1)));
        // At least one item has expired, and at least one has not.
        long late = shop.cartWith(shop.variant(1), 1);
        shop.letExpire();
        carts.add(late);
        carts.add(shop.cartWith(shop.variant(1), 1));
        answer(() -> shop.put(carts.get(2), variants.get(0), 1));
        shop.clock.advance(Duration.ofMinutes(14));
    }

    /** The results of all reads, and of commands that are rolled back. */
    private Map<String, String> answers() throws SQLException {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put(
                "carts", answer(() -> shop.holdfast.carts().list(new CartFilter(null, null), PageRequest.first(1000))));
        answers.put(
                "variants",
                answer(() -> shop.holdfast.catalog().variants(VariantFilter.all(), PageRequest.first(1000))));
        for (Variant variant : variants) {
            answers.put(
                    "level " + variant.id(),
                    answer(() -> shop.holdfast.inventory().level(variant.id())));
        }
        try (OtherTransaction host = new OtherTransaction(shop)) {
            for (long cart : carts) {
                answersOf(cart, host, answers);
            }
        }
        return answers;
    }

    private void answersOf(long cart, OtherTransaction host, Map<String, String> answers) throws SQLException {
        Holdfast within = shop.holdfast.within(host.connection);
        answers.put("cart " + cart, answer(() -> shop.show(cart)));
        rolledBack(
                answers,
                "checkout " + cart,
                host,
                () -> within.checkout().place(CheckoutRequest.of(cart)).total());
        for (int item = 1; item <= 3; item++) {
            int itemId = item;
            rolledBack(
                    answers,
                    "change " + item + " of " + cart,
                    host,
                    () -> within.carts().changeItem(cart, itemId, 3));
            rolledBack(
                    answers,
                    "remove " + item + " of " + cart,
                    host,
                    () -> within.carts().removeItem(cart, itemId));
        }
        for (Variant variant : variants) {
            for (int quantity : new int[] {1, 12, 20}) {
                rolledBack(
                        answers,
                        "put " + quantity + " of " + variant.id() + " into " + cart,
                        host,
                        () -> within.carts().put(cart, PutItem.of(variant.id(), quantity)));
            }
        }
    }

    private static void rolledBack(Map<String, String> answers, String name, OtherTransaction host, Supplier<?> call)
            throws SQLException {
        answers.put(name, answer(call));
        host.connection.rollback();
    }

    private static String answer(Supplier<?> call) {
        try {
            return String.valueOf(call.get());
        } catch (HoldfastException refusal) {
            return refusal.code() + " " + refusal.getMessage() + " " + refusal.facts();
        }
    }
}

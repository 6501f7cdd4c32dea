package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.testing.Answers;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdempotencyTest {
    private static final TestShop shop = new TestShop();
    private static final AtomicInteger KEYS = new AtomicInteger();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aRepetitionGetsTheSameAnswerAndHasNoEffect() {
        Variant variant = shop.variant(10);
        IdempotencyKey key = key("hash");

        IdempotentAnswer first = receive(key, variant);
        IdempotentAnswer second = receive(key, variant);

        assertThat(first.replayed()).isFalse();
        assertThat(second).isEqualTo(new IdempotentAnswer(first.text(), true));
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(11);
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefusedAndInAnotherScopeIsAnotherKey() {
        Variant variant = shop.variant(10);
        IdempotencyKey key = key("hash");
        receive(key, variant);

        assertThatThrownBy(() -> receive(new IdempotencyKey(key.scope(), key.key(), "other hash"), variant))
                .isInstanceOfSatisfying(IdempotencyException.class, e -> {
                    assertThat(e.reused()).isTrue();
                    assertThat(e.code()).isEqualTo("idempotency_key_reused");
                });
        assertThat(receive(new IdempotencyKey("other scope", key.key(), "hash"), variant)
                        .replayed())
                .isFalse();
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(12);
    }

    @Test
    void aRefusalIsKeptAlsoWhenAnotherTryWouldSucceed() {
        Variant variant = shop.variant(1);
        IdempotencyKey key = key("hash");
        Function<Holdfast, Object> lose = on -> on.inventory().adjust(variant.id(), -2, "lost", null);

        IdempotentAnswer refused = shop.holdfast.idempotent(key, Answers.text(), lose);
        shop.holdfast.inventory().receive(variant.id(), 10, null);
        IdempotentAnswer again = shop.holdfast.idempotent(key, Answers.text(), lose);

        assertThat(refused).isEqualTo(new IdempotentAnswer("refused insufficient_stock", false));
        assertThat(again).isEqualTo(new IdempotentAnswer("refused insufficient_stock", true));
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(11);
    }

    @Test
    void whatWasDoneBeforeARefusalIsUndone() {
        Variant variant = shop.variant(5);
        long cart = shop.cart();

        IdempotentAnswer answer = shop.holdfast.idempotent(key("hash"), Answers.text(), on -> {
            on.carts().put(cart, PutItem.of(variant.id(), 2));
            return on.carts().put(cart, PutItem.of(variant.id(), 6));
        });

        assertThat(answer.text()).isEqualTo("refused insufficient_stock");
        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(shop.now(variant).reservedQuantity()).isZero();
    }

    @Test
    void whatAnotherTryMayChangeIsNotKept() throws Exception {
        Variant variant = shop.variant(10);
        IdempotencyKey key = key("hash");
        Holdfast impatient =
                shop.builder().commandTimeout(Duration.ofMillis(50)).build();
        Function<Holdfast, Object> lose = on -> on.inventory().adjust(variant.id(), -1, "lost", null);
        try (OtherTransaction other = new OtherTransaction(shop).lockStock(variant.id())) {
            assertThatThrownBy(() -> impatient.idempotent(key, Answers.text(), lose))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            e -> assertThat(e.code()).isEqualTo("busy"));
        }
        assertThatThrownBy(() -> impatient.idempotent(key, Answers.text(), on -> {
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");

        assertThat(shop.holdfast.idempotent(key, Answers.text(), lose).replayed())
                .isFalse();
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(9);
    }

    @Test
    void ofManyRequestsWithOneKeyAtOnceOneHasItsEffect() throws Exception {
        Variant variant = shop.variant(10);
        IdempotencyKey key = key("hash");
        Set<String> answers = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();

        Threads.all(16, i -> {
            try {
                IdempotentAnswer answer = receive(key, variant);
                answers.add(answer.text());
                done.addAndGet(answer.replayed() ? 0 : 1);
            } catch (IdempotencyException e) {
                assertThat(e.reused()).isFalse();
            }
        });

        assertThat(done).hasValue(1);
        assertThat(answers).hasSize(1);
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(11);
    }

    @Test
    void aRequestThatStillRunsHoldsItsKey() throws Exception {
        Variant variant = shop.variant(10);
        IdempotencyKey key = key("hash");
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        Future<IdempotentAnswer> first = Threads.begin(() -> shop.holdfast.idempotent(key, Answers.text(), on -> {
            running.countDown();
            await(finish);
            return on.inventory().receive(variant.id(), 1, null);
        }));
        running.await();

        assertThatThrownBy(() -> receive(key, variant)).isInstanceOfSatisfying(IdempotencyException.class, e -> {
            assertThat(e.code()).isEqualTo("idempotency_key_in_use");
            assertThat(e.retryAfter()).isPositive();
        });
        TestShop neighbour = new TestShop();
        Variant theirs = neighbour.variant(1);
        assertThat(neighbour
                        .holdfast
                        .idempotent(key, Answers.text(), on -> on.inventory().receive(theirs.id(), 1, null))
                        .replayed())
                .as("in another shop of the same database")
                .isFalse();
        finish.countDown();
        Threads.join(first);

        assertThat(receive(key, variant).replayed()).isTrue();
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(11);
    }

    @Test
    void keyEffectAndAnswerAreOneTransaction() throws Exception {
        Variant variant = shop.variant(10);
        long cart = shop.cartWith(variant, 4);
        IdempotencyKey key = key("hash");
        CountDownLatch done = new CountDownLatch(1);
        Function<Holdfast, Object> checkout =
                on -> on.checkout().place(CheckoutRequest.of(cart)).total();
        try (OtherTransaction other = new OtherTransaction(shop)) {
            // The effect is written, but the answer cannot be.
            other.execute("lock table #idempotency_keys in share mode");
            Future<?> killed = Threads.begin(() -> shop.holdfast.idempotent(key, Answers.text(), on -> {
                Object total = checkout.apply(on);
                done.countDown();
                return total;
            }));
            done.await();
            Threads.awaitWaiting(shop, 1);
            other.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and query like '%\"" + shop.schema + "\".%'");
            assertThatThrownBy(() -> Threads.join(killed)).isInstanceOf(UnavailableException.class);
        }
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(10);
        assertThat(shop.show(cart).items()).hasSize(1);

        assertThat(shop.holdfast.idempotent(key, Answers.text(), checkout))
                .isEqualTo(new IdempotentAnswer("40.00 USD", false));
    }

    @Test
    void anAnswerIsKeptFor24HoursSweptOrNot() {
        Variant variant = shop.variant(10);
        IdempotencyKey key = key("hash");
        receive(key, variant);

        shop.clock.advance(Duration.ofHours(24));
        assertThat(receive(key, variant).replayed()).isTrue();

        shop.clock.advance(Duration.ofSeconds(1));
        assertThat(receive(new IdempotencyKey(key.scope(), key.key(), "new hash"), variant)
                        .replayed())
                .isFalse();
        assertThat(receive(new IdempotencyKey(key.scope(), key.key(), "new hash"), variant)
                        .replayed())
                .isTrue();
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(12);
    }

    @Test
    void insideAHostsTransactionTheAnswerIsTheHosts() throws Exception {
        Variant variant = shop.variant(10);
        IdempotencyKey key = key("hash");
        try (OtherTransaction host = new OtherTransaction(shop)) {
            host.execute("select 1");
            Holdfast within = shop.holdfast.within(host.connection);
            Function<Holdfast, Object> receive = on -> on.inventory().receive(variant.id(), 1, null);
            assertThat(within.idempotent(key, Answers.text(), receive).replayed())
                    .isFalse();
            assertThat(within.idempotent(key, Answers.text(), receive).replayed())
                    .isTrue();
            assertThat(host.text("show lock_timeout")).isEqualTo("0");
        }
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(10);
        assertThat(receive(key, variant).replayed()).isFalse();
    }

    @Test
    void aKeyMustBeOne() {
        Variant variant = shop.variant(10);
        assertThatThrownBy(() -> receive(new IdempotencyKey("scope", "k".repeat(256), "hash"), variant))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> receive(new IdempotencyKey("scope", " ", "hash"), variant))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> receive(new IdempotencyKey("scope", "\0", "hash"), variant))
                .isInstanceOf(InvalidInputException.class);
        assertThat(receive(new IdempotencyKey("s".repeat(500), "\uFFFD".repeat(255), "hash"), variant)
                        .replayed())
                .isFalse();
    }

    private static IdempotencyKey key(String hash) {
        return new IdempotencyKey("scope", "key " + KEYS.incrementAndGet(), hash);
    }

    private static IdempotentAnswer receive(IdempotencyKey key, Variant variant) {
        return shop.holdfast.idempotent(
                key, Answers.text(), on -> on.inventory().receive(variant.id(), 1, null));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

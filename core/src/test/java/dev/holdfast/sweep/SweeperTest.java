package dev.holdfast.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.IdempotencyKey;
import dev.holdfast.UnavailableException;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.testing.Answers;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweeperTest {
    private static final TestShop shop = new TestShop();
    private static final Sweeper sweeper = shop.holdfast.sweeper();

    @BeforeEach
    void nothingIsLeftOfTheTestBefore() {
        shop.execute(
                "truncate #promo_uses, #cart_items, #expired_items, #orders, #carts, #stock, #stock_ledger, #leases,"
                        + " #idempotency_keys cascade");
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void whatHasExpiredIsTakenAwayInBatchesAndTheRestStays() {
        Variant tee = shop.variant(20);
        Variant hat = shop.variant(20);
        List<Long> expired = cartsWith(List.of(tee, hat), 3);
        long held = shop.cartWith(tee, 1);
        List<SweepResult> progress = new ArrayList<>();

        SweepResult result = sweeper.sweep(SweepOptions.defaults().withBatch(4).reportingTo(progress::add));

        assertThat(result.items()).isEqualTo(6);
        assertThat(result.units()).isEqualTo(12);
        assertThat(result.batches()).isEqualTo(2);
        assertThat(result.finished()).isTrue();
        assertThat(result.lockedOut()).isFalse();
        assertThat(progress).extracting(SweepResult::items).containsExactly(4L, 6L);
        assertThat(shop.now(tee).reservedQuantity()).isEqualTo(1);
        assertThat(shop.now(hat).reservedQuantity()).isZero();
        assertThat(shop.count("select count(*) from #cart_items")).isEqualTo(1);
        assertThat(shop.show(held).items()).hasSize(1);
        for (long cart : expired) {
            assertThat(shop.show(cart).expiredItems()).hasSize(2);
        }
        assertThat(sweeper.sweep(SweepOptions.defaults()).items()).isZero();
    }

    @Test
    void aCartCountsOnceHoweverManyBatchesTakeItsItems() {
        cartsWith(List.of(shop.variant(20), shop.variant(20), shop.variant(20)), 2);

        SweepResult result = sweeper.sweep(SweepOptions.defaults().withBatch(1));

        assertThat(result.batches()).isEqualTo(6);
        assertThat(result.carts()).isEqualTo(2);
    }

    @Test
    void aLineThatIsAloneInItsBatchOfOneIsFoundAsWell() {
        cartsWith(List.of(shop.variant(9)), 3);

        SweepResult result = sweeper.sweep(SweepOptions.defaults().withBatch(1));

        assertThat(result.items()).isEqualTo(3);
        assertThat(result.batches()).isEqualTo(3);
    }

    @Test
    void theLedgerHasARowForEachLineTheOldestFirst() {
        Variant variant = shop.variant(20);
        long first = shop.cartWith(variant, 1);
        shop.clock.advance(Duration.ofSeconds(1));
        long second = shop.cartWith(variant, 2);
        shop.letExpire();

        shop.sweep();

        assertThat(shop.texts("select cart_id || ':' || reserved_delta || ':' || reserved_after from #stock_ledger"
                        + " where kind = 'expired' order by version"))
                .containsExactly(first + ":-1:2", second + ":-2:0");
    }

    @Test
    void aDryRunOnlyCounts() {
        cartsWith(List.of(shop.variant(9), shop.variant(9)), 2);

        SweepResult result = sweeper.sweep(SweepOptions.defaults().asDryRun());

        assertThat(result.items()).isEqualTo(4);
        assertThat(result.units()).isEqualTo(8);
        assertThat(result.carts()).isEqualTo(2);
        assertThat(shop.count("select count(*) from #cart_items")).isEqualTo(4);
    }

    @Test
    void aSweepEndsBetweenBatchesWhenItIsTold() {
        cartsWith(List.of(shop.variant(9)), 3);
        List<SweepResult> progress = new ArrayList<>();

        SweepResult result = sweeper.sweep(SweepOptions.defaults()
                .withBatch(1)
                .reportingTo(progress::add)
                .stoppingWhen(() -> progress.size() == 2));

        assertThat(result.finished()).isFalse();
        assertThat(result.items()).isEqualTo(2);
        assertThat(shop.count("select count(*) from #cart_items")).isEqualTo(1);
    }

    @Test
    void whoFindsTheLockHeldIsLockedOutAndDoesNothing() {
        cartsWith(List.of(shop.variant(9)), 1);
        SweepLock.Held held = sweeper.databaseLock().tryAcquire().orElseThrow();

        SweepResult lockedOut = sweep(sweeper.databaseLock());
        held.close();
        SweepResult free = sweep(sweeper.databaseLock());

        assertThat(lockedOut.lockedOut()).isTrue();
        assertThat(lockedOut.items()).isZero();
        assertThat(free.lockedOut()).isFalse();
        assertThat(free.items()).isEqualTo(1);
        assertThat(sweeper.databaseLock().tryAcquire()).as("released").isPresent();
    }

    @Test
    void aLeaseEndsWhenItIsNotRenewedAndIsReleasedByItsOwnerAlone() {
        SweepLock lock = sweeper.databaseLock();
        SweepLock.Held renewed = lock.tryAcquire().orElseThrow();
        shop.clock.advance(Duration.ofSeconds(59));
        assertThat(renewed.renew()).isTrue();
        shop.clock.advance(Duration.ofSeconds(59));
        assertThat(lock.tryAcquire()).as("while it is renewed").isEmpty();

        shop.clock.advance(Duration.ofSeconds(2));
        SweepLock.Held next = lock.tryAcquire().orElseThrow();
        assertThat(renewed.renew()).as("lost").isFalse();
        renewed.close();
        assertThat(lock.tryAcquire()).as("the old owner released nothing").isEmpty();
        assertThat(next.renew()).isTrue();
    }

    @Test
    void aSweepThatLosesItsLockStops() {
        cartsWith(List.of(shop.variant(9)), 3);

        SweepResult result = sweeper.sweep(SweepOptions.defaults()
                .withBatch(1)
                .withLock(sweeper.databaseLock())
                .reportingTo(soFar -> shop.clock.advance(Duration.ofMinutes(2))));

        assertThat(result.finished()).isFalse();
        assertThat(result.items()).isEqualTo(1);
    }

    @Test
    void aCartThatSomebodyElseHasLockedIsLeftToTheNextSweep() throws Exception {
        Variant variant = shop.variant(9);
        List<Long> carts = cartsWith(List.of(variant), 3);
        try (OtherTransaction other = new OtherTransaction(shop).lockCart(carts.get(1))) {
            assertThat(shop.sweep().items()).isEqualTo(2);
            assertThat(shop.contradictions()).isZero();
            assertThat(shop.now(variant).availableQuantity())
                    .as("what has expired is free, swept or not")
                    .isEqualTo(9);
        }
        assertThat(shop.sweep().items()).isEqualTo(1);
    }

    @Test
    void aCounterThatSomebodyElseHasLockedIsLeftToTheNextSweep() throws Exception {
        Variant held = shop.variant(9);
        Variant free = shop.variant(9);
        cartsWith(List.of(held, free), 2);
        try (OtherTransaction host = new OtherTransaction(shop).lockStock(held.id())) {
            Future<SweepResult> sweep = Threads.begin(() -> shop.sweep());
            assertThat(Threads.join(sweep).items()).isEqualTo(2);
            assertThat(shop.count("select count(*) from #cart_items where variant_id = " + held.id()))
                    .isEqualTo(2);
        }
        assertThat(shop.sweep().items()).isEqualTo(2);
    }

    @Test
    void aLineThatWasPutAgainAfterItWasPickedIsLeftAlone() throws Exception {
        Variant variant = shop.variant(9);
        long cart = cartsWith(List.of(variant), 1).get(0);
        try (OtherTransaction host = new OtherTransaction(shop).execute("lock table #stock in exclusive mode")) {
            Future<SweepResult> sweep = Threads.begin(() -> shop.sweep());
            Threads.awaitWaiting(shop, 1);
            shop.holdfast.within(host.connection).carts().put(cart, PutItem.of(variant.id(), 2));
            host.commit();
            assertThat(Threads.join(sweep).items()).isZero();
        }
        assertThat(shop.show(cart).items())
                .singleElement()
                .satisfies(item -> assertThat(item.quantity()).isEqualTo(2));
    }

    @Test
    void aSweepThatIsKilledLeavesNothingHalfDone() throws Exception {
        Variant first = shop.variant(9);
        Variant second = shop.variant(9);
        cartsWith(List.of(first, second), 2);
        List<SweepResult> done = new ArrayList<>();
        try (OtherTransaction other = new OtherTransaction(shop)) {
            // A writer of the second variant's ledger waits here, with its other writes done but not committed.
            other.execute("lock table #stock_ledger in share mode");
            Future<SweepResult> sweep = Threads.begin(
                    () -> sweeper.sweep(SweepOptions.defaults().withBatch(2).reportingTo(done::add)));
            Threads.awaitWaiting(shop, 1);
            other.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and query like '%\"" + shop.schema + "\".%'");
            assertThatThrownBy(() -> Threads.join(sweep)).isInstanceOf(UnavailableException.class);
        }
        assertThat(done).isEmpty();
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.count("select count(*) from #cart_items")).isEqualTo(4);

        assertThat(shop.sweep().items()).isEqualTo(4);
    }

    @Test
    void anyNumberOfSweepsMayRunAtOnce() throws Exception {
        List<Variant> variants = List.of(shop.variant(99), shop.variant(99), shop.variant(99));
        cartsWith(variants, 20);
        List<SweepResult> results = Collections.synchronizedList(new ArrayList<>());

        Threads.all(4, i -> results.add(sweeper.sweep(SweepOptions.defaults().withBatch(5 + i))));
        results.add(shop.sweep());

        assertThat(results.stream().mapToLong(SweepResult::items).sum()).isEqualTo(60);
        assertThat(results.stream().mapToLong(SweepResult::units).sum()).isEqualTo(120);
        assertThat(shop.count("select count(*) from #cart_items")).isZero();
    }

    @Test
    void aLineThatWasRenewedMeanwhileIsNotTaken() throws Exception {
        Variant variant = shop.variant(9);
        long cart = cartsWith(List.of(variant), 1).get(0);
        try (OtherTransaction host = new OtherTransaction(shop)) {
            shop.holdfast.within(host.connection).carts().put(cart, PutItem.of(variant.id(), 3));
            assertThat(shop.sweep().items()).isZero();
            host.commit();
        }
        assertThat(shop.sweep().items()).isZero();
        assertThat(shop.show(cart).items().get(0).quantity()).isEqualTo(3);
    }

    @Test
    void answersOfIdempotencyKeysAreDeletedWhenTheyAreOld() {
        for (int i = 0; i < 3; i++) {
            String key = "key " + i;
            shop.holdfast.idempotent(new IdempotencyKey("scope", key, "hash"), Answers.text(), within -> key);
            shop.clock.advance(Duration.ofHours(1));
        }
        shop.clock.advance(Sweeper.ANSWERS_KEPT_FOR.minusHours(2));

        shop.sweep();

        assertThat(shop.texts("select key from #idempotency_keys order by key")).containsExactly("key 1", "key 2");
    }

    @Test
    void aHostsTransactionIsNoPlaceForASweep() throws Exception {
        try (OtherTransaction host = new OtherTransaction(shop)) {
            assertThatThrownBy(() -> shop.holdfast.within(host.connection).sweeper())
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> SweepOptions.defaults().withBatch(0)).hasMessageContaining("batch: 0");
    }

    private SweepResult sweep(SweepLock lock) {
        return sweeper.sweep(SweepOptions.defaults().withLock(lock));
    }

    /** Carts with two expired units of each variant. */
    private List<Long> cartsWith(List<Variant> variants, int count) {
        List<Long> carts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long cart = shop.cart();
            variants.forEach(variant -> shop.put(cart, variant, 2));
            carts.add(cart);
        }
        shop.letExpire();
        return carts;
    }
}

package dev.holdfast.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepLock.Held;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every lock for sweeps keeps to. For one of your own, extend this and say how it is made and how its time passes;
 * it needs nothing but JUnit and AssertJ.
 */
public abstract class SweepLockContract {
    private static final int THREADS = 8;
    private static final int ROUNDS = 25;

    /** The lock as one more process would come by it: another object, the same lock. Free when a test begins. */
    protected abstract SweepLock lock();

    /** Makes most of a term go by, though not all of it, as if nobody had renewed meanwhile. */
    protected abstract void letMostOfTheTermPass();

    /** Makes a term go by in which nobody renewed: the owner died, or was cut off. */
    protected abstract void letTheTermEnd();

    @Test
    void isHeldByOne() {
        Held held = take();

        assertThat(lock().tryAcquire()).isEmpty();

        held.close();
        take().close();
    }

    @Test
    void isRenewedWhileHeld() {
        try (Held held = take()) {
            assertThat(held.renew()).isTrue();
            assertThat(held.renew()).isTrue();
            assertThat(lock().tryAcquire()).isEmpty();
        }
    }

    @Test
    void lastsAnotherTermFromEachRenewal() {
        try (Held held = take()) {
            for (int round = 1; round <= 3; round++) {
                letMostOfTheTermPass();
                assertThat(held.renew()).isTrue();
            }
            letMostOfTheTermPass();

            assertThat(lock().tryAcquire()).isEmpty();
            assertThat(held.renew()).isTrue();
        }
    }

    @Test
    void endsWithItsTermWhenItsOwnerDied() {
        Held dead = take();
        letTheTermEnd();

        try (Held held = take()) {
            assertThat(held.renew()).isTrue();
            assertThat(dead.renew()).isFalse();
        }
        dead.close();
    }

    @Test
    void isNotRenewedOnceItsTermIsOver() {
        try (Held late = take()) {
            letTheTermEnd();

            assertThat(late.renew()).isFalse();
        }
    }

    @Test
    void isReleasedByItsOwnerOnly() {
        Held late = take();
        letTheTermEnd();
        try (Held owner = take()) {
            late.close();

            assertThat(owner.renew()).isTrue();
            assertThat(lock().tryAcquire()).isEmpty();
        }
    }

    @Test
    void isReleasedOnceHoweverOftenItIsClosed() {
        Held first = take();
        first.close();
        try (Held second = take()) {
            first.close();

            assertThat(first.renew()).isFalse();
            assertThat(second.renew()).isTrue();
        }
    }

    @Test
    void isTakenAgainByItsOwnProcess() {
        SweepLock lock = lock();
        for (int round = 1; round <= 3; round++) {
            Held held = lock.tryAcquire().orElseThrow();
            assertThat(lock.tryAcquire()).isEmpty();
            held.close();
        }
    }

    @Test
    void letsInOneAtATimeHoweverManyAsk() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger crowded = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 1; thread <= THREADS; thread++) {
                SweepLock lock = lock();
                ends.add(threads.submit(() -> {
                    for (int round = 1; round <= ROUNDS; round++) {
                        together.await(1, TimeUnit.MINUTES);
                        Optional<Held> held = lock.tryAcquire();
                        if (held.isPresent()) {
                            taken.incrementAndGet();
                            if (inside.incrementAndGet() > 1) {
                                crowded.incrementAndGet();
                            }
                            Thread.yield();
                            inside.decrementAndGet();
                            held.get().close();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(crowded).hasValue(0);
        assertThat(taken).hasValueGreaterThanOrEqualTo(ROUNDS);
    }

    private Held take() {
        Optional<Held> held = lock().tryAcquire();
        assertThat(held).as("the lock, which should be free").isPresent();
        return held.orElseThrow();
    }
}

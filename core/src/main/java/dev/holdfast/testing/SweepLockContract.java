package dev.holdfast.testing;

import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepLock.Held;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Checks a {@link SweepLock} of a host in the host's tests. A lock has a term: it ends by itself if its owner has died, and
 * each renewal makes it last another term.
 *
 * <pre>{@code
 * @Test
 * void locksAsHoldfastExpects() {
 *     SettableClock clock = new SettableClock(Instant.EPOCH);
 *     SweepLockContract.check(() -> new TableLock(dataSource, clock), Duration.ofMinutes(1), clock::advance);
 * }
 * }</pre>
 */
public final class SweepLockContract {
    private static final int ROUNDS = 25;

    private final Supplier<? extends SweepLock> locks;
    private final Duration term;
    private final Consumer<Duration> elapse;

    private SweepLockContract(Supplier<? extends SweepLock> locks, Duration term, Consumer<Duration> elapse) {
        this.locks = locks;
        this.term = term;
        this.elapse = elapse;
    }

    /**
     * Takes, renews, loses and releases a lock in every order, from several owners and from many threads.
     *
     * @param locks makes the lock as one more process would come by it: another object, the same lock. Called in this
     *     thread. The lock is free when the check begins, and again when it has passed
     * @param term how long the lock lasts unless it is renewed; positive
     * @param elapse makes that much time pass for the lock, as if nobody had renewed it meanwhile: moves its clock,
     *     shortens what is left of its term, or waits if the term is short. Called with the term, and with two thirds of it
     * @throws AssertionError if a rule is broken, which the message names
     */
    public static void check(Supplier<? extends SweepLock> locks, Duration term, Consumer<Duration> elapse) {
        Objects.requireNonNull(locks, "locks");
        Objects.requireNonNull(elapse, "elapse");
        if (term.isZero() || term.isNegative()) {
            throw new IllegalArgumentException("term: " + term + " is not positive");
        }
        SweepLockContract contract = new SweepLockContract(locks, term, elapse);
        contract.isHeldByOne();
        contract.isNotTakenTwiceByItsOwnProcess();
        contract.isRenewedWhileHeld();
        contract.lastsAnotherTermFromEachRenewal();
        contract.endsWithItsTermWhenItsOwnerDied();
        contract.isNotRenewedOnceItsTermIsOver();
        contract.isReleasedByItsOwnerOnly();
        contract.isReleasedOnceHoweverOftenItIsClosed();
        contract.isGivenToOneOfManyThatAsk();
    }

    private void isHeldByOne() {
        Held held = take("a new lock");
        requireTaken("a held lock");
        held.close();
        take("a released lock").close();
    }

    private void isNotTakenTwiceByItsOwnProcess() {
        SweepLock lock = locks.get();
        for (int round = 1; round <= 3; round++) {
            Held held = take(lock, "a lock that its own process released");
            require(lock.tryAcquire().isEmpty(), "a held lock was given to its own process again");
            held.close();
        }
    }

    private void isRenewedWhileHeld() {
        Held held = take("a released lock");
        for (int round = 1; round <= 2; round++) {
            require(held.renew(), "a held lock was not renewed");
        }
        requireTaken("a renewed lock");
        held.close();
    }

    private void lastsAnotherTermFromEachRenewal() {
        Held held = take("a released lock");
        for (int round = 1; round <= 3; round++) {
            elapseMostOfTheTerm();
            require(held.renew(), "a held lock was not renewed after two thirds of its term");
        }
        elapseMostOfTheTerm();
        requireTaken("a lock that was renewed two thirds of a term ago");
        require(held.renew(), "a lock was not renewed two thirds of a term after its last renewal");
        held.close();
    }

    private void endsWithItsTermWhenItsOwnerDied() {
        Held dead = take("a released lock");
        elapse.accept(term);
        Held held = take("a lock whose term is over");
        require(held.renew(), "a lock was not renewed whose last owner died");
        require(!dead.renew(), "a lost lock was renewed, which somebody else holds");
        held.close();
        dead.close();
    }

    private void isNotRenewedOnceItsTermIsOver() {
        Held late = take("a lock that a dead owner closed");
        elapse.accept(term);
        require(!late.renew(), "a lock was renewed whose term was over");
        late.close();
    }

    private void isReleasedByItsOwnerOnly() {
        Held late = take("a lock that was closed after its term");
        elapse.accept(term);
        Held owner = take("a lock whose term is over");
        late.close();
        require(owner.renew(), "a lock was lost because its last owner closed it after its term");
        requireTaken("a lock that its last owner closed after its term");
        owner.close();
    }

    private void isReleasedOnceHoweverOftenItIsClosed() {
        Held first = take("a released lock");
        first.close();
        Held second = take("a released lock");
        first.close();
        require(second.renew(), "a lock was lost because its last owner closed it again");
        requireTaken("a lock that its last owner closed again");
        require(!first.renew(), "a closed lock was renewed");
        second.close();
    }

    private void isGivenToOneOfManyThatAsk() {
        List<SweepLock> processes =
                Stream.<SweepLock>generate(locks).limit(AtOnce.THREADS).toList();
        for (int round = 1; round <= ROUNDS; round++) {
            CountDownLatch asked = new CountDownLatch(AtOnce.THREADS);
            List<Callable<Boolean>> calls = processes.stream()
                    .map(lock -> (Callable<Boolean>) () -> isTakenWithOthers(lock, asked))
                    .toList();
            long taken = AtOnce.all("taking a lock", calls).stream()
                    .filter(Boolean::booleanValue)
                    .count();
            require(taken == 1, "a free lock was given to " + taken + " of " + AtOnce.THREADS + " that asked at once");
        }
    }

    /** Takes the lock if it is free, and keeps it until all others have asked. */
    private static boolean isTakenWithOthers(SweepLock lock, CountDownLatch asked) throws InterruptedException {
        Optional<Held> held;
        try {
            held = lock.tryAcquire();
        } finally {
            asked.countDown();
        }
        asked.await(1, TimeUnit.MINUTES);
        held.ifPresent(Held::close);
        return held.isPresent();
    }

    private void elapseMostOfTheTerm() {
        elapse.accept(term.multipliedBy(2).dividedBy(3));
    }

    private Held take(String which) {
        return take(locks.get(), which);
    }

    private static Held take(SweepLock lock, String which) {
        return lock.tryAcquire().orElseThrow(() -> new AssertionError(which + " was not free"));
    }

    private void requireTaken(String which) {
        require(locks.get().tryAcquire().isEmpty(), which + " was given to somebody else");
    }

    private static void require(boolean holds, String broken) {
        if (!holds) {
            throw new AssertionError(broken);
        }
    }
}

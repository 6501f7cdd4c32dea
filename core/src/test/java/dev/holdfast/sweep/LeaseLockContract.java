package dev.holdfast.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.SweepLock;
import dev.holdfast.testing.SweepLockContract;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The tests of the lease lock, on the database of a subclass; time is the shop's. */
abstract class LeaseLockContract {
    private static final Duration TERM = Duration.ofSeconds(60);

    /** The shop; each test has a new one. */
    abstract TestShop shop();

    @Test
    void keepsTheContract() {
        SweepLockContract.check(this::lock, TERM, shop().clock::advance);
    }

    @Test
    void lastsToTheEndOfItsTerm() {
        assertThat(lock().tryAcquire()).isPresent();

        shop().clock.advance(TERM.minusSeconds(1));
        assertThat(lock().tryAcquire()).isEmpty();

        shop().clock.advance(Duration.ofSeconds(1));
        assertThat(lock().tryAcquire()).isPresent();
    }

    private SweepLock lock() {
        return shop().builder().build().sweeper().databaseLock();
    }
}

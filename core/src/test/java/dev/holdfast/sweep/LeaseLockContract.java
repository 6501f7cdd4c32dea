package dev.holdfast.sweep;

import dev.holdfast.spi.SweepLock;
import dev.holdfast.testing.SweepLockContract;
import dev.holdfast.testing.TestShop;
import java.time.Duration;

/** The contract of the lease lock, on the database of a subclass; time is the shop's. */
abstract class LeaseLockContract extends SweepLockContract {
    /** The shop; each test has a new one. */
    abstract TestShop shop();

    @Override
    protected SweepLock lock() {
        return shop().builder().build().sweeper().databaseLock();
    }

    @Override
    protected void letMostOfTheTermPass() {
        shop().clock.advance(Duration.ofSeconds(59));
    }

    @Override
    protected void letTheTermEnd() {
        shop().clock.advance(Duration.ofSeconds(60));
    }
}

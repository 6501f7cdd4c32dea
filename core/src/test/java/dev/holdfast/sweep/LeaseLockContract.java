package dev.holdfast.sweep;

import dev.holdfast.spi.SweepLock;
import dev.holdfast.testing.SweepLockContract;
import dev.holdfast.testing.TestShop;
import java.time.Duration;

/** The lease in a shop's database, whose time is that of the shop; a subclass says which database. */
abstract class LeaseLockContract extends SweepLockContract {
    /** The shop, a new one for each test. */
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

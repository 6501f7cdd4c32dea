package dev.holdfast.sweep;

import dev.holdfast.testing.SweepLockContract;
import dev.holdfast.testing.TestShop;
import java.time.Duration;

/** The lease in the shop's database, whose time is that of the shop. */
final class LeaseLockTest extends SweepLockContract {
    private final TestShop shop = new TestShop();

    @Override
    protected SweepLock lock() {
        return shop.builder().build().sweeper().databaseLock();
    }

    @Override
    protected void letMostOfTheTermPass() {
        shop.clock.advance(Duration.ofSeconds(59));
    }

    @Override
    protected void letTheTermEnd() {
        shop.clock.advance(Duration.ofSeconds(60));
    }
}

package dev.holdfast.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalog.Variant;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a sweep uses its lock. */
final class SweepUnderLockTest {
    private static final int LINES = 3;

    private final TestShop shop = new TestShop();
    private final Sweeper sweeper = shop.holdfast.sweeper();

    @BeforeEach
    void letLinesExpire() {
        for (int line = 1; line <= LINES; line++) {
            Variant variant = shop.variant(1);
            shop.cartWith(variant, 1);
        }
        shop.letExpire();
    }

    @Test
    void doesNothingWhileAnotherHoldsTheLock() {
        try (SweepLock.Held other = sweeper.databaseLock().tryAcquire().orElseThrow()) {
            SweepResult result = sweeper.sweep(SweepOptions.defaults().withLock(sweeper.databaseLock()));

            assertThat(result.lockedOut()).isTrue();
            assertThat(result.items()).isZero();
            assertThat(other.renew()).isTrue();
        }
        assertThat(linesLeft()).isEqualTo(LINES);
    }

    @Test
    void stopsBeforeTheBatchThatFollowsTheLossOfTheLock() {
        SweepResult result = sweeper.sweep(SweepOptions.defaults()
                .withBatch(1)
                .withLock(sweeper.databaseLock())
                .reportingTo(soFar -> shop.clock.advance(Duration.ofSeconds(60))));

        assertThat(result.finished()).isFalse();
        assertThat(result.items()).isOne();
        assertThat(linesLeft()).isEqualTo(LINES - 1);
    }

    @Test
    void keepsALockThatIsRenewedInTime() {
        SweepResult result = sweeper.sweep(SweepOptions.defaults()
                .withBatch(1)
                .withLock(sweeper.databaseLock())
                .reportingTo(soFar -> shop.clock.advance(Duration.ofSeconds(59))));

        assertThat(result.finished()).isTrue();
        assertThat(result.items()).isEqualTo(LINES);
        assertThat(sweeper.databaseLock().tryAcquire())
                .as("released at the end")
                .isPresent();
    }

    @Test
    void releasesTheLockWhenItIsStopped() {
        SweepResult result = sweeper.sweep(
                SweepOptions.defaults().withLock(sweeper.databaseLock()).stoppingWhen(() -> true));

        assertThat(result.finished()).isFalse();
        assertThat(result.items()).isZero();
        assertThat(sweeper.databaseLock().tryAcquire()).isPresent();
    }

    private long linesLeft() {
        return shop.count("select count(*) from #cart_items");
    }
}

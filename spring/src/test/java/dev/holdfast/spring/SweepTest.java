package dev.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalog.Variant;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The sweep runs while the application does, and in one of its instances at a time. */
class SweepTest {
    private static final String[] SWEEPING = {"holdfast.sweep.enabled=true", "holdfast.sweep.interval=20ms"};

    /** Notes what its sweeps were like. */
    static final class Sweeps implements HoldfastListener {
        final Queue<SweepResult> ended = new ConcurrentLinkedQueue<>();

        @Override
        public void sweepEnded(SweepResult result) {
            ended.add(result);
        }

        void awaitAnother() {
            int before = ended.size();
            // One may have begun already.
            Awaitility.await().until(() -> ended.size() > before + 1);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Watched {
        @Bean
        Sweeps sweeps() {
            return new Sweeps();
        }

        @Bean
        SettableClock clock() {
            return new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnLock {
        final AtomicInteger asked = new AtomicInteger();

        @Bean
        AtomicInteger asked() {
            return asked;
        }

        @Bean
        SweepLock lock() {
            return () -> {
                asked.incrementAndGet();
                return Optional.empty();
            };
        }
    }

    @Test
    void expiredItemsAreTakenAwayWhileTheApplicationRuns() {
        try (App app = App.start(Watched.class, SWEEPING)) {
            Variant variant = expired(app);
            Awaitility.await().until(() -> app.reserved(variant) == 0);
        }
    }

    @Test
    void oneThatFindsTheLockTakenSweepsNothing() {
        try (App app = App.start(Watched.class)) {
            Variant variant = expired(app);
            try (SweepLock.Held held =
                            app.holdfast().sweeper().databaseLock().tryAcquire().orElseThrow();
                    App other = app.another(Watched.class, SWEEPING)) {
                Sweeps sweeps = other.bean(Sweeps.class);
                sweeps.awaitAnother();
                assertThat(sweeps.ended).allMatch(SweepResult::lockedOut);
                assertThat(app.reserved(variant)).isEqualTo(2);
                held.close();
                other.bean(SettableClock.class).advance(Duration.ofHours(1));
                Awaitility.await().until(() -> app.reserved(variant) == 0);
            }
        }
    }

    @Test
    void itEndsWithTheApplication() {
        App app = App.start(Watched.class, SWEEPING);
        Sweeps sweeps = app.bean(Sweeps.class);
        sweeps.awaitAnother();
        assertThat(sweeper()).isTrue();
        app.close();
        assertThat(sweeper()).isFalse();
    }

    @Test
    void itIsNotThereWhereItIsTurnedOff() {
        try (App app = App.start(Watched.class, "holdfast.sweep.enabled=false")) {
            assertThat(app.context.getBeanNamesForType(SweepLifecycle.class)).isEmpty();
            assertThat(sweeper()).isFalse();
        }
    }

    @Test
    void theLockOfTheApplicationIsTheOneThatIsAsked() {
        try (App app = App.start(OwnLock.class, SWEEPING)) {
            AtomicInteger asked = (AtomicInteger) app.context.getBean("asked");
            Awaitility.await().until(() -> asked.get() > 1);
        }
    }

    /** Whether a thread of a sweep is alive. */
    private static boolean sweeper() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("holdfast-sweep"));
    }

    private static Variant expired(App app) {
        Variant variant = app.variant(5);
        app.cartWith(variant, 2);
        app.bean(SettableClock.class).advance(Duration.ofHours(1));
        return variant;
    }
}

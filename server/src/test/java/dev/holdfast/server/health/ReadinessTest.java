package dev.holdfast.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.server.health.Health.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever asks is answered, whether or not the check ever ends. */
@Tag("quick")
class ReadinessTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger checks = new AtomicInteger();
    private volatile Health found = Health.READY;

    private Health checkWithoutEnd() {
        checks.incrementAndGet();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return found;
    }

    @Test
    void aCheckThatDoesNotEndIsNotWaitedForAndNotRepeated() {
        try (Readiness readiness = new Readiness(this::checkWithoutEnd)) {
            for (int i = 0; i < 3; i++) {
                assertThat(readiness.ask().join()).isEqualTo(Health.notReady(Reason.NO_ANSWER));
            }
            assertThat(checks).hasValue(1);

            end.countDown();

            assertThat(readiness.ask().join().reason()).isNull();
        }
    }

    @Test
    void itIsExplainedMeanwhile() {
        HealthCheck check = new HealthCheck() {
            @Override
            public Health check() {
                return checkWithoutEnd();
            }

            @Override
            public Health explain() {
                return Health.notReady(Reason.TOO_MANY_CONNECTIONS, "as many as there may be");
            }
        };
        try (Readiness readiness = new Readiness(check)) {
            assertThat(readiness.ask().join().reason()).isEqualTo(Reason.TOO_MANY_CONNECTIONS);
            end.countDown();
        }
    }

    @Test
    void anExplanationThatDoesNotEndIsNotWaitedForEither() {
        HealthCheck check = new HealthCheck() {
            @Override
            public Health check() {
                return checkWithoutEnd();
            }

            @Override
            public Health explain() {
                return checkWithoutEnd();
            }
        };
        try (Readiness readiness = new Readiness(check)) {
            assertThat(readiness.ask().join().reason()).isEqualTo(Reason.NO_ANSWER);
            assertThat(readiness.ask().join().reason()).isEqualTo(Reason.NO_ANSWER);
            assertThat(checks).hasValue(2);
            end.countDown();
        }
    }

    @Test
    void manyWhoAskAtOnceShareOneCheck() {
        found = Health.notReady(Reason.READ_ONLY);
        try (Readiness readiness = new Readiness(this::checkWithoutEnd)) {
            CompletableFuture<Health> first = readiness.ask();
            CompletableFuture<Health> second = readiness.ask();
            end.countDown();

            assertThat(first.join().reason()).isEqualTo(Reason.READ_ONLY);
            assertThat(second.join()).isEqualTo(first.join());
            assertThat(checks).hasValue(1);
        }
    }

    @Test
    void aCheckThatThrowsIsAnAnswer() {
        try (Readiness readiness = new Readiness(() -> {
            throw new IllegalStateException("a mistake");
        })) {
            assertThat(readiness.ask().join().reason()).isEqualTo(Reason.DATABASE_UNAVAILABLE);
        }
    }

    @Test
    void afterTheEndNobodyIsReady() {
        Readiness readiness = new Readiness(() -> Health.READY);
        readiness.close();

        assertThat(readiness.ask().join().reason()).isEqualTo(Reason.DATABASE_UNAVAILABLE);
    }
}

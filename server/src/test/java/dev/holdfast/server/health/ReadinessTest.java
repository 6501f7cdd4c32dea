package dev.holdfast.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.server.health.Health.Reason;
import dev.holdfast.server.http.LogLines;
import java.util.List;
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

            await().until(() -> readiness.ask().join().reason() == null);
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
            await().until(() -> readiness.ask().join().reason() == Reason.TOO_MANY_CONNECTIONS);
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
    void manyWhoAskAtOnceShareOneAnswer() {
        try (Readiness readiness = new Readiness(this::checkWithoutEnd)) {
            CompletableFuture<Health> first = readiness.ask();
            CompletableFuture<Health> second = readiness.ask();

            assertThat(second.join()).isSameAs(first.join());
            assertThat(checks).hasValue(1);
            end.countDown();
        }
    }

    @Test
    void theLogHasALineForEachChange() {
        try (LogLines log = LogLines.of(Readiness.class.getName());
                Readiness readiness = new Readiness(() -> found)) {
            for (Health next : List.of(
                    Health.READY,
                    Health.notReady(Reason.READ_ONLY, "a standby"),
                    Health.notReady(Reason.TOO_MANY_CONNECTIONS),
                    Health.READY)) {
                found = next;
                for (int i = 0; i < 5; i++) {
                    assertThat(readiness.ask().join()).isEqualTo(next);
                }
            }
            assertThat(log.lines())
                    .containsExactly(
                            "not ready: the database is read-only: a standby",
                            "not ready: the database has too many connections",
                            "ready again");
        }
    }

    @Test
    void aCheckThatThrowsIsAnAnswer() {
        try (Readiness readiness = new Readiness(() -> {
            throw new IllegalStateException("a mistake");
        })) {
            await().until(() -> readiness.ask().join().reason() == Reason.DATABASE_UNAVAILABLE);
        }
    }

    @Test
    void afterTheEndNobodyIsReady() {
        Readiness readiness = new Readiness(() -> Health.READY);
        readiness.close();

        assertThat(readiness.ask().join().reason()).isEqualTo(Reason.DATABASE_UNAVAILABLE);
    }
}

package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.UnavailableException;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.SweepResult;
import dev.holdfast.sweep.Reservations;
import dev.holdfast.testing.HoldfastListenerContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The metrics in any registry; those of a running shop are in server's MetricsTest. */
class HoldfastMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HoldfastMetrics metrics = new HoldfastMetrics(registry);

    @Test
    void countsCommandsByOutcomeAndOrders() {
        metrics.commandEnded("checkout", HoldfastListener.ACCEPTED, Duration.ofMillis(3));
        metrics.commandEnded("checkout", "cart_empty", Duration.ofMillis(1));
        metrics.batchEnded(2);

        assertThat(registry.get("holdfast.commands")
                        .tag("command", "checkout")
                        .tag("outcome", "accepted")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(3);
        assertThat(registry.get("holdfast.orders").counter().count()).isEqualTo(1);
        assertThat(registry.get("holdfast.batch.commands").summary().totalAmount())
                .isEqualTo(2);
    }

    @Test
    void takesWhateverAShopTells() {
        HoldfastListenerContract.check(metrics);
    }

    @Test
    void countersExistBeforeAnythingHasHappened() {
        assertThat(registry.get("holdfast.units").tag("kind", "sold").counter().count())
                .isZero();
        assertThat(registry.get("holdfast.sweep.items").counter().count()).isZero();
        metrics.unitsMoved("sold", 4);
        metrics.promoCodesUnknown(2);
        assertThat(registry.get("holdfast.units").tag("kind", "sold").counter().count())
                .isEqualTo(4);
        assertThat(registry.get("holdfast.promo.codes.unknown").counter().count())
                .isEqualTo(2);
    }

    @Test
    void tellsHowSweepsEndedAndWhoLeads() {
        metrics.watchSweeps();
        metrics.sweepEnded(new SweepResult(3, 5, 1, 0, 2, 0, 0, 1, Duration.ofMillis(9), false, true));

        assertThat(registry.get("holdfast.sweeps")
                        .tag("outcome", "done")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("holdfast.sweep.units").counter().count()).isEqualTo(5);
        assertThat(registry.get("holdfast.sweep.leader").gauge().value()).isEqualTo(1);
        assertThat(registry.get("holdfast.sweep.last.success").gauge().value()).isPositive();

        metrics.sweepEnded(new SweepResult(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, true, false));
        assertThat(registry.get("holdfast.sweep.leader").gauge().value()).isZero();
        metrics.sweepFailed(new IllegalStateException("planted"));
        assertThat(registry.get("holdfast.sweeps")
                        .tag("outcome", HoldfastListener.FAILED)
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void reservationsAreReadOnceInAWhileAndAreNoNumberWhenTheyCannotBe() {
        int[] asked = {0};
        metrics.watchReservations(() -> new Reservations(++asked[0], 7));
        assertThat(reservations("open")).isEqualTo(1);
        assertThat(reservations("open")).isEqualTo(1);
        assertThat(reservations("expired")).isEqualTo(7);
        assertThat(asked[0]).isEqualTo(1);

        SimpleMeterRegistry other = new SimpleMeterRegistry();
        new HoldfastMetrics(other).watchReservations(() -> {
            throw new UnavailableException("database_unavailable", "planted", Duration.ofSeconds(1), null);
        });
        assertThat(other.get("holdfast.reservations")
                        .tag("state", "open")
                        .gauge()
                        .value())
                .isNaN();
    }

    private double reservations(String state) {
        return registry.get("holdfast.reservations").tag("state", state).gauge().value();
    }
}

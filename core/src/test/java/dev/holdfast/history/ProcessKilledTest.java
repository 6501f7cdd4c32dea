package dev.holdfast.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestDatabase;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A process that sells is killed at random moments, while another goes on: what it had confirmed is there, and what it
 * had begun is there as a whole or not at all. {@code -Drounds=} says how often, {@code -Dseed=} repeats the choices.
 */
@Tag("long")
class ProcessKilledTest {
    private final long seed = Seed.of(ProcessKilledTest.class);
    private final int rounds = Integer.getInteger("rounds", 3);

    @Test
    void nothingConfirmedIsLostAndNothingIsHalfDone() throws Exception {
        Random random = new Random(seed);
        try (Market market = new Market(TestDatabase.url(), TestDatabase.newSchema(), seed)) {
            var survivor = market.server();
            market.open(survivor, "survivor", 2);
            market.sweep(survivor);
            for (int round = 0; round < rounds; round++) {
                int before = market.history.size();
                BuyerProcess doomed = market.openElsewhere("doomed-" + round);
                market.awaitOf("doomed-" + round, 1 + random.nextInt(60), Duration.ofSeconds(30));
                doomed.kill();
                assertThat(market.history.size()).isGreaterThan(before);
            }
            market.end();

            System.out.println("ProcessKilledTest: " + rounds + " rounds, " + market.history.outcomes());
            assertThat(market.contradictions()).as("-Dseed=" + seed).isEmpty();
        }
    }
}

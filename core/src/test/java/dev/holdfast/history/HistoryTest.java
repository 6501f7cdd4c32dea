package dev.holdfast.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Crowds on two servers and in a second process, and what they were told held against what there is. {@code -Dseed=}
 * repeats the buyers' choices, though not the order in which they meet; {@code -Dminutes=} makes it longer.
 */
class HistoryTest {
    private final long seed = Seed.of(HistoryTest.class);
    private final Duration time = Integer.getInteger("minutes", 0) == 0
            ? Duration.ofSeconds(10)
            : Duration.ofMinutes(Integer.getInteger("minutes"));

    @Test
    void whatWasToldIsSoWhoeverElseWasThere() throws Exception {
        try (Market market = new Market(TestDatabase.url(), TestDatabase.newSchema(), seed)) {
            market.openElsewhere("elsewhere");
            var first = market.server();
            market.open(first, "first", 6);
            market.open(market.server(), "second", 6);
            market.sweep(first);
            market.await(time);
            market.end();

            System.out.println("HistoryTest: " + market.history.outcomes());
            assertThat(market.contradictions()).as("-Dseed=" + seed).isEmpty();
            assertThat(market.history.outcomes())
                    .as("all of it happened")
                    .containsKeys(
                            "checkout ordered",
                            "checkout refused",
                            "put cart",
                            "put refused",
                            "extend cart",
                            "cancel corrected",
                            "return corrected",
                            "pay noted");
        }
    }
}

package dev.holdfast.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How fresh the API keys in memory are; {@code ApiKeysHttpTest} has what follows from it on several servers. */
@Tag("quick")
class KeyWatchTest {
    @Test
    void aKeyIsRefusedWithinASecondOfItsRevocationOrNoneIsAccepted() {
        assertThat(KeyWatch.COUNTS).isLessThan(Duration.ofSeconds(1));
        // One reading may be lost without refusing everybody.
        assertThat(KeyWatch.INTERVAL.multipliedBy(2)).isLessThanOrEqualTo(Duration.ofMillis(500));
    }
}

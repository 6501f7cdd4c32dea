package dev.holdfast.server.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("quick")
class BodyLimitsTest {
    private static final int MOST = 100_000;

    private final BodyLimits limits = new BodyLimits(MOST, Duration.ofSeconds(20));

    @ParameterizedTest
    @CsvSource({"0, 5000", "1, 5000", "1023, 5999", "1024, 6000", "10240, 15000", "15360, 20000", "100000, 20000"})
    void aBodyMustArriveAtAMinimumRateAfterAWhile(long received, long millis) {
        assertThat(limits.timeFor(received)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void aShortPatienceEndsBeforeTheWhile() {
        assertThat(new BodyLimits(MOST, Duration.ofSeconds(2)).timeFor(0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theRefusalSaysWhatWasExpected() {
        assertThat(limits.tooSlow(37, Duration.ofMillis(5_100)).answer().body())
                .contains("37 bytes in 5 s", "1024 bytes a second");
        assertThat(limits.tooSlow(90_000, Duration.ofMillis(19_999)).answer().body())
                .contains("longer than 20 s");
    }

    @Test
    void whatArrivesInPiecesIsPutTogether() {
        try (Incoming incoming = new Incoming(limits, true)) {
            StringBuilder sent = new StringBuilder();
            for (int i = 0; i < 3_000; i++) {
                String piece = "piece " + i + ";";
                sent.append(piece);
                incoming.add(ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(new String(incoming.bytes(), StandardCharsets.UTF_8)).isEqualTo(sent.toString());
        }
    }

    @Test
    void aLongBodyTakesRoomThatIsGivenBack() {
        for (int round = 0; round < 2; round++) {
            Incoming[] held = new Incoming[4];
            for (int i = 0; i < held.length; i++) {
                held[i] = new Incoming(limits, true);
                held[i].add(ByteBuffer.allocate(BodyLimits.SHORT_BYTES + 1));
                assertThat(held[i].bytes()).hasSize(BodyLimits.SHORT_BYTES + 1);
            }
            try (Incoming fifth = new Incoming(limits, true);
                    Incoming small = new Incoming(limits, true)) {
                fifth.add(ByteBuffer.allocate(BodyLimits.SHORT_BYTES + 1));
                assertThatThrownBy(fifth::bytes).hasMessageContaining("overloaded");
                small.add(ByteBuffer.allocate(BodyLimits.SHORT_BYTES));
                assertThat(small.bytes()).hasSize(BodyLimits.SHORT_BYTES);
            }
            for (Incoming incoming : held) {
                incoming.close();
                incoming.close();
            }
        }
    }

    @Test
    void aBodyThatIsTooLongIsReadToItsEndWithinReason() {
        try (Incoming incoming = new Incoming(limits, true)) {
            for (int i = 0; i < 32; i++) {
                incoming.add(ByteBuffer.allocate(MOST));
            }
            assertThatThrownBy(incoming::bytes).hasMessageContaining("body_too_large");
            assertThat(incoming.tooSlow().getMessage()).contains("body_too_large");
            assertThat(incoming.isInVain()).isFalse();
            incoming.add(ByteBuffer.allocate(1));
            assertThat(incoming.isInVain()).isTrue();
            assertThat(limits.longBodies().availablePermits()).isEqualTo(4);
        }
    }

    @Test
    void aBodyThatNobodyWantsIsReadAndNeitherKeptNorRefused() {
        try (Incoming incoming = new Incoming(limits, false)) {
            for (int i = 0; i < 32; i++) {
                incoming.add(ByteBuffer.allocate(MOST));
            }
            assertThat(incoming.bytes()).isEmpty();
            assertThat(incoming.isInVain()).isFalse();
            assertThat(limits.longBodies().availablePermits()).isEqualTo(4);
        }
    }
}

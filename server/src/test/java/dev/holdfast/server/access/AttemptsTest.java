package dev.holdfast.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.server.http.wire.Refusal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("quick")
class AttemptsTest {
    private final TestClock clock = new TestClock();
    private final Attempts attempts = new Attempts(clock);

    private void exhaust(String address) {
        for (int i = 0; i < Attempts.IN_A_MINUTE; i++) {
            attempts.count(address);
        }
    }

    private @Nullable Refusal refusalOf(String address) {
        return catchThrowableOfType(Refusal.class, () -> attempts.count(address));
    }

    private boolean isRefused(String address) {
        return refusalOf(address) != null;
    }

    @Test
    void anAddressMayTryTenAtOnceAndThenOneEverySixSeconds() {
        exhaust("192.0.2.1");

        Refusal refusal = refusalOf("192.0.2.1");
        assertThat(refusal).isNotNull();
        assertThat(refusal.answer().status()).isEqualTo(429);
        assertThat(refusal.answer().headers()).containsEntry("Retry-After", "6");
        assertThat(catchThrowableOfType(Refusal.class, () -> attempts.check("192.0.2.1"))
                        .answer()
                        .code())
                .isEqualTo("too_many_attempts");

        clock.advance(Duration.ofSeconds(6));
        assertThatCode(() -> attempts.check("192.0.2.1")).doesNotThrowAnyException();
        assertThat(isRefused("192.0.2.1")).isFalse();
        assertThat(isRefused("192.0.2.1")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, true",
        "[2001:db8:1:2::1], 2001:db8:1:3::1, false",
        "::1, ::2, true"
    })
    void addressesOfOneNetworkCountAsOne(String one, String other, boolean same) {
        exhaust(one);

        assertThat(isRefused(other)).isEqualTo(same);
        assertThatCode(() -> attempts.check("192.0.2.99")).doesNotThrowAnyException();
    }

    @Test
    void ofTooManyAddressesTheOthersShareOneCountUntilSomeAreForgotten() {
        for (int i = 0; i < Attempts.MOST_ADDRESSES; i++) {
            attempts.count("10.0." + i / 256 + "." + i % 256);
        }
        for (int i = 0; i < Attempts.IN_A_MINUTE; i++) {
            attempts.count("192.0.2." + i);
        }
        assertThat(isRefused("192.0.2.77")).isTrue();
        assertThat(isRefused("10.0.0.1")).isFalse();

        clock.advance(Duration.ofMinutes(1));
        exhaust("192.0.2.77");
        assertThat(isRefused("192.0.2.77")).isTrue();
        assertThat(isRefused("192.0.2.78")).isFalse();
    }
}

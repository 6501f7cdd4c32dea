package dev.holdfast.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.access.KeyKind;
import dev.holdfast.access.Scope;
import dev.holdfast.server.access.RequestRates.Standing;
import dev.holdfast.server.http.wire.Refusal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("quick")
class RequestRatesTest {
    private static final Principal SERVER = Principal.ofKey("erp", KeyKind.SECRET, Scope.all());
    private static final Principal PAGE = Principal.ofKey("page", KeyKind.PUBLISHABLE, Scope.ofPublishableKeys());

    private final TestClock clock = new TestClock();
    private final RequestRates rates =
            new RequestRates(traffic(new Rate(4, Duration.ofSeconds(2)), Rate.inAMinute(60), null));

    private Traffic traffic(@Nullable Rate secret, @Nullable Rate publishable, @Nullable Rate codes) {
        return new Traffic(
                TrustedProxies.none(),
                secret,
                publishable,
                codes,
                (name, rate) -> new ProcessBuckets(rate, clock, 1_000));
    }

    private Standing count(Principal principal, String address) {
        return Objects.requireNonNull(rates.count(principal, address));
    }

    @Test
    void aSecretKeyIsLimitedWhereverItIsUsed() {
        for (int i = 3; i >= 0; i--) {
            assertThat(count(SERVER, "192.0.2." + i))
                    .isEqualTo(new Standing(
                            "secret-key",
                            new Rate(4, Duration.ofSeconds(2)),
                            true,
                            i,
                            Duration.ZERO,
                            Duration.ofMillis(500L * (4 - i))));
        }
        Standing beyond = count(SERVER, "192.0.2.9");
        assertThat(beyond.isAllowed()).isFalse();
        assertThat(beyond.retryIn()).isEqualTo(Duration.ofMillis(500));
        assertThat(beyond.left()).isZero();
        assertThat(count(Principal.ofKey("crm", KeyKind.SECRET, Scope.all()), "192.0.2.9")
                        .isAllowed())
                .isTrue();
        assertThat(count(Principal.ROOT, "192.0.2.9").isAllowed()).isTrue();

        clock.advance(Duration.ofMillis(500));
        assertThat(count(SERVER, "192.0.2.9").isAllowed()).isTrue();
        assertThat(count(SERVER, "192.0.2.9").isAllowed()).isFalse();
    }

    @Test
    void aPublishableKeyIsLimitedForEachAddress() {
        for (int i = 0; i < 60; i++) {
            assertThat(count(PAGE, "2001:db8::" + i).isAllowed()).isTrue();
        }
        assertThat(count(PAGE, "2001:db8::ffff").isAllowed()).isFalse();
        assertThat(count(PAGE, "2001:db8:0:1::1").isAllowed()).isTrue();
        assertThat(count(PAGE, "192.0.2.1").isAllowed()).isTrue();
        assertThat(count(Principal.ofKey("other", KeyKind.PUBLISHABLE, Scope.ofPublishableKeys()), "2001:db8::1")
                        .isAllowed())
                .isTrue();
    }

    @Test
    void thisMachineIsNotLimited() {
        assertThat(rates.count(Principal.LOCAL, "127.0.0.1")).isNull();
        RequestRates none = new RequestRates(Traffic.unlimited());
        assertThat(none.count(PAGE, "192.0.2.1")).isNull();
        assertThat(none.count(SERVER, "192.0.2.1")).isNull();
    }

    @Test
    void ofPromoCodesThoseCountThatDoNotExist() {
        PromoCodeAttempts attempts = new PromoCodeAttempts(traffic(null, null, Rate.inAMinute(3)));
        for (int i = 0; i < 100; i++) {
            assertThat(attempts.trying(PAGE, "192.0.2.1", 2, () -> "known", answer -> 0))
                    .isEqualTo("known");
        }
        attempts.trying(PAGE, "192.0.2.1", 2, () -> "one of them", answer -> 1);
        attempts.trying(PAGE, "192.0.2.1", 2, () -> "both", answer -> 2);

        Refusal refused = catchThrowableOfType(
                Refusal.class, () -> attempts.trying(PAGE, "192.0.2.1", 1, () -> "any", answer -> 0));
        assertThat(refused.answer().code()).isEqualTo("too_many_promo_codes");
        assertThat(refused.answer().headers()).containsEntry("Retry-After", "20");
        assertThat(attempts.trying(PAGE, "192.0.2.1", 0, () -> "no code", answer -> 0))
                .isEqualTo("no code");
        assertThat(attempts.trying(PAGE, "192.0.2.2", 1, () -> "another", answer -> 0))
                .isEqualTo("another");
        assertThat(attempts.trying(SERVER, "192.0.2.1", 1, () -> "a server", answer -> 1))
                .isEqualTo("a server");

        clock.advance(Duration.ofSeconds(20));
        assertThat(attempts.trying(PAGE, "192.0.2.1", 1, () -> "later", answer -> 0))
                .isEqualTo("later");
    }

    /** Nobody knows what a call that failed would have told. */
    @Test
    void aCallThatFailsTellsNothingAndDoesNotCount() {
        PromoCodeAttempts attempts = new PromoCodeAttempts(traffic(null, null, Rate.inAMinute(1)));
        for (int i = 0; i < 3; i++) {
            assertThat(catchThrowableOfType(
                            IllegalStateException.class,
                            () -> attempts.trying(
                                    PAGE,
                                    "192.0.2.1",
                                    1,
                                    () -> {
                                        throw new IllegalStateException("short of stock");
                                    },
                                    answer -> 1)))
                    .isNotNull();
        }
    }

    /** Otherwise many calls at once try more codes than one after the other. */
    @Test
    void codesCountWhileTheirCallIsMade() {
        PromoCodeAttempts attempts = new PromoCodeAttempts(traffic(null, null, Rate.inAMinute(2)));

        Refusal refused = attempts.trying(
                PAGE,
                "192.0.2.1",
                2,
                () -> catchThrowableOfType(
                        Refusal.class, () -> attempts.trying(PAGE, "192.0.2.1", 1, () -> "second", answer -> 0)),
                answer -> 0);

        assertThat(refused).isNotNull();
    }
}

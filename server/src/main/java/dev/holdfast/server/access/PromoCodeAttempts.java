package dev.holdfast.server.access;

import dev.holdfast.server.http.wire.Refusal;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the promo codes that web pages try and that do not exist, by the address and the publishable key, so that nobody
 * finds codes by trying. Codes that exist never count. Thread-safe.
 */
public final class PromoCodeAttempts {
    private final @Nullable Buckets buckets;

    /** The limit of a server. */
    public PromoCodeAttempts(Traffic traffic) {
        Rate rate = traffic.ofPromoCodes();
        this.buckets = rate == null ? null : traffic.buckets().make("promo-code", rate);
    }

    /**
     * Makes a call that names promo codes. They count while it is made, so that many calls at once try no more.
     *
     * @param codes how many it names
     * @param unknown tells by the answer how many of them do not exist
     * @throws Refusal if too many were tried before
     */
    public <A> A trying(Principal principal, String address, int codes, Supplier<A> call, ToIntFunction<A> unknown) {
        if (buckets == null || codes == 0 || !principal.isBrowser()) {
            return call.get();
        }
        String key = principal.at(address);
        Buckets counted = buckets;
        ConsumptionProbe probe = counted.use(key, bucket -> {
            ConsumptionProbe first = bucket.tryConsumeAndReturnRemaining(1);
            if (first.isConsumed() && codes > 1) {
                bucket.consumeIgnoringRateLimits(codes - 1);
            }
            return first;
        });
        if (!probe.isConsumed()) {
            throw Refusal.tooManyPromoCodes(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
        int known = codes;
        try {
            A answer = call.get();
            known = codes - unknown.applyAsInt(answer);
            return answer;
        } finally {
            int returned = known;
            if (returned > 0) {
                counted.use(key, bucket -> {
                    bucket.addTokens(returned);
                    return returned;
                });
            }
        }
    }
}

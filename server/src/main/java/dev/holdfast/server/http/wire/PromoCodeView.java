package dev.holdfast.server.http.wire;

import dev.holdfast.Money;
import dev.holdfast.promo.PromoCode;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A stored promo code as the API shows it. */
public record PromoCodeView(
        String code,
        String rule,
        boolean active,
        @Nullable Long maxUses,
        @Nullable Long maxUsesPerUser,
        @Nullable Money budget,
        @Nullable Currency currency,
        @Nullable Long heldUses,
        @Nullable Long claimedUses,
        @Nullable Money heldAmount,
        @Nullable Money claimedAmount,
        Instant createdAt,
        Instant updatedAt) {
    /** The view of a code. */
    public static PromoCodeView of(PromoCode code) {
        return new PromoCodeView(
                code.code(),
                code.rule(),
                code.active(),
                code.limits().maxUses(),
                code.limits().maxUsesPerUser(),
                code.limits().budget(),
                code.heldAmount() == null ? null : code.heldAmount().currency(),
                code.heldUses(),
                code.claimedUses(),
                code.heldAmount(),
                code.claimedAmount(),
                code.createdAt(),
                code.updatedAt());
    }
}

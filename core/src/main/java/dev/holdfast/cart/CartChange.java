package dev.holdfast.cart;

import dev.holdfast.Patch;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.MetadataJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change of a cart. Fields that are {@linkplain Patch#keep() kept} do not change; the cart is priced again in any case.
 *
 * @param userId the user; can be set to null
 * @param userTier the tier; can be set to null
 * @param promoCodes the codes that replace all those of the cart; null is the same as an empty list
 * @param attributes the attributes to set, merged into those of the cart; an attribute that is null is removed, and null
 *     instead of a map removes all
 * @param email the buyer's e-mail address; can be set to null
 * @param metadata merged into the metadata that is there, as a JSON merge patch (RFC 7396): a member that is null is
 *     removed, a map is merged, other members are kept; null instead of a map removes all
 */
public record CartChange(
        Patch<String> userId,
        Patch<String> userTier,
        Patch<List<String>> promoCodes,
        Patch<Map<String, @Nullable String>> attributes,
        Patch<String> email,
        Patch<Map<String, @Nullable Object>> metadata) {
    /** The promo codes that it names. */
    List<String> namedCodes() {
        return Objects.requireNonNullElse(promoCodes.value(), List.of());
    }

    /** Throws all that is wrong with it. */
    void check() {
        Validation checks = new Validation();
        InputChecks.userId(checks, userId.value());
        InputChecks.userTier(checks, userTier.value());
        InputChecks.promoCodes(checks, namedCodes());
        InputChecks.attributes(checks, Objects.requireNonNullElse(attributes.value(), Map.of()));
        InputChecks.email(checks, email.value());
        MetadataJson.check(checks, metadata.value());
        checks.throwIfAny();
    }

    /** A change that keeps the e-mail address and the metadata. */
    public CartChange(
            Patch<String> userId,
            Patch<String> userTier,
            Patch<List<String>> promoCodes,
            Patch<Map<String, @Nullable String>> attributes) {
        this(userId, userTier, promoCodes, attributes, Patch.keep(), Patch.keep());
    }

    /** A change that keeps the attributes, the e-mail address and the metadata. */
    public CartChange(Patch<String> userId, Patch<String> userTier, Patch<List<String>> promoCodes) {
        this(userId, userTier, promoCodes, Patch.keep());
    }

    /** A change that keeps everything and only prices the cart again. */
    public static CartChange none() {
        return new CartChange(Patch.keep(), Patch.keep(), Patch.keep());
    }

    /** Returns a copy that sets the e-mail address; null removes it. */
    public CartChange withEmail(@Nullable String address) {
        return new CartChange(userId, userTier, promoCodes, attributes, Patch.set(address), metadata);
    }

    /** Returns a copy that merges into the metadata. */
    public CartChange withMetadata(@Nullable Map<String, @Nullable Object> members) {
        return new CartChange(userId, userTier, promoCodes, attributes, email, Patch.set(members));
    }
}

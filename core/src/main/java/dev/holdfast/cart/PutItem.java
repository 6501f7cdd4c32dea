package dev.holdfast.cart;

import dev.holdfast.Limits;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.MetadataJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variant to put into a cart.
 *
 * @param variantId the variant
 * @param quantity the units that the cart holds of it afterwards, 1 to {@value dev.holdfast.Limits#QUANTITY}, whatever it
 *     held before
 * @param userTier the cart's new tier; null keeps the tier that it has
 * @param promoCode a code to add to the cart's; null adds none
 * @param metadata the item's new metadata, up to {@value dev.holdfast.Limits#METADATA} bytes of JSON, in place of what it
 *     had; null keeps what it has
 * @param locations the codes of the locations that all of its units come from, at most {@value
 *     dev.holdfast.Limits#LOCATIONS_PER_PUT}; the item leaves others. Null leaves it to the shop's {@link
 *     dev.holdfast.spi.StockAllocator} where units come from, and keeps those that the item has
 */
public record PutItem(
        long variantId,
        int quantity,
        @Nullable String userTier,
        @Nullable String promoCode,
        @Nullable Map<String, ? extends @Nullable Object> metadata,
        @Nullable List<String> locations) {
    /** Copies the collections. */
    public PutItem {
        locations = locations == null ? null : List.copyOf(locations);
        metadata = metadata == null ? null : MetadataJson.copy(metadata);
    }

    /** Adds what is wrong with it, where it stands at a pointer. */
    void check(Validation checks, String pointer) {
        InputChecks.quantity(checks, pointer + "/quantity", quantity);
        InputChecks.userTier(checks, pointer + "/user_tier", userTier);
        if (promoCode != null) {
            InputChecks.promoCode(checks, pointer + "/promo_code", promoCode);
        }
        MetadataJson.check(checks, pointer, metadata);
        if (locations != null) {
            checks.between(pointer + "/locations", locations.size(), 1, Limits.LOCATIONS_PER_PUT);
        }
    }

    /** A quantity of a variant, which keeps the item's metadata. */
    public PutItem(long variantId, int quantity, @Nullable String userTier, @Nullable String promoCode) {
        this(variantId, quantity, userTier, promoCode, null, null);
    }

    /** A quantity of a variant, without a tier or a code. */
    public static PutItem of(long variantId, int quantity) {
        return new PutItem(variantId, quantity, null, null);
    }

    /** Returns a copy with metadata for the item; null keeps what the item has. */
    public PutItem withMetadata(@Nullable Map<String, ? extends @Nullable Object> other) {
        return new PutItem(variantId, quantity, userTier, promoCode, other, locations);
    }

    /** Returns a copy whose units come from some locations only; null for any. */
    public PutItem from(@Nullable List<String> codes) {
        return new PutItem(variantId, quantity, userTier, promoCode, metadata, codes);
    }
}

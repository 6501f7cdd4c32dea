package dev.holdfast.cart;

import dev.holdfast.Limits;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.MetadataJson;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cart to create.
 *
 * @param userId the id of its user, up to {@value Limits#WORD} characters; null if not known
 * @param userTier the tier that prices it, up to {@value Limits#WORD} characters; null for none
 * @param promoCodes up to {@value Limits#PROMO_CODES} codes, each up to {@value Limits#WORD} characters
 * @param currency the currency of the cart; null for the shop's
 * @param attributes attributes that rules can test, such as {@code channel}: up to {@value Limits#ATTRIBUTES}, names and
 *     values up to {@value Limits#WORD} characters
 * @param email the buyer's e-mail address, up to {@value Limits#EMAIL} characters, which its order gets; null if not known
 * @param metadata a JSON object of the host's own, which takes part in nothing: strings, numbers, booleans, lists and maps,
 *     together up to {@value Limits#METADATA} bytes of JSON; members that are null are left out
 * @param reservationTime for how long its items are reserved each time they are put or extended, whole seconds from 1 to
 *     {@value Limits#RESERVATION_SECONDS}, up to the maximum age of a reservation; it takes precedence over the times of
 *     variants, of the tier and of the shop; null for those
 */
public record NewCart(
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes,
        @Nullable Currency currency,
        Map<String, String> attributes,
        @Nullable String email,
        Map<String, ? extends @Nullable Object> metadata,
        @Nullable Duration reservationTime) {
    /** Copies the collections. */
    public NewCart {
        promoCodes = List.copyOf(promoCodes);
        attributes = Map.copyOf(attributes);
        metadata = MetadataJson.copy(metadata);
    }

    /** A cart without a reservation time of its own. */
    public NewCart(
            @Nullable String userId,
            @Nullable String userTier,
            List<String> promoCodes,
            @Nullable Currency currency,
            Map<String, String> attributes,
            @Nullable String email,
            Map<String, ? extends @Nullable Object> metadata) {
        this(userId, userTier, promoCodes, currency, attributes, email, metadata, null);
    }

    /** Throws all that is wrong with it. */
    void check() {
        Validation checks = new Validation();
        InputChecks.userId(checks, userId);
        InputChecks.userTier(checks, userTier);
        InputChecks.promoCodes(checks, promoCodes);
        InputChecks.attributes(checks, attributes);
        InputChecks.email(checks, email);
        MetadataJson.check(checks, metadata);
        InputChecks.reservationTime(checks, reservationTime);
        checks.throwIfAny();
    }

    /** A cart without an e-mail address and metadata. */
    public NewCart(
            @Nullable String userId,
            @Nullable String userTier,
            List<String> promoCodes,
            @Nullable Currency currency,
            Map<String, String> attributes) {
        this(userId, userTier, promoCodes, currency, attributes, null, Map.of());
    }

    /** A cart without attributes. */
    public NewCart(
            @Nullable String userId, @Nullable String userTier, List<String> promoCodes, @Nullable Currency currency) {
        this(userId, userTier, promoCodes, currency, Map.of());
    }

    /** A cart of an unknown buyer in the shop's currency. */
    public static NewCart anonymous() {
        return new NewCart(null, null, List.of(), null);
    }

    /** Returns a copy with an e-mail address. */
    public NewCart withEmail(@Nullable String address) {
        return new NewCart(userId, userTier, promoCodes, currency, attributes, address, metadata, reservationTime);
    }

    /** Returns a copy with other metadata. */
    public NewCart withMetadata(Map<String, ? extends @Nullable Object> other) {
        return new NewCart(userId, userTier, promoCodes, currency, attributes, email, other, reservationTime);
    }

    /** Returns a copy with a reservation time of its own; null for none. */
    public NewCart withReservationTime(@Nullable Duration time) {
        return new NewCart(userId, userTier, promoCodes, currency, attributes, email, metadata, time);
    }
}

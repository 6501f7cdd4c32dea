package dev.holdfast.checkout;

import dev.holdfast.Money;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.MetadataJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cart to be checked out.
 *
 * @param cartId the cart
 * @param userId the buyer: becomes the cart's user if it has none, and must be the same if it has one; null leaves it
 * @param expectedTotal the total that the buyer was shown; null to charge what the cart shows
 * @param expectedAmount the same as a plain decimal number in the cart's currency, for callers who do not know it
 * @param currency must be the cart's currency; null accepts any
 * @param email the buyer's e-mail address, up to {@value dev.holdfast.Limits#EMAIL} characters; null takes the cart's
 * @param reference what the order is called in another system, up to {@value dev.holdfast.Limits#TEXT} characters; several
 *     orders can have the same; null for nothing
 * @param metadata merged into the cart's for the order, as in {@link dev.holdfast.cart.CartChange#metadata()}
 * @param items the items to buy, with the gifts that they earn and all charges of the cart; the others stay in the cart,
 *     which stays open. Empty to buy all
 * @param payBy the time by which the order has to be paid, cut to microseconds: unless it is, or units of it were delivered,
 *     it is cancelled then. Null for the {@linkplain dev.holdfast.HoldfastBuilder#payWithin configured time}
 */
public record CheckoutRequest(
        long cartId,
        @Nullable String userId,
        @Nullable Money expectedTotal,
        @Nullable BigDecimal expectedAmount,
        @Nullable Currency currency,
        @Nullable String email,
        @Nullable String reference,
        Map<String, ? extends @Nullable Object> metadata,
        List<CheckoutItem> items,
        @Nullable Instant payBy) {
    /** Copies the metadata and the items, and checks that at most one total is expected. */
    public CheckoutRequest {
        metadata = MetadataJson.copy(metadata);
        items = List.copyOf(items);
        payBy = payBy == null ? null : payBy.truncatedTo(ChronoUnit.MICROS);
        if (expectedTotal != null && expectedAmount != null) {
            throw new IllegalArgumentException(
                    "expectedAmount: " + expectedAmount + " is given beside an expectedTotal of " + expectedTotal);
        }
    }

    /** A cart without an e-mail address, a reference and metadata of its order's own. */
    public CheckoutRequest(
            long cartId,
            @Nullable String userId,
            @Nullable Money expectedTotal,
            @Nullable BigDecimal expectedAmount,
            @Nullable Currency currency) {
        this(cartId, userId, expectedTotal, expectedAmount, currency, null, null, Map.of(), List.of(), null);
    }

    /** A cart, with the buyer and the expected total; both may be null. */
    public CheckoutRequest(long cartId, @Nullable String userId, @Nullable Money expectedTotal) {
        this(cartId, userId, expectedTotal, null, null);
    }

    /** A cart, as it is. */
    public static CheckoutRequest of(long cartId) {
        return new CheckoutRequest(cartId, null, null);
    }

    /** Returns a copy for a buyer; null leaves the cart's. */
    public CheckoutRequest withUser(@Nullable String id) {
        return new CheckoutRequest(
                cartId, id, expectedTotal, expectedAmount, currency, email, reference, metadata, items, payBy);
    }

    /** Returns a copy with the total that the buyer was shown; null to charge what the cart shows. */
    public CheckoutRequest withExpectedTotal(@Nullable Money total) {
        return new CheckoutRequest(cartId, userId, total, null, currency, email, reference, metadata, items, payBy);
    }

    /** Returns a copy with an e-mail address; null takes the cart's. */
    public CheckoutRequest withEmail(@Nullable String address) {
        return new CheckoutRequest(
                cartId, userId, expectedTotal, expectedAmount, currency, address, reference, metadata, items, payBy);
    }

    /** Returns a copy with what the order is called in another system; null for nothing. */
    public CheckoutRequest withReference(@Nullable String name) {
        return new CheckoutRequest(
                cartId, userId, expectedTotal, expectedAmount, currency, email, name, metadata, items, payBy);
    }

    /** Returns a copy with metadata for the order, merged into the cart's. */
    public CheckoutRequest withMetadata(Map<String, ? extends @Nullable Object> members) {
        return new CheckoutRequest(
                cartId, userId, expectedTotal, expectedAmount, currency, email, reference, members, items, payBy);
    }

    /** Returns a copy for some items only, each named once; empty for all. */
    public CheckoutRequest withItems(List<CheckoutItem> chosen) {
        return new CheckoutRequest(
                cartId, userId, expectedTotal, expectedAmount, currency, email, reference, metadata, chosen, payBy);
    }

    /** Returns a copy with a time by which the order has to be paid; null for the configured time. */
    public CheckoutRequest withPayBy(@Nullable Instant time) {
        return new CheckoutRequest(
                cartId, userId, expectedTotal, expectedAmount, currency, email, reference, metadata, items, time);
    }

    /** Throws if a value is not acceptable, whatever the cart. */
    void check(Validation checks) {
        InputChecks.userId(checks, userId);
        InputChecks.email(checks, email);
        InputChecks.reference(checks, reference);
        MetadataJson.check(checks, metadata);
        new ChosenItems(items).check(checks);
    }
}

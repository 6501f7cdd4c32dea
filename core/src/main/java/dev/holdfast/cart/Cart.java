package dev.holdfast.cart;

import dev.holdfast.Money;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cart as its buyer sees it at one moment.
 *
 * @param id its identifier
 * @param token names the cart for its buyer: a secret of the buyer's, which nobody can guess and which never changes
 * @param status whether it is open, checked out or deleted
 * @param userId the id of its user; null if not known
 * @param userTier the tier that prices it; null for none
 * @param promoCodes the codes that the buyer entered, as they were typed
 * @param currency the currency of all its amounts, which never changes
 * @param items the items that it holds, by id; after checkout, the items that were bought
 * @param expiredItems the items whose reservation has ended, by id: they cost nothing, and prevent checkout until they
 *     are put again or removed
 * @param charges the charges besides its items, by code
 * @param attributes the attributes that rules can test, by name
 * @param email the buyer's e-mail address; null for none
 * @param metadata a JSON object of the host's own, which takes part in nothing; empty if there is none. Values are strings,
 *     numbers, booleans, lists and maps
 * @param subtotal the sum of the items before any rule
 * @param chargeTotal the sum of the charges before any rule
 * @param discountTotal the amount that rules took off items and charges
 * @param total the amount that its checkout charges
 * @param searchedAll false if the policy asks for the best combination of rules and there were too many to try all, so
 *     that a lower total may exist
 * @param explanation the rules that were considered for the order as a whole
 * @param orderId the order that it became; null unless it was checked out
 * @param checkoutSession the checkout session that it is in, during which it cannot be changed; null for none
 * @param reservationTime the time of its own for which its items are reserved; null for none
 * @param createdAt when it was created
 * @param updatedAt when its buyer last changed it
 */
public record Cart(
        long id,
        String token,
        CartStatus status,
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes,
        Currency currency,
        List<CartItem> items,
        List<ExpiredItem> expiredItems,
        List<CartCharge> charges,
        Map<String, String> attributes,
        @Nullable String email,
        Map<String, Object> metadata,
        Money subtotal,
        Money chargeTotal,
        Money discountTotal,
        Money total,
        boolean searchedAll,
        List<RuleOutcome> explanation,
        @Nullable Long orderId,
        @Nullable OpenSession checkoutSession,
        @Nullable Duration reservationTime,
        Instant createdAt,
        Instant updatedAt) {
    /**
     * The checkout session that a cart is in.
     *
     * @param id the id of the session
     * @param expiresAt until when the cart is in it, unless it is completed or cancelled before
     */
    public record OpenSession(String id, Instant expiresAt) {}

    /** Copies the collections. */
    public Cart {
        promoCodes = List.copyOf(promoCodes);
        items = List.copyOf(items);
        expiredItems = List.copyOf(expiredItems);
        charges = List.copyOf(charges);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        metadata = MetadataJson.copy(metadata);
        explanation = List.copyOf(explanation);
    }
}

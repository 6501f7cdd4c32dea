package dev.holdfast.cart;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.RuleOutcome;
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
 * @param status where it is in its life
 * @param userId whose it is, null when not known
 * @param userTier the tier that prices it, null for none
 * @param promoCodes the codes that were given, as they were typed
 * @param currency of everything in it, fixed when it was made
 * @param items what it holds, by id; of a cart that was checked out, what was bought
 * @param expiredItems what it held until the reservation ended: shown, charged nothing for, in the way of checkout
 *     until put again or removed
 * @param charges what it costs besides, by code
 * @param attributes what rules may ask for besides, by name
 * @param subtotal the items before any rule
 * @param chargeTotal the charges before any rule
 * @param discountTotal what the rules took off items and charges
 * @param total what its checkout charges
 * @param explanation the rules that were looked at for the order as a whole
 * @param orderId the order that it became, null unless it was checked out
 * @param createdAt when it was made
 * @param updatedAt when its buyer last changed it
 */
public record Cart(
        long id,
        CartStatus status,
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes,
        Currency currency,
        List<CartItem> items,
        List<ExpiredItem> expiredItems,
        List<CartCharge> charges,
        Map<String, String> attributes,
        Money subtotal,
        Money chargeTotal,
        Money discountTotal,
        Money total,
        List<RuleOutcome> explanation,
        @Nullable Long orderId,
        Instant createdAt,
        Instant updatedAt) {
    /** Copies the lists. */
    public Cart {
        promoCodes = List.copyOf(promoCodes);
        items = List.copyOf(items);
        expiredItems = List.copyOf(expiredItems);
        charges = List.copyOf(charges);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        explanation = List.copyOf(explanation);
    }
}

package dev.holdfast.internal.promo;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much of a stored promo code is left for one cart at one moment. Expired holds do not count, whether or not they
 * have been removed.
 *
 * @param code the code as it is stored
 * @param rule the rule that it unlocks
 * @param active whether carts can hold it
 * @param usesLeft the uses that are left, without the cart's own; null for no limit
 * @param maxUsesPerUser the limit for each user; null for none
 * @param userUsesLeft the uses left to the cart's user, without the cart's own; null for no limit or no user
 * @param amountLeft the budget that is left, without the cart's own use; null for no budget
 * @param currency the currency of the budget; null for none
 * @param held the cart's own use; null for none
 */
public record PromoSupply(
        String code,
        String rule,
        boolean active,
        @Nullable Long usesLeft,
        @Nullable Long maxUsesPerUser,
        @Nullable Long userUsesLeft,
        @Nullable Long amountLeft,
        @Nullable Currency currency,
        @Nullable PromoUse held) {

    /**
     * Computes how much of a code is left for a cart.
     *
     * @param ofOthers the counts of uses that have not expired, without the cart's own
     * @param usesOfUser the uses of the cart's user, without the cart's own
     * @param held the cart's own use if it has not expired; null for none
     */
    static PromoSupply of(
            PromoRow.Columns code,
            PromoRow.Counts ofOthers,
            long usesOfUser,
            @Nullable String userId,
            @Nullable PromoUse held) {
        return new PromoSupply(
                code.code(),
                code.rule(),
                code.active(),
                left(code.maxUses(), ofOthers.heldUses() + ofOthers.claimedUses()),
                code.maxUsesPerUser(),
                userId == null ? null : left(code.maxUsesPerUser(), usesOfUser),
                left(code.budget(), ofOthers.heldAmount() + ofOthers.claimedAmount()),
                code.currency(),
                held);
    }

    private static @Nullable Long left(@Nullable Long limit, long used) {
        return limit == null ? null : (Long) (limit - used);
    }

    /** The codes of a cart that is about to hold those that are available. */
    public static List<StoredCode> toBeHeld(
            List<String> typed, Map<String, PromoSupply> byKey, @Nullable String userId, Currency currency) {
        return codes(typed, byKey, supply -> supply.offered(userId, currency));
    }

    /** The codes of a cart that stays as it is: only the codes that it holds unlock their rules. */
    public static List<StoredCode> asHeld(
            List<String> typed, Map<String, PromoSupply> byKey, @Nullable String userId, Currency currency) {
        return codes(
                typed,
                byKey,
                supply -> supply.held == null
                        ? supply.offered(userId, currency).notHeld()
                        : supply.kept(userId, supply.held));
    }

    /** The codes of a buyer who holds none, and asks for the price that they would give. */
    public static List<StoredCode> asOffered(
            List<String> typed, Collection<PromoSupply> supplies, @Nullable String userId, Currency currency) {
        return toBeHeld(typed, byKey(supplies), userId, currency);
    }

    /** By the key of the code. */
    public static Map<String, PromoSupply> byKey(Collection<PromoSupply> supplies) {
        Map<String, PromoSupply> byKey = new HashMap<>();
        supplies.forEach(supply -> byKey.put(PromoTexts.key(supply.code), supply));
        return byKey;
    }

    /**
     * How much of it a bought cart has: what its order took off with the code counts as the cart's use even after the order
     * has given the code back.
     *
     * @param soldBy what each rule took off the order's items and charges
     */
    public PromoSupply sold(List<RuleOutcome> soldBy, @Nullable String userId) {
        long amount = taken(soldBy, rule);
        return held != null || amount == 0
                ? this
                : new PromoSupply(
                        code,
                        rule,
                        active,
                        usesLeft,
                        maxUsesPerUser,
                        userUsesLeft,
                        amountLeft,
                        currency,
                        new PromoUse(userId, amount, Instant.MAX, null));
    }

    /** What a rule took off, in minor units. */
    static long taken(List<RuleOutcome> explanation, String rule) {
        long sum = 0;
        for (RuleOutcome outcome : explanation) {
            if (outcome.rule().equals(rule) && outcome.amount() != null) {
                sum += outcome.amount().minor();
            }
        }
        return sum;
    }

    /** Whether one more use with a discount is within the limits. */
    boolean hasRoomFor(long amount) {
        return (usesLeft == null || usesLeft > 0)
                && (userUsesLeft == null || userUsesLeft > 0)
                && (amountLeft == null || amountLeft >= amount);
    }

    private interface Offering {
        Offer of(PromoSupply supply);
    }

    // A rule needs one code: the first that the cart holds, or else the first that is available.
    private static List<StoredCode> codes(List<String> typed, Map<String, PromoSupply> byKey, Offering offering) {
        if (byKey.isEmpty()) {
            return List.of();
        }
        Map<PromoSupply, String> found = new HashMap<>();
        Set<PromoSupply> inOrder = new LinkedHashSet<>();
        for (String code : typed) {
            PromoSupply supply = byKey.get(PromoTexts.key(code));
            if (supply != null && inOrder.add(supply)) {
                found.put(supply, code);
            }
        }
        Map<PromoSupply, Offer> offers = new HashMap<>();
        Map<String, PromoSupply> chosen = new HashMap<>();
        for (PromoSupply supply : inOrder) {
            Offer offer = offering.of(supply);
            offers.put(supply, offer);
            PromoSupply other = chosen.get(supply.rule);
            if (offer.isPossible() && (other == null || (other.held == null && supply.held != null))) {
                chosen.put(supply.rule, supply);
            }
        }
        List<StoredCode> codes = new ArrayList<>(inOrder.size());
        for (PromoSupply supply : inOrder) {
            Offer offer = Objects.requireNonNull(offers.get(supply));
            if (offer.isPossible() && !supply.equals(chosen.get(supply.rule))) {
                offer = new Offer("another_code", Map.of(), null);
            }
            codes.add(supply.code(Objects.requireNonNull(found.get(supply)), offer));
        }
        return codes;
    }

    private StoredCode code(String typed, Offer offer) {
        Money atMost = offer.atMost == null || currency == null ? null : new Money(offer.atMost, currency);
        return new StoredCode(typed, rule, offer.reason, offer.facts, atMost);
    }

    /** Whether a code is available: the reason if it is not, and the amount that is left. */
    private record Offer(
            @Nullable String reason,
            Map<String, Object> facts,
            @Nullable Long atMost) {
        boolean isPossible() {
            return reason == null || reason.equals(StoredCode.NOT_HELD);
        }

        Offer notHeld() {
            return reason == null ? new Offer(StoredCode.NOT_HELD, facts, atMost) : this;
        }
    }

    // A cart keeps what it holds even if the code is no longer available to others, unless its user has changed or its
    // discount exceeds the budget.
    private Offer offered(@Nullable String userId, Currency cartCurrency) {
        boolean isTheirs = held != null && Objects.equals(held.userId(), userId);
        if (held == null && !active) {
            return refused(StoredCode.INACTIVE);
        }
        if (currency != null && !currency.equals(cartCurrency)) {
            return new Offer(
                    "currency",
                    Map.of("required", currency.getCurrencyCode(), "present", cartCurrency.getCurrencyCode()),
                    null);
        }
        if (held == null && usesLeft != null && usesLeft <= 0) {
            return refused("exhausted");
        }
        if (maxUsesPerUser != null && !isTheirs) {
            if (userId == null) {
                return refused("user_required");
            }
            if (userUsesLeft != null && userUsesLeft <= 0) {
                return refusedTo(maxUsesPerUser);
            }
        }
        return amountLeft != null && amountLeft <= 0 ? refused("budget_spent") : new Offer(null, Map.of(), amountLeft);
    }

    // A use that was held for nobody, before the code had a limit per user, counts for the buyer who takes it over.
    private Offer kept(@Nullable String userId, PromoUse use) {
        boolean isTakenOver = userId != null && !userId.equals(use.userId());
        if (isTakenOver && maxUsesPerUser != null && userUsesLeft != null && userUsesLeft <= 0) {
            return refusedTo(maxUsesPerUser);
        }
        return new Offer(null, Map.of(), currency == null ? null : use.amount());
    }

    private static Offer refusedTo(long limitPerUser) {
        return new Offer("user_limit", Map.of("limit", limitPerUser), null);
    }

    private static Offer refused(String reason) {
        return new Offer(reason, Map.of(), null);
    }
}

package dev.holdfast.pricing.book;

import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Gift;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.RuleItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a shop at one moment, indexed so that a quote looks only at rules that could match. Rules that need a
 * promo code are found by that code, rules with stored codes by their own code, and all others by user or tier and then
 * by variant, product and category. Immutable and thread-safe.
 */
public final class RuleBook {
    /** The most rules outside their time window that a quote explains; any further ones are left out. */
    public static final int MAX_OUT_OF_TIME = 20;

    private static final Comparator<RuleRevision> ORDER = Comparator.comparing(
                    (RuleRevision entry) -> entry.rule().target())
            .thenComparing(RuleRevision::rule, PricingRule.ORDER);

    private final long token;
    private final RuleRevision[] entries;
    private final Map<String, List<Integer>> byPromoCode = new HashMap<>();
    private final Map<String, Integer> withStoredCodes = new HashMap<>();
    private final Map<String, RuleIndex> byUser = new HashMap<>();
    private final Map<String, RuleIndex> byTier = new HashMap<>();
    private final RuleIndex forAnybody = new RuleIndex();
    private final List<Gift> gifts;
    private final int highestNthOrder;

    private RuleBook(long token, Collection<RuleRevision> rules) {
        this.token = token;
        this.entries = rules.stream().sorted(ORDER).toArray(RuleRevision[]::new);
        this.gifts = gifts(entries);
        this.highestNthOrder = highestNthOrder(entries);
        for (int position = 0; position < entries.length; position++) {
            add(position, entries[position].rule());
        }
        byUser.values().forEach(RuleIndex::seal);
        byTier.values().forEach(RuleIndex::seal);
        forAnybody.seal();
    }

    private static List<Gift> gifts(RuleRevision[] entries) {
        return Arrays.stream(entries)
                .filter(entry -> entry.rule().active())
                .flatMap(entry -> entry.rule().discounts().stream())
                .flatMap(scoped -> scoped.discount() instanceof Gift gift ? Stream.of(gift) : Stream.empty())
                .toList();
    }

    private static int highestNthOrder(RuleRevision[] entries) {
        return Arrays.stream(entries)
                .filter(entry -> entry.rule().active())
                .mapToInt(entry ->
                        Objects.requireNonNullElse(entry.rule().conditions().nthOrder(), 0))
                .max()
                .orElse(0);
    }

    /** A book without rules. */
    public static RuleBook empty(long token) {
        return new RuleBook(token, List.of());
    }

    /**
     * A book of rules. Rules that are not active are found only by a promo code, for the explanation.
     *
     * @param token the identity of the book
     * @param rules at most one revision of each rule, in any order
     * @throws IllegalArgumentException if two rules have the same code
     */
    public static RuleBook of(long token, Collection<RuleRevision> rules) {
        Set<String> codes = new HashSet<>();
        for (RuleRevision entry : rules) {
            if (!codes.add(entry.rule().code())) {
                throw new IllegalArgumentException("rules: " + entry.rule().code() + " is duplicated");
            }
        }
        return new RuleBook(token, rules);
    }

    /** The identity of this book, never used for another one. */
    public long token() {
        return token;
    }

    /** The rules by target (item, order, charge), priority and code. */
    public List<RuleRevision> rules() {
        return List.of(entries);
    }

    /** Whether the price of a cart may depend on how many orders its buyer has placed. */
    public boolean asksForOrders() {
        return highestNthOrder > 0;
    }

    /** The highest number of an order that a rule asks for, 0 if none does. */
    public int highestNthOrder() {
        return highestNthOrder;
    }

    /** Whether any rule gives something away. */
    public boolean hasGifts() {
        return !gifts.isEmpty();
    }

    /** Whether any of these items could earn a gift; only a quote tells whether it does. */
    public boolean mayGive(List<? extends RuleItem> items) {
        for (Gift gift : gifts) {
            for (RuleItem item : items) {
                if (item.giftOf() == null && gift.buy().selects(item)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The rules that could match a cart, and at most {@value #MAX_OUT_OF_TIME} more that would match at another time.
     *
     * @param items the items of the cart
     * @param hasCharges whether the cart has charges
     * @param userId the buyer's id, null if unknown
     * @param userTier the buyer's tier, null for none
     * @param promoKeys the {@linkplain PromoKeys keys} of the cart's promo codes
     * @param storedRules the codes of the rules that the cart holds stored promo codes for
     * @param at the moment of the quote
     * @return a mutable list in the order of {@link #rules()}
     */
    public List<RuleRevision> candidates(
            List<? extends RuleItem> items,
            boolean hasCharges,
            @Nullable String userId,
            @Nullable String userTier,
            Set<String> promoKeys,
            Set<String> storedRules,
            Instant at) {
        Candidates found = new Candidates(at);
        for (String key : promoKeys) {
            found.addAll(byPromoCode.get(key));
        }
        for (String rule : storedRules) {
            Integer position = withStoredCodes.get(rule);
            if (position != null) {
                found.addAll(List.of(position));
            }
        }
        forAnybody.collect(items, hasCharges, found);
        RuleIndex ofUser = userId == null ? null : byUser.get(userId);
        if (ofUser != null) {
            ofUser.collect(items, hasCharges, found);
        }
        RuleIndex ofTier = userTier == null ? null : byTier.get(userTier);
        if (ofTier != null) {
            ofTier.collect(items, hasCharges, found);
        }
        return found.entries(entries);
    }

    /** Whether any rule needs this promo code. */
    public boolean knows(String promoKey) {
        return byPromoCode.containsKey(promoKey);
    }

    /** Whether any rule that is active and has started needs this promo code. */
    public boolean offers(String promoKey, Instant at) {
        return byPromoCode.getOrDefault(promoKey, List.of()).stream()
                .anyMatch(position -> entries[position].rule().hasBegun(at));
    }

    /** The rule of this code if it needs one of its stored promo codes, else null. */
    @Nullable
    public RuleRevision withStoredCodes(String rule) {
        Integer position = withStoredCodes.get(rule);
        return position == null ? null : entries[position];
    }

    /** Whether the rule of this code needs one of its stored promo codes. */
    public boolean asksForStoredCodes(String rule) {
        return withStoredCodes.containsKey(rule);
    }

    private void add(int position, PricingRule rule) {
        Conditions conditions = rule.conditions();
        if (conditions.promoCode() != null) {
            byPromoCode
                    .computeIfAbsent(PromoKeys.key(conditions.promoCode()), absent -> new ArrayList<>(1))
                    .add(position);
        } else if (conditions.storedCodes()) {
            withStoredCodes.put(rule.code(), position);
        } else if (!rule.active()) {
            return;
        } else if (!conditions.userIds().isEmpty()) {
            conditions.userIds().forEach(user -> of(byUser, user).add(position, rule));
        } else if (!conditions.userTiers().isEmpty()) {
            conditions.userTiers().forEach(tier -> of(byTier, tier).add(position, rule));
        } else {
            forAnybody.add(position, rule);
        }
    }

    private static RuleIndex of(Map<String, RuleIndex> indexes, String key) {
        return indexes.computeIfAbsent(key, absent -> new RuleIndex());
    }
}

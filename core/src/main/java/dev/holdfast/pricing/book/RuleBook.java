package dev.holdfast.pricing.book;

import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.rule.Conditions;
import dev.holdfast.pricing.rule.Gift;
import dev.holdfast.pricing.rule.PricingRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a shop at one moment, indexed by what they select on, so that a quote meets only rules that could
 * match it: rules that need a promo code by that code, those that need a stored one by their own, the others by user or
 * tier and then by variant, product and category, those in force at the moment first.
 * Immutable and thread-safe.
 */
public final class RuleBook {
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

    private RuleBook(long token, Collection<RuleRevision> rules) {
        this.token = token;
        this.entries = rules.stream().sorted(ORDER).toArray(RuleRevision[]::new);
        this.gifts = gifts(entries);
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

    /** A book with no rules. */
    public static RuleBook empty(long token) {
        return new RuleBook(token, List.of());
    }

    /**
     * A book of rules. Rules that are not active matter only if they have a promo code: a quote can then say so.
     *
     * @param token names the book
     * @param rules at most one revision of each rule, in any order
     * @throws IllegalArgumentException if two have the same code
     */
    public static RuleBook of(long token, Collection<RuleRevision> rules) {
        Set<String> codes = new HashSet<>();
        for (RuleRevision entry : rules) {
            if (!codes.add(entry.rule().code())) {
                throw new IllegalArgumentException("rules: " + entry.rule().code() + " is there twice");
            }
        }
        return new RuleBook(token, rules);
    }

    /** Names this book; never used for another. */
    public long token() {
        return token;
    }

    /** Its rules: those with target item first, then by priority and code. */
    public List<RuleRevision> rules() {
        return List.of(entries);
    }

    /** Whether one of these lines can earn a gift at all; that it does, only a quote can tell. */
    public boolean mayGive(List<QuoteItem> items) {
        for (Gift gift : gifts) {
            for (QuoteItem item : items) {
                if (item.giftOf() == null && gift.buy().selects(item)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The rules that could match, in the order of {@link #rules()}, and some of those whose time it is not. */
    public List<RuleRevision> candidates(
            List<QuoteItem> items,
            boolean hasCharges,
            PricingContext context,
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
        RuleIndex ofUser = context.userId() == null ? null : byUser.get(context.userId());
        if (ofUser != null) {
            ofUser.collect(items, hasCharges, found);
        }
        RuleIndex ofTier = context.userTier() == null ? null : byTier.get(context.userTier());
        if (ofTier != null) {
            ofTier.collect(items, hasCharges, found);
        }
        return found.entries(entries);
    }

    /** Whether a rule needs this promo code. */
    public boolean knows(String promoKey) {
        return byPromoCode.containsKey(promoKey);
    }

    /** A rule that asks for one of the codes that are stored for it; null when there is none of this code. */
    @Nullable
    public RuleRevision withStoredCodes(String rule) {
        Integer position = withStoredCodes.get(rule);
        return position == null ? null : entries[position];
    }

    /** Whether there is a rule of this code that asks for one of the codes that are stored for it. */
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

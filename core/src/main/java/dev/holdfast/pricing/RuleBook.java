package dev.holdfast.pricing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a shop at one moment, indexed by what they select on, so that a quote meets only rules that could
 * match it: rules that need a promo code by that code, those that need a stored one by their own, the others by tier and then by variant, product and category.
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
    private final Map<String, LineIndex> byTier = new HashMap<>();
    private final LineIndex forAnyTier = new LineIndex();

    private RuleBook(long token, Collection<RuleRevision> rules) {
        this.token = token;
        this.entries = rules.stream().sorted(ORDER).toArray(RuleRevision[]::new);
        for (int position = 0; position < entries.length; position++) {
            add(position, entries[position].rule());
        }
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

    /** The rules that could match, in the order of {@link #rules()}. */
    List<RuleRevision> candidates(
            List<QuoteLine> lines,
            boolean hasCharges,
            @Nullable String tier,
            Set<String> promoKeys,
            Set<String> storedRules) {
        Positions found = new Positions();
        for (String key : promoKeys) {
            found.add(byPromoCode.get(key));
        }
        for (String rule : storedRules) {
            Integer position = withStoredCodes.get(rule);
            if (position != null) {
                found.add(List.of(position));
            }
        }
        forAnyTier.collect(lines, hasCharges, found);
        LineIndex ofTier = tier == null ? null : byTier.get(tier);
        if (ofTier != null) {
            ofTier.collect(lines, hasCharges, found);
        }
        return found.entries(entries);
    }

    /** Whether a rule needs this promo code. */
    boolean knows(String promoKey) {
        return byPromoCode.containsKey(promoKey);
    }

    /** A rule that asks for one of the codes that are stored for it; null when there is none of this code. */
    @Nullable
    RuleRevision withStoredCodes(String rule) {
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
            put(byPromoCode, PromoKeys.key(conditions.promoCode()), position);
        } else if (conditions.storedCodes()) {
            withStoredCodes.put(rule.code(), position);
        } else if (!rule.active()) {
            return;
        } else if (conditions.userTiers().isEmpty()) {
            forAnyTier.add(position, rule);
        } else {
            for (String tier : conditions.userTiers()) {
                byTier.computeIfAbsent(tier, key -> new LineIndex()).add(position, rule);
            }
        }
    }

    private static <K> void put(Map<K, List<Integer>> index, K key, int position) {
        index.computeIfAbsent(key, absent -> new ArrayList<>(1)).add(position);
    }

    /** Rules by the lines that they select. */
    private static final class LineIndex {
        private final List<Integer> all = new ArrayList<>();
        private final List<Integer> ofCharges = new ArrayList<>();
        private final Map<Long, List<Integer>> byVariant = new HashMap<>();
        private final Map<Long, List<Integer>> byProduct = new HashMap<>();
        private final Map<String, List<Integer>> byCategory = new HashMap<>();

        void add(int position, PricingRule rule) {
            if (rule.target() == Target.CHARGE) {
                ofCharges.add(position);
            } else if (!rule.conditions().selection().isUnnamed()) {
                add(position, rule.conditions().selection());
            } else {
                // A line that is needed by one of its discounts is enough to look at the rule.
                for (ScopedDiscount scoped : rule.discounts()) {
                    boolean byScope = !scoped.selection().isUnnamed();
                    add(
                            position,
                            byScope ? scoped.selection() : scoped.discount().needs());
                }
            }
        }

        private void add(int position, Selection selection) {
            if (selection.isUnnamed()) {
                all.add(position);
            }
            selection.variants().forEach(variant -> put(byVariant, variant, position));
            selection.products().forEach(product -> put(byProduct, product, position));
            selection.categories().forEach(category -> put(byCategory, category, position));
        }

        void collect(List<QuoteLine> lines, boolean hasCharges, Positions found) {
            if (hasCharges) {
                found.add(ofCharges);
            }
            if (lines.isEmpty()) {
                return;
            }
            found.add(all);
            for (QuoteLine line : lines) {
                found.add(byVariant.get(line.variantId()));
                found.add(byProduct.get(line.productId()));
                if (line.category() != null && !byCategory.isEmpty()) {
                    for (String path = line.category(); path != null; path = Selection.parent(path)) {
                        found.add(byCategory.get(path));
                    }
                }
            }
        }
    }

    /** Positions of rules, gathered from several lists that may name one twice. */
    private static final class Positions {
        private int[] positions = new int[32];
        private int count;

        void add(@Nullable List<Integer> more) {
            if (more == null) {
                return;
            }
            if (count + more.size() > positions.length) {
                positions = Arrays.copyOf(positions, Math.max(positions.length * 2, count + more.size()));
            }
            for (int position : more) {
                positions[count++] = position;
            }
        }

        List<RuleRevision> entries(RuleRevision[] all) {
            Arrays.sort(positions, 0, count);
            List<RuleRevision> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                if (i == 0 || positions[i] != positions[i - 1]) {
                    entries.add(all[positions[i]]);
                }
            }
            return entries;
        }
    }
}

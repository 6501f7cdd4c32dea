package dev.holdfast.pricing.book;

import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.rule.RuleItem;
import dev.holdfast.pricing.rule.ScopedDiscount;
import dev.holdfast.pricing.rule.Selection;
import dev.holdfast.pricing.rule.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules by the items that they select. Filled, then sealed, then read-only. */
final class RuleIndex {
    private final RuleList all = new RuleList();
    private final RuleList ofCharges = new RuleList();
    private final Map<Long, RuleList> byVariant = new HashMap<>();
    private final Map<Long, RuleList> byProduct = new HashMap<>();
    private final Map<String, RuleList> byCategory = new HashMap<>();

    void add(int position, PricingRule rule) {
        if (rule.target() == Target.CHARGE) {
            ofCharges.add(position, rule);
        } else if (!rule.conditions().selection().isUnnamed()) {
            add(position, rule, rule.conditions().selection());
        } else {
            // The rule is looked at if the cart has what any one of its discounts needs.
            for (ScopedDiscount scoped : rule.discounts()) {
                boolean byScope = !scoped.selection().isUnnamed();
                add(
                        position,
                        rule,
                        byScope ? scoped.selection() : scoped.discount().needs());
            }
        }
    }

    private void add(int position, PricingRule rule, Selection selection) {
        if (selection.isUnnamed()) {
            all.add(position, rule);
        }
        selection.variants().forEach(variant -> put(byVariant, variant, position, rule));
        selection.products().forEach(product -> put(byProduct, product, position, rule));
        selection.categories().forEach(category -> put(byCategory, category, position, rule));
    }

    private static <K> void put(Map<K, RuleList> index, K key, int position, PricingRule rule) {
        index.computeIfAbsent(key, absent -> new RuleList()).add(position, rule);
    }

    void seal() {
        all.seal();
        ofCharges.seal();
        byVariant.values().forEach(RuleList::seal);
        byProduct.values().forEach(RuleList::seal);
        byCategory.values().forEach(RuleList::seal);
    }

    void collect(List<? extends RuleItem> items, boolean hasCharges, Candidates found) {
        if (hasCharges) {
            found.add(ofCharges);
        }
        if (items.isEmpty()) {
            return;
        }
        found.add(all);
        for (RuleItem item : items) {
            found.add(byVariant.get(item.variantId()));
            found.add(byProduct.get(item.productId()));
            if (item.category() != null && !byCategory.isEmpty()) {
                for (String path = item.category(); path != null; path = Selection.parent(path)) {
                    found.add(byCategory.get(path));
                }
            }
        }
    }
}

package dev.holdfast.cli.rules;

import dev.holdfast.Holdfast;
import dev.holdfast.NotFoundException;
import dev.holdfast.pricing.RuleText;
import dev.holdfast.pricing.rule.PricingRule;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The names by which texts about rules call products and variants: handles and SKUs. Each is read once; after the first
 * hundred, ids stand for the others. Not thread-safe.
 */
public final class RuleNames {
    private static final int MOST = 100;

    private final Map<Long, String> products = new HashMap<>();
    private final Map<Long, String> variants = new HashMap<>();
    private final RuleText text;

    /** Names of the goods of a shop. */
    public RuleNames(Holdfast shop) {
        this.text = new RuleText(
                id -> name(
                        products,
                        id,
                        "product ",
                        known -> shop.catalog().product(known).handle()),
                id -> name(
                        variants,
                        id,
                        "variant ",
                        known -> shop.catalog().variant(known).sku()));
    }

    /** What a rule does. */
    public String text(PricingRule rule) {
        return text.write(rule);
    }

    private String name(Map<Long, String> known, long id, String kind, LongFunction<String> read) {
        String name = known.get(id);
        if (name != null || products.size() + variants.size() >= MOST) {
            return name == null ? kind + id : name;
        }
        try {
            name = read.apply(id);
        } catch (NotFoundException e) {
            name = kind + id;
        }
        known.put(id, name);
        return name;
    }
}

package dev.holdfast.cli.rules;

import dev.holdfast.Holdfast;
import dev.holdfast.Limits;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.pricing.book.RuleRevision;
import java.util.ArrayList;
import java.util.List;

/** The rules of a shop. */
public final class ShopRules {
    private ShopRules() {}

    /** Reads all rules that are not deleted, by code, one page at a time. */
    public static List<RuleRevision> all(Holdfast shop) {
        List<RuleRevision> rules = new ArrayList<>();
        String cursor = null;
        do {
            Page<RuleRevision> page = shop.pricing().list(new PageRequest(Limits.PAGE, cursor));
            rules.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return rules;
    }
}

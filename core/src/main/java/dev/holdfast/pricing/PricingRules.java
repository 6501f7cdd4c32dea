package dev.holdfast.pricing;

import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.Database;
import dev.holdfast.internal.RuleBooks;
import dev.holdfast.internal.Settings;

/** Keeps the rules of a shop, and prices without holding anything. Thread-safe. */
public final class PricingRules {
    private final Database database;
    private final RuleBooks books;
    private final Settings settings;

    /** For {@link dev.holdfast.Holdfast}. */
    public PricingRules(Database database, RuleBooks books, Settings settings) {
        this.database = database;
        this.books = books;
        this.settings = settings;
    }

    /** The rules. */
    public Page<PricingRule> list(PageRequest page) {
        throw new UnsupportedOperationException("list" + page + database + books + settings);
    }
}

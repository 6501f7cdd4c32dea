package dev.holdfast.checkout;

import dev.holdfast.internal.CommandRunner;
import dev.holdfast.internal.RuleBooks;
import dev.holdfast.internal.Settings;

/** From cart to order. Thread-safe. */
public final class Checkout {
    private final CommandRunner runner;
    private final RuleBooks books;
    private final Settings settings;

    /** For {@link dev.holdfast.Holdfast}. */
    public Checkout(CommandRunner runner, RuleBooks books, Settings settings) {
        this.runner = runner;
        this.books = books;
        this.settings = settings;
    }

    /** Buys what a cart holds. */
    public Order place(CheckoutRequest request) {
        throw new UnsupportedOperationException("" + runner + books + settings);
    }
}

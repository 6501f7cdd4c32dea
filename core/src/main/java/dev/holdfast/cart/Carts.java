package dev.holdfast.cart;

import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.CommandRunner;
import dev.holdfast.internal.Database;
import dev.holdfast.internal.RuleBooks;
import dev.holdfast.internal.Settings;

/** Carts and their reservations. Thread-safe. */
public final class Carts {
    private final Database database;
    private final CommandRunner runner;
    private final RuleBooks books;
    private final Settings settings;

    /** For {@link dev.holdfast.Holdfast}. */
    public Carts(Database database, CommandRunner runner, RuleBooks books, Settings settings) {
        this.database = database;
        this.runner = runner;
        this.books = books;
        this.settings = settings;
    }

    /** Makes a cart. */
    public Cart create(NewCart cart) {
        throw new UnsupportedOperationException("" + database + runner + books + settings);
    }

    /** A cart. */
    public Cart get(long cartId) {
        throw new UnsupportedOperationException();
    }

    /** Carts, newest first. */
    public Page<Cart> list(CartFilter filter, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /** Changes a cart, and prices it again. */
    public Cart change(long cartId, CartChange change) {
        throw new UnsupportedOperationException();
    }

    /** Sets the quantity of a variant in a cart. */
    public PutResult put(long cartId, PutItem item) {
        throw new UnsupportedOperationException();
    }

    /** Sets the quantity of a line. */
    public Cart changeItem(long cartId, int itemId, int quantity) {
        throw new UnsupportedOperationException();
    }

    /** Removes a line, held or expired. */
    public Cart removeItem(long cartId, int itemId) {
        throw new UnsupportedOperationException();
    }

    /** Renews all lines of the cart. */
    public Cart extend(long cartId) {
        throw new UnsupportedOperationException();
    }

    /** Gives the cart up; all it holds is released. */
    public Cart delete(long cartId) {
        throw new UnsupportedOperationException();
    }
}

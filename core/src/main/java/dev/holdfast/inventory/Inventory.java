package dev.holdfast.inventory;

import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.CommandRunner;
import dev.holdfast.internal.Database;
import org.jspecify.annotations.Nullable;

/** Stock and its ledger. Thread-safe. */
public final class Inventory {
    private final Database database;
    private final CommandRunner runner;

    /** For {@link dev.holdfast.Holdfast}. */
    public Inventory(Database database, CommandRunner runner) {
        this.database = database;
        this.runner = runner;
    }

    /** Units came in. Answers the ledger entry. */
    public LedgerEntry receive(long variantId, int quantity, @Nullable String reference) {
        throw new UnsupportedOperationException("" + database + runner);
    }

    /** Units were found or lost. */
    public LedgerEntry adjust(long variantId, int delta, String reason, @Nullable String reference) {
        throw new UnsupportedOperationException();
    }

    /** The level. */
    public StockLevel level(long variantId) {
        throw new UnsupportedOperationException();
    }

    /** The ledger of a variant, newest first. */
    public Page<LedgerEntry> movements(long variantId, PageRequest page) {
        throw new UnsupportedOperationException();
    }
}

package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.internal.Database;
import dev.holdfast.internal.RuleBooks;
import dev.holdfast.internal.Settings;
import dev.holdfast.internal.json.RuleJson;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rules of a shop, and prices without holding anything.
 *
 * <p>Every change of a rule makes a new revision of it and a new rule book; the next command on any server prices by
 * it, and carts and orders that were priced before keep naming the book that they were priced by. Changes wait for each
 * other, one at a time. Thread-safe.
 *
 * @see PriceEngine
 */
public final class PricingRules {
    private final Database database;
    private final Settings settings;
    private final RuleStore store;
    private final Quotes quotes;

    /** For {@link dev.holdfast.Holdfast}. */
    public PricingRules(Database database, RuleBooks books, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.store = new RuleStore(database);
        this.quotes = new Quotes(database, books, settings);
    }

    /**
     * Adds a rule.
     *
     * @return its first revision
     * @throws TakenException if the code belongs to another rule, or did before that was archived
     * @throws InvalidInputException if the rule, built in Java, is not one that {@link PricingRule#fromJson} would read
     */
    public RuleRevision add(PricingRule rule) {
        PricingRule checked = PricingRule.fromJson(rule.toJson(), settings.currency());
        return database.write(settings.commandTimeout(), handle -> {
            store.lockBook(handle);
            RuleRevision added = store.add(handle, checked);
            if (added == null) {
                throw new TakenException("code", checked.code());
            }
            return added;
        });
    }

    /**
     * A rule as it stands.
     *
     * @throws NotFoundException if there is none of this code, or it was archived
     */
    public RuleRevision get(String code) {
        return found(code, database.read(handle -> store.find(handle, code)));
    }

    /** The rules as they stand, by code; those archived are left out. */
    public Page<RuleRevision> list(RuleFilter filter, PageRequest page) {
        return page(
                page,
                database.read(handle -> store.list(handle, filter, page)),
                entry -> entry.rule().code());
    }

    /** All rules as they stand, by code; those archived are left out. */
    public Page<RuleRevision> list(PageRequest page) {
        return list(RuleFilter.ALL, page);
    }

    /**
     * Changes a rule; a change that changes nothing makes no revision.
     *
     * @param mergePatch JSON merge patch (RFC 7396) of its definition; the code cannot be changed
     * @return the rule as it now stands
     * @throws NotFoundException if there is none of this code, or it was archived
     * @throws InvalidInputException naming everything that is wrong with the outcome
     */
    public RuleRevision change(String code, String mergePatch) {
        return database.write(settings.commandTimeout(), handle -> {
            store.lockBook(handle);
            RuleRevision before = found(code, store.find(handle, code));
            PricingRule after = RuleJson.patch(before.rule(), mergePatch, settings.currency());
            return after.equals(before.rule()) ? before : store.change(handle, before, after);
        });
    }

    /**
     * Takes a rule out of use for good. Its code is not used again, because carts and orders name it.
     *
     * @return its last revision
     * @throws NotFoundException if there is none of this code, or it was archived already
     */
    public RuleRevision archive(String code) {
        return database.write(settings.commandTimeout(), handle -> {
            store.lockBook(handle);
            RuleRevision last = found(code, store.find(handle, code));
            store.archive(handle, code);
            return new RuleRevision(last.rule(), last.revision(), last.changedAt(), true);
        });
    }

    /**
     * The revisions of a rule, the first one first; also of a rule that was archived.
     *
     * @throws NotFoundException if there never was a rule of this code
     */
    public Page<RuleRevision> history(String code, PageRequest page) {
        List<RuleRevision> revisions = database.read(handle -> store.history(handle, code, page));
        if (revisions.isEmpty() && page.cursor() == null) {
            throw new NotFoundException("rule", "code", code);
        }
        return page(page, revisions, entry -> Integer.toString(entry.revision()));
    }

    /**
     * Prices lines by the rules and the prices of this moment, and holds nothing. The lines of the quote are numbered
     * from 1, in the order of the request.
     *
     * @throws NotFoundException if there is no such variant
     * @throws InvalidInputException if a quantity is out of bounds, or a variant is sold in another currency
     */
    public Quote quote(QuoteRequest request) {
        return quotes.quote(request);
    }

    private static RuleRevision found(String code, @Nullable RuleRevision rule) {
        if (rule == null) {
            throw new NotFoundException("rule", "code", code);
        }
        return rule;
    }

    private static Page<RuleRevision> page(
            PageRequest page, List<RuleRevision> rows, Function<RuleRevision, String> key) {
        boolean more = rows.size() > page.limit();
        List<RuleRevision> shown = more ? rows.subList(0, page.limit()) : rows;
        return new Page<>(shown, more ? key.apply(shown.get(shown.size() - 1)) : null);
    }
}

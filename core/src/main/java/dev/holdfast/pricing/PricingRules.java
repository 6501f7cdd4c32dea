package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.internal.json.RuleJson;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.rule.PricingRule;
import dev.holdfast.pricing.trial.DraftBook;
import dev.holdfast.pricing.trial.RuleCheck;
import dev.holdfast.pricing.trial.RuleFinding;
import dev.holdfast.pricing.trial.Simulation;
import dev.holdfast.pricing.trial.SimulationReport;
import dev.holdfast.pricing.trial.SimulationRequest;
import dev.holdfast.pricing.trial.StoredCarts;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
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
    private final RuleSets sets;
    private final StoredCarts storedCarts;
    private final Quotes quotes;

    /** For {@link dev.holdfast.Holdfast}. */
    public PricingRules(Database database, RuleBooks books, Settings settings) {
        this.database = database;
        this.settings = settings;
        this.store = new RuleStore(database);
        this.sets = new RuleSets(database, store, settings.currency());
        this.storedCarts = new StoredCarts(database, books);
        this.quotes = new Quotes(database, books, settings);
    }

    /**
     * Adds a rule.
     *
     * @return its first revision
     * @throws TakenException if the code belongs to another rule, or did before that was archived
     * @throws InvalidInputException if the rule, built in Java, is not one that {@link PricingRuleJson#read} would read
     */
    public RuleRevision add(PricingRule rule) {
        PricingRule checked = RuleJson.read(RuleJson.write(rule), settings.currency());
        return database.write(settings.commands().timeout(), handle -> {
            store.lockBook(handle);
            RuleRevision added = store.add(handle, checked);
            if (added == null) {
                throw new TakenException("code", "rule_code", checked.code());
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
        return database.write(settings.commands().timeout(), handle -> {
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
        return database.write(settings.commands().timeout(), handle -> {
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
            throw new NotFoundException("rule", "rule_code", code);
        }
        return page(page, revisions, entry -> Integer.toString(entry.revision()));
    }

    /**
     * Tells how the rules of the shop differ from a set of rules.
     *
     * @param rules the set, in any order
     * @param prune whether rules that are not in the set are to be archived; otherwise they are left alone
     * @throws InvalidInputException naming, by its place in the set, everything that is wrong: a code that is there
     *     twice or was that of a rule archived since, and what {@link PricingRuleJson#read} would not read
     */
    public RuleChanges compare(Collection<PricingRule> rules, boolean prune) {
        return sets.compare(rules, prune);
    }

    /**
     * Does what {@link #compare} found, all of it at once: in one transaction that makes one new rule book, or nothing.
     * When there is nothing to do, there is no new book.
     *
     * @throws RulesChangedException if one of these rules was changed since; nothing was done then
     */
    public void apply(RuleChanges changes) {
        sets.apply(changes);
    }

    /**
     * Tells what other rules would have done to the orders and open carts of a period. An order is held against what it
     * cost, a cart against what it shows; both are priced again at the moment at which they were priced. Reads only, as
     * of one moment and row by row, so that its memory does not grow with the number of orders.
     *
     * @param progress is told how many were priced so far, after each
     * @throws InvalidInputException if a rule is wrong, or a draft is not there
     */
    public SimulationReport simulate(SimulationRequest request, LongConsumer progress) {
        Simulation simulation = simulation(request);
        storedCarts.read(request, cart -> {
            simulation.add(cart);
            progress.accept(simulation.priced());
        });
        return simulation.report();
    }

    /**
     * The same for carts that the caller adds.
     *
     * @param request its period is of no matter
     * @throws InvalidInputException if a rule is wrong, or a draft is not there
     */
    public Simulation simulation(SimulationRequest request) {
        sets.checked(request.rules());
        return new Simulation(DraftBook.of(sets.standing(), request), request.policy());
    }

    /**
     * Looks for rules that do not do what somebody will have meant, as {@link RuleCheck} does, among those of the shop.
     *
     * @param within what ends so soon is told
     * @return what was found, by code; empty when nothing was
     */
    public List<RuleFinding> check(Duration within) {
        List<PricingRule> rules =
                sets.standing().values().stream().map(RuleRevision::rule).toList();
        return RuleCheck.of(rules, database.read(database::now), within);
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

    /** The arithmetic of the shop, for what names none. */
    public PricingPolicy policy() {
        return settings.policy();
    }

    private static RuleRevision found(String code, @Nullable RuleRevision rule) {
        if (rule == null) {
            throw new NotFoundException("rule", "rule_code", code);
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

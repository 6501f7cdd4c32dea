package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.PreconditionFailedException;
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
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Manages the pricing rules of a shop, simulates and checks them, and makes quotes without reserving anything.
 *
 * <p>Every change of a rule creates a new revision of it and a new rule book. The next command on any server prices by
 * the new book; carts and orders that were priced before still refer to the book that they were priced by. Changes are
 * serialized. Thread-safe.
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
        this.sets = new RuleSets(database, settings.currency());
        this.storedCarts = new StoredCarts(database, books);
        this.quotes = new Quotes(database, books, settings);
    }

    /**
     * Adds a rule.
     *
     * @return its first revision
     * @throws TakenException if another rule has the code, or an archived rule had it
     * @throws InvalidInputException if the rule violates a limit that {@link PricingRuleJson#read} checks
     */
    public RuleRevision add(PricingRule rule) {
        PricingRule checked = RuleJson.read(RuleJson.write(rule), settings.currency());
        return database.write(handle -> {
            RuleStore.lockBook(handle);
            return store.add(handle, checked)
                    .orElseThrow(() -> new TakenException("code", "rule_code", checked.code()));
        });
    }

    /**
     * Returns the current revision of a rule.
     *
     * @throws NotFoundException if there is no rule with this code, or it is archived
     */
    public RuleRevision get(String code) {
        return database.read(handle -> RuleStore.find(handle, code)).orElseThrow(() -> missing(code));
    }

    /** Lists the current revisions of rules by code, without archived rules. */
    public Page<RuleRevision> list(RuleFilter filter, PageRequest page) {
        return page(
                page,
                database.read(handle -> RuleStore.list(handle, filter, page)),
                entry -> entry.rule().code());
    }

    /** Lists the current revisions of all rules by code, without archived rules. */
    public Page<RuleRevision> list(PageRequest page) {
        return list(RuleFilter.ALL, page);
    }

    /**
     * Changes a rule. If nothing differs, no revision is created.
     *
     * @param mergePatch a JSON merge patch (RFC 7396) of the rule's definition; the code cannot be changed
     * @return the current revision of the rule
     * @throws NotFoundException if there is no rule with this code, or it is archived
     * @throws InvalidInputException if the changed rule would be invalid; it lists every error
     */
    public RuleRevision change(String code, String mergePatch) {
        return change(code, mergePatch, before -> true);
    }

    /**
     * Changes a rule only if a condition holds of its current revision, at the moment of the change.
     *
     * @param onlyIf called with the revision, while no rule can be changed by others
     * @throws PreconditionFailedException if the condition does not hold; the rule is left as it is
     * @throws NotFoundException see {@link #change(String, String)}
     * @throws InvalidInputException see {@link #change(String, String)}
     */
    public RuleRevision change(String code, String mergePatch, Predicate<? super RuleRevision> onlyIf) {
        return database.write(handle -> {
            RuleRevision before = locked(handle, code, onlyIf);
            PricingRule after = RuleJson.patch(before.rule(), mergePatch, settings.currency());
            return after.equals(before.rule()) ? before : store.change(handle, before, after);
        });
    }

    /**
     * Archives a rule, which cannot be undone. Its code cannot be reused, because carts and orders refer to it.
     *
     * @return its last revision
     * @throws NotFoundException if there is no rule with this code, or it is already archived
     */
    public RuleRevision archive(String code) {
        return archive(code, last -> true);
    }

    /**
     * Archives a rule only if a condition holds of its current revision, at the moment of the change.
     *
     * @param onlyIf called with the revision, while no rule can be changed by others
     * @throws PreconditionFailedException if the condition does not hold; the rule is left as it is
     * @throws NotFoundException see {@link #archive(String)}
     */
    public RuleRevision archive(String code, Predicate<? super RuleRevision> onlyIf) {
        return database.write(handle -> {
            RuleRevision last = locked(handle, code, onlyIf);
            store.archive(handle, code);
            return new RuleRevision(last.rule(), last.revision(), last.changedAt(), true, last.actor());
        });
    }

    /**
     * Lists the revisions of a rule in order, including those of an archived rule.
     *
     * @throws NotFoundException if there never was a rule with this code
     */
    public Page<RuleRevision> history(String code, PageRequest page) {
        List<RuleRevision> revisions = database.read(handle -> RuleStore.history(handle, code, page));
        if (revisions.isEmpty() && page.cursor() == null) {
            throw missing(code);
        }
        return page(page, revisions, entry -> Integer.toString(entry.revision()));
    }

    /**
     * Compares a set of rules with the rules of the shop. Changes nothing.
     *
     * @param rules the set, in any order
     * @param prune whether rules that are not in the set are to be archived; otherwise they are left alone
     * @return the changes that would give the shop these rules
     * @throws InvalidInputException if a code is duplicated or belongs to an archived rule, or if a rule violates a limit
     *     that {@link PricingRuleJson#read} checks; it lists every error by its position in the set
     */
    public RuleChanges compare(Collection<PricingRule> rules, boolean prune) {
        return sets.compare(rules, prune);
    }

    /**
     * Applies the changes that {@link #compare} found: all of them, in one transaction that creates one new rule book, or
     * none. Empty changes create no new book.
     *
     * @throws RulesChangedException if one of these rules was changed in the meantime; nothing is applied then
     */
    public void apply(RuleChanges changes) {
        sets.apply(changes);
    }

    /**
     * Simulates other rules on the orders and open carts of a period. The result is compared with what an order cost and
     * with what a cart currently costs; both are priced as of the moment at which they were priced. The simulation reads a
     * consistent snapshot row by row, so its memory does not grow with the number of orders. It writes nothing.
     *
     * @param progress called after each order and cart with the number priced so far
     * @throws InvalidInputException if a rule is invalid, or a draft does not exist
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
     * Returns a simulation to which the caller adds carts.
     *
     * @param request the rules to simulate; its period is ignored
     * @throws InvalidInputException if a rule is invalid, or a draft does not exist
     */
    public Simulation simulation(SimulationRequest request) {
        sets.checked(request.rules());
        return Simulation.of(request, sets.current());
    }

    /**
     * Checks the rules of the shop for likely mistakes, as {@link RuleCheck} does.
     *
     * @param within rules that end within this time are reported
     * @return the findings by code, empty for none
     */
    public List<RuleFinding> check(Duration within) {
        List<PricingRule> rules =
                sets.current().values().stream().map(RuleRevision::rule).toList();
        return RuleCheck.of(rules, database.read(database::now), within);
    }

    /**
     * Prices items by the current rules and prices, without reserving anything. The items of the quote have the ids 1, 2,
     * 3 and so on, in the order of the request.
     *
     * @throws NotFoundException if a variant does not exist
     * @throws dev.holdfast.catalog.ProductNotActiveException if a product is a draft or archived
     * @throws InvalidInputException if a quantity is out of bounds, or a variant is sold in another currency
     */
    public Quote quote(QuoteRequest request) {
        return quotes.quote(request);
    }

    /** The pricing policy of the shop, which applies where no other one is given. */
    public PricingPolicy policy() {
        return settings.policy();
    }

    private static RuleRevision locked(Handle handle, String code, Predicate<? super RuleRevision> expected) {
        RuleStore.lockBook(handle);
        RuleRevision now = RuleStore.find(handle, code).orElseThrow(() -> missing(code));
        if (!expected.test(now)) {
            throw new PreconditionFailedException("rule", "rule_code", code);
        }
        return now;
    }

    private static NotFoundException missing(String code) {
        return new NotFoundException("rule", "rule_code", code);
    }

    private static Page<RuleRevision> page(
            PageRequest page, List<RuleRevision> rows, Function<RuleRevision, String> key) {
        boolean more = rows.size() > page.limit();
        List<RuleRevision> shown = more ? rows.subList(0, page.limit()) : rows;
        return new Page<>(shown, more ? key.apply(shown.get(shown.size() - 1)) : null);
    }
}

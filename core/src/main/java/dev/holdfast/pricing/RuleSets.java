package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.RuleJson;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Whole sets of rules: compared with those of the shop, and put in their place by one statement and as one new book. */
final class RuleSets {
    private static final String STAND = """
            select code, revision, cast(definition as text) as definition, updated_at as changed_at,
                   archived_at is not null as archived
            from #pricing_rules where archived_at is null or code = any(cast(:codes as text[]))
            """;

    private static final String APPLY = """
            with book as (select nextval('#rule_book_tokens') as token),
            given as (
              select * from unnest(cast(:codes as text[]), cast(:definitions as text[]), cast(:actives as boolean[]))
                as g(code, definition, active)),
            head as (
              insert into #pricing_rules as r (code, revision, definition, active, created_at, updated_at)
              select code, 1, cast(definition as jsonb), active, :now, :now from given
              on conflict (code) do update set revision = r.revision + 1, definition = excluded.definition,
                active = excluded.active, updated_at = excluded.updated_at
              returning code, revision, definition, active, updated_at),
            archived as (
              update #pricing_rules set archived_at = :now, updated_at = :now
              where code = any(cast(:archived as text[]))
              returning code),
            closed as (
              update #pricing_rule_revisions r set until_token = book.token from book
              where r.until_token is null
                and (r.code in (select code from given) or r.code = any(cast(:archived as text[])))),
            revision as (
              insert into #pricing_rule_revisions (code, revision, definition, active, from_token, changed_at)
              select head.code, head.revision, head.definition, head.active, book.token, head.updated_at
              from head, book),
            changed as (
              update #rule_book set token = book.token from book)
            select (select count(*) from head) + (select count(*) from archived)
            """;

    private final Database database;
    private final RuleStore store;
    private final Currency currency;
    private final String stand;
    private final String apply;

    RuleSets(Database database, RuleStore store, Currency currency) {
        this.database = database;
        this.store = store;
        this.currency = currency;
        this.stand = database.sql(STAND);
        this.apply = database.sql(APPLY);
    }

    RuleChanges compare(Collection<PricingRule> rules, boolean prune) {
        List<PricingRule> wanted = checked(rules);
        return compare(
                wanted,
                prune,
                database.read(handle ->
                        stand(handle, wanted.stream().map(PricingRule::code).toList())));
    }

    /** The rules of the shop, by code, without those that are archived. */
    Map<String, RuleRevision> standing() {
        return database.read(handle -> stand(handle, List.of()));
    }

    /** The rules as they are read from JSON, which is where limits are checked. */
    List<PricingRule> checked(Collection<PricingRule> rules) {
        Validation checks = new Validation();
        List<PricingRule> checked = new ArrayList<>(rules.size());
        Set<String> codes = new HashSet<>();
        for (PricingRule rule : rules) {
            String at = "/rules/" + checked.size();
            checks.that(codes.add(rule.code()), at + "/code", Validation.shown(rule.code()) + " is there twice");
            try {
                checked.add(RuleJson.read(RuleJson.write(rule), currency));
            } catch (InvalidInputException e) {
                checked.add(rule);
                e.errors().forEach(error -> checks.fail(at + error.pointer(), error.detail()));
            }
        }
        checks.throwIfAny();
        return checked;
    }

    private static RuleChanges compare(List<PricingRule> wanted, boolean prune, Map<String, RuleRevision> standing) {
        Validation checks = new Validation();
        Map<String, RuleChange> changes = new TreeMap<>();
        Set<String> codes = new HashSet<>();
        int unchanged = 0;
        for (int i = 0; i < wanted.size(); i++) {
            PricingRule rule = wanted.get(i);
            codes.add(rule.code());
            RuleRevision before = standing.get(rule.code());
            if (before != null && before.archived()) {
                checks.fail(
                        "/rules/" + i + "/code",
                        Validation.shown(rule.code())
                                + " was the code of a rule that is archived, and is not used again");
            } else if (before != null && before.rule().equals(rule)) {
                unchanged++;
            } else {
                changes.put(rule.code(), new RuleChange(rule.code(), before, rule));
            }
        }
        checks.throwIfAny();
        if (prune) {
            standing.forEach((code, before) -> {
                if (!codes.contains(code)) {
                    changes.put(code, new RuleChange(code, before, null));
                }
            });
        }
        return new RuleChanges(List.copyOf(changes.values()), unchanged);
    }

    void apply(RuleChanges changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<String> codes = changes.changes().stream().map(RuleChange::code).toList();
        List<PricingRule> wanted = checked(changes.changes().stream()
                .map(RuleChange::after)
                .filter(Objects::nonNull)
                .toList());
        database.write(handle -> {
            store.lockBook(handle);
            Map<String, RuleRevision> standing = stand(handle, codes);
            for (RuleChange change : changes.changes()) {
                if (revision(standing.get(change.code())) != revision(change.before())) {
                    throw new RulesChangedException(change.code());
                }
            }
            write(handle, changes, wanted);
            return changes;
        });
    }

    // One that is archived is as good as none: nothing of this code is to be changed.
    private static int revision(@Nullable RuleRevision rule) {
        return rule == null ? 0 : rule.archived() ? -1 : rule.revision();
    }

    private void write(Handle handle, RuleChanges changes, List<PricingRule> wanted) {
        String[] archived = changes.changes().stream()
                .filter(change -> change.after() == null)
                .map(RuleChange::code)
                .toArray(String[]::new);
        long written = handle.createQuery(apply)
                .bind("codes", wanted.stream().map(PricingRule::code).toArray(String[]::new))
                .bind("definitions", wanted.stream().map(RuleJson::write).toArray(String[]::new))
                .bind("actives", wanted.stream().map(PricingRule::active).toArray(Boolean[]::new))
                .bind("archived", archived)
                .bind("now", database.now(handle).atOffset(ZoneOffset.UTC))
                .mapTo(Long.class)
                .one();
        if (written != changes.changes().size()) {
            throw new IllegalStateException(
                    written + " rules were written, not " + changes.changes().size());
        }
    }

    private Map<String, RuleRevision> stand(Handle handle, Collection<String> codes) {
        Map<String, RuleRevision> standing = new TreeMap<>();
        handle.createQuery(stand)
                .bind("codes", codes.toArray(String[]::new))
                .map(RuleStore::revision)
                .forEach(entry -> standing.put(entry.rule().code(), entry));
        return standing;
    }
}

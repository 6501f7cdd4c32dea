package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.JsonTree;
import dev.holdfast.internal.json.RuleJson;
import dev.holdfast.internal.rules.RuleRow;
import dev.holdfast.internal.rules.RuleSql;
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

/** Compares whole sets of rules with those of the shop, and applies the difference as one new rule book. */
final class RuleSets {
    private final Database database;
    private final Currency currency;

    RuleSets(Database database, Currency currency) {
        this.database = database;
        this.currency = currency;
    }

    RuleChanges compare(Collection<PricingRule> rules, boolean prune) {
        List<PricingRule> wanted = checked(rules);
        List<String> codes = wanted.stream().map(PricingRule::code).toList();
        return compare(wanted, prune, database.read(handle -> current(handle, codes)));
    }

    /** The rules of the shop by code, without archived ones. */
    Map<String, RuleRevision> current() {
        return database.read(handle -> current(handle, List.of()));
    }

    /** The rules as they are read from JSON, which checks the limits. */
    List<PricingRule> checked(Collection<PricingRule> rules) {
        Validation checks = new Validation();
        List<PricingRule> checked = new ArrayList<>(rules.size());
        Set<String> codes = new HashSet<>();
        for (PricingRule rule : rules) {
            String at = "/rules/" + checked.size();
            checks.that(codes.add(rule.code()), at + "/code", Validation.shown(rule.code()) + " is duplicated");
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

    private static RuleChanges compare(List<PricingRule> wanted, boolean prune, Map<String, RuleRevision> current) {
        Validation checks = new Validation();
        Map<String, RuleChange> changes = new TreeMap<>();
        Set<String> codes = new HashSet<>();
        int unchanged = 0;
        for (int i = 0; i < wanted.size(); i++) {
            PricingRule rule = wanted.get(i);
            codes.add(rule.code());
            RuleRevision before = current.get(rule.code());
            if (before != null && before.archived()) {
                checks.fail(
                        "/rules/" + i + "/code",
                        Validation.shown(rule.code())
                                + " belongs to an archived rule, and the codes of archived rules cannot be reused");
            } else if (before != null && before.rule().equals(rule)) {
                unchanged++;
            } else {
                changes.put(rule.code(), new RuleChange(rule.code(), before, rule));
            }
        }
        checks.throwIfAny();
        if (prune) {
            current.forEach((code, before) -> {
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
            RuleStore.lockBook(handle);
            Map<String, RuleRevision> current = current(handle, codes);
            for (RuleChange change : changes.changes()) {
                if (revision(current.get(change.code())) != revision(change.before())) {
                    throw new RulesChangedException(change.code());
                }
            }
            write(handle, changes, wanted, current);
            return changes;
        });
    }

    // An archived rule differs from none, as its code cannot be reused.
    private static int revision(@Nullable RuleRevision rule) {
        return rule == null ? 0 : rule.archived() ? -1 : rule.revision();
    }

    private void write(
            Handle handle, RuleChanges changes, List<PricingRule> wanted, Map<String, RuleRevision> current) {
        long written = handle.attach(RuleSql.class)
                .apply(
                        wanted.stream().map(PricingRule::code).toArray(String[]::new),
                        wanted.stream().map(RuleJson::write).toArray(String[]::new),
                        wanted.stream().map(PricingRule::active).toArray(Boolean[]::new),
                        changes.changes().stream()
                                .filter(change -> change.after() == null)
                                .map(RuleChange::code)
                                .toArray(String[]::new),
                        AuditColumns.of(
                                database.actor(),
                                wanted.stream()
                                        .map(rule -> audit(current.get(rule.code()), rule))
                                        .toList()),
                        database.now(handle).atOffset(ZoneOffset.UTC));
        if (written != changes.changes().size()) {
            throw new IllegalStateException(
                    "expected to write " + changes.changes().size() + " rules, wrote " + written);
        }
    }

    private Audited audit(@Nullable RuleRevision before, PricingRule after) {
        Map<String, Object> members = JsonTree.object(RuleJson.write(after));
        return before == null
                ? Audited.created(database.actor(), members)
                : Audited.changed(database.actor(), JsonTree.object(RuleJson.write(before.rule())), members);
    }

    /** The rules of the shop by code; archived ones only if they are among the codes. */
    private static Map<String, RuleRevision> current(Handle handle, Collection<String> codes) {
        Map<String, RuleRevision> current = new TreeMap<>();
        for (RuleRow row : handle.attach(RuleSql.class).current(codes.toArray(String[]::new))) {
            current.put(row.code(), row.parsed());
        }
        return current;
    }
}

package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.JsonTree;
import dev.holdfast.internal.json.RuleJson;
import dev.holdfast.internal.rules.RuleRow;
import dev.holdfast.internal.rules.RuleSql;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rules in the database, parsed. Every change needs the book to be locked by {@link RuleSql#lockBook}. */
final class RuleStore {
    private final Database database;

    RuleStore(Database database) {
        this.database = database;
    }

    /** Makes other changes wait until the end of the transaction. */
    static void lockBook(Handle handle) {
        handle.attach(RuleSql.class).lockBook();
    }

    /** Adds a rule; empty if the code is taken. */
    Optional<RuleRevision> add(Handle handle, PricingRule rule) {
        return handle.attach(RuleSql.class)
                .add(rule.code(), RuleJson.write(rule), rule.active(), database.actor(), now(handle))
                .map(RuleRow::parsed);
    }

    /** Changes a rule that was read under the lock. */
    RuleRevision change(Handle handle, RuleRevision before, PricingRule after) {
        return handle.attach(RuleSql.class)
                .change(after.code(), RuleJson.write(after), after.active(), audit(before.rule(), after), now(handle))
                .filter(row -> row.revision() == before.revision() + 1)
                .map(RuleRow::parsed)
                .orElseThrow(() -> new IllegalStateException("the rule " + after.code() + " changed despite the lock"));
    }

    /** Archives a rule. */
    void archive(Handle handle, String code) {
        handle.attach(RuleSql.class).archive(code, database.actor(), now(handle));
    }

    private Audited audit(PricingRule before, PricingRule after) {
        return Audited.changed(
                database.actor(), JsonTree.object(RuleJson.write(before)), JsonTree.object(RuleJson.write(after)));
    }

    /** A rule; empty if there is none of this code or it is archived. */
    static Optional<RuleRevision> find(Handle handle, String code) {
        return handle.attach(RuleSql.class).find(comparable(code)).map(RuleRow::parsed);
    }

    /** The rules of a page, and one more if there is one. */
    static List<RuleRevision> list(Handle handle, RuleFilter filter, PageRequest page) {
        String after = page.cursor() == null ? "" : comparable(page.cursor());
        return parsed(handle.attach(RuleSql.class).list(after, filter.active(), page.limit() + 1));
    }

    /** The revisions of a page, and one more if there is one. */
    static List<RuleRevision> history(Handle handle, String code, PageRequest page) {
        return parsed(handle.attach(RuleSql.class).history(comparable(code), afterRevision(page), page.limit() + 1));
    }

    private static List<RuleRevision> parsed(List<RuleRow> rows) {
        return rows.stream().map(RuleRow::parsed).toList();
    }

    private OffsetDateTime now(Handle handle) {
        return database.now(handle).atOffset(ZoneOffset.UTC);
    }

    private static int afterRevision(PageRequest page) {
        if (page.cursor() == null) {
            return 0;
        }
        try {
            return Integer.parseInt(page.cursor());
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    "/cursor", Validation.shown(page.cursor()) + " is not a cursor of this list");
        }
    }

    // PostgreSQL refuses to compare with some characters, such as NUL, none of which a code can have.
    private static String comparable(String text) {
        return text.replaceAll("[^A-Za-z0-9_.-]", "?");
    }
}

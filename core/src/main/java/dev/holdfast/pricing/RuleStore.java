package dev.holdfast.pricing;

import dev.holdfast.InvalidInputException;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.RuleJson;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.rule.PricingRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The rules in the database. A change locks the book first, so that tokens are committed in the order in which they
 * are given out; the sequence never gives one twice, also when the change that took it was rolled back.
 */
final class RuleStore {
    // Stored rules name the currency of their money, so that this one is never asked for.
    private static final Currency NONE = Currency.getInstance("XXX");

    private static final String ADD = """
            with book as (select nextval('#rule_book_tokens') as token),
            head as (
              insert into #pricing_rules (code, revision, definition, active, created_at, updated_at)
              values (:code, 1, cast(:definition as jsonb), :active, :now, :now)
              on conflict (code) do nothing
              returning code, revision, definition, active, updated_at),
            revision as (
              insert into #pricing_rule_revisions (code, revision, definition, active, from_token, changed_at)
              select head.code, head.revision, head.definition, head.active, book.token, head.updated_at
              from head, book),
            changed as (
              update #rule_book set token = book.token from book where exists (select from head))
            select code, revision, cast(definition as text) as definition, updated_at as changed_at, false as archived
            from head
            """;

    private static final String CHANGE = """
            with book as (select nextval('#rule_book_tokens') as token),
            head as (
              update #pricing_rules set revision = revision + 1, definition = cast(:definition as jsonb),
                active = :active, updated_at = :now
              where code = :code
              returning code, revision, definition, active, updated_at),
            closed as (
              update #pricing_rule_revisions set until_token = book.token from book
              where code = :code and until_token is null),
            revision as (
              insert into #pricing_rule_revisions (code, revision, definition, active, from_token, changed_at)
              select head.code, head.revision, head.definition, head.active, book.token, head.updated_at
              from head, book),
            changed as (
              update #rule_book set token = book.token from book)
            select code, revision, cast(definition as text) as definition, updated_at as changed_at, false as archived
            from head
            """;

    private static final String ARCHIVE = """
            with book as (select nextval('#rule_book_tokens') as token),
            head as (
              update #pricing_rules set archived_at = :now, updated_at = :now where code = :code),
            closed as (
              update #pricing_rule_revisions set until_token = book.token from book
              where code = :code and until_token is null)
            update #rule_book set token = book.token from book
            """;

    private static final String COLUMNS =
            "code, revision, cast(definition as text) as definition, updated_at as changed_at, false as archived";

    private static final String FIND =
            "select " + COLUMNS + " from #pricing_rules where code = :code and archived_at is null";

    private static final String LIST = "select " + COLUMNS + """
             from #pricing_rules
            where archived_at is null and code > :after and active is not distinct from coalesce(cast(:active as boolean), active)
            order by code limit :limit
            """;

    private static final String HISTORY = """
            select r.code, r.revision, cast(r.definition as text) as definition, r.changed_at,
                   h.archived_at is not null as archived
            from #pricing_rule_revisions r join #pricing_rules h on h.code = r.code
            where r.code = :code and r.revision > :after order by r.revision limit :limit
            """;

    private final Database database;
    private final String lock;
    private final String add;
    private final String change;
    private final String archive;
    private final String find;
    private final String list;
    private final String history;

    RuleStore(Database database) {
        this.database = database;
        this.lock = database.sql("select token from #rule_book for no key update");
        this.add = database.sql(ADD);
        this.change = database.sql(CHANGE);
        this.archive = database.sql(ARCHIVE);
        this.find = database.sql(FIND);
        this.list = database.sql(LIST);
        this.history = database.sql(HISTORY);
    }

    /** Makes other changes wait until the end of the transaction. */
    void lockBook(Handle handle) {
        handle.createQuery(lock).mapTo(Long.class).one();
    }

    /** Adds a rule; null when the code is taken. */
    @Nullable
    RuleRevision add(Handle handle, PricingRule rule) {
        return write(handle, add, rule);
    }

    RuleRevision change(Handle handle, RuleRevision before, PricingRule after) {
        RuleRevision written = write(handle, change, after);
        if (written == null || written.revision() != before.revision() + 1) {
            throw new IllegalStateException("the rule " + after.code() + " changed under its lock");
        }
        return written;
    }

    void archive(Handle handle, String code) {
        handle.createUpdate(archive).bind("code", code).bind("now", now(handle)).execute();
    }

    @Nullable
    RuleRevision find(Handle handle, String code) {
        return handle.createQuery(find)
                .bind("code", storable(code))
                .map(RuleStore::revision)
                .findOne()
                .orElse(null);
    }

    /** One more than the page has room for, where there is one more. */
    List<RuleRevision> list(Handle handle, RuleFilter filter, PageRequest page) {
        return handle.createQuery(list)
                .bind("after", page.cursor() == null ? "" : storable(page.cursor()))
                .bind("active", filter.active())
                .bind("limit", page.limit() + 1)
                .map(RuleStore::revision)
                .list();
    }

    /** One more than the page has room for, where there is one more. */
    List<RuleRevision> history(Handle handle, String code, PageRequest page) {
        return handle.createQuery(history)
                .bind("code", storable(code))
                .bind("after", afterRevision(page))
                .bind("limit", page.limit() + 1)
                .map(RuleStore::revision)
                .list();
    }

    private @Nullable RuleRevision write(Handle handle, String sql, PricingRule rule) {
        return handle.createQuery(sql)
                .bind("code", rule.code())
                .bind("definition", RuleJson.write(rule))
                .bind("active", rule.active())
                .bind("now", now(handle))
                .map(RuleStore::revision)
                .findOne()
                .orElse(null);
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

    // No code holds what PostgreSQL would refuse to compare with.
    private static String storable(String text) {
        return text.replaceAll("[^A-Za-z0-9_.-]", "?");
    }

    static RuleRevision revision(ResultSet row, StatementContext context) throws SQLException {
        return new RuleRevision(
                RuleJson.read(row.getString("definition"), NONE),
                row.getInt("revision"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("archived"));
    }
}

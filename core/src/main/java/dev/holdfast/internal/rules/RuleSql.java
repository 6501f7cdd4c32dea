package dev.holdfast.internal.rules;

import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.audit.Audited;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/**
 * The statements on pricing rules, their revisions and the token of the current rule book. Each change makes a new book
 * with a token of its own, and must {@linkplain #lockBook lock the book} first, so that tokens are committed in order.
 */
public interface RuleSql {
    /** The columns of a {@link RuleRow} for a rule that is not archived, except for its actor. */
    String CURRENT =
            "code, revision, cast(definition as text) as definition, updated_at as changed_at, false as archived, ";

    /** The actor of the revision that was just written. */
    String WRITTEN = "cast(:actor as text) as actor";

    /** The actor of the last revision of the rule {@code h}, which a server of the version before does not name. */
    String LAST_ACTOR = """
            (select r.actor from #pricing_rule_revisions r where r.code = h.code and r.revision = h.revision) as actor
            """;

    /** The token of a new book. The sequence never repeats a token, even if the change is rolled back. */
    String NEW_BOOK = """
            with book as (select nextval('#rule_book_tokens') as token),
            """;

    /** Ends the last revision of the rule with the code, as of the new book. */
    String CLOSE = """
            closed as (
              update #pricing_rule_revisions set until_token = book.token from book
              where code = :code and until_token is null),
            """;

    /** Adds the revisions of the rules in {@code head}, as of the new book. */
    String ADD_REVISIONS = """
            revision as (
              insert into #pricing_rule_revisions (code, revision, definition, active, from_token, changed_at, actor)
              select head.code, head.revision, head.definition, head.active, book.token, head.updated_at,
                     cast(:actor as text)
              from head, book),
            """;

    /** The token of the book that is in force. */
    @SqlQuery("select token from #versions")
    long token();

    /** Locks the book until the end of the transaction, and returns its token. */
    @SqlQuery("select token from #versions for no key update")
    long lockBook();

    /** Adds a rule, and returns its first revision; empty if the code is taken. */
    @SqlQuery(NEW_BOOK + """
            head as (
              insert into #pricing_rules (code, revision, definition, active, created_at, updated_at)
              values (:code, 1, cast(:definition as jsonb), :active, :now, :now)
              on conflict (code) do nothing
              returning code, revision, definition, active, updated_at),
            """ + ADD_REVISIONS + """
            audited as (
            """ + AuditSql.INSERT + """
              select updated_at, cast(:actor as text), 'pricing_rule', code, null, cast(definition as json) from head),
            changed as (
              update #versions set token = book.token from book where exists (select from head))
            select\s""" + CURRENT + WRITTEN + " from head")
    Optional<RuleRow> add(
            @Bind("code") String code,
            @Bind("definition") String definition,
            @Bind("active") boolean active,
            @Bind("actor") @Nullable String actor,
            @Bind("now") OffsetDateTime now);

    /** Changes a rule, and returns its new revision; empty if there is no such rule. */
    @SqlQuery(NEW_BOOK + """
            head as (
              update #pricing_rules set revision = revision + 1, definition = cast(:definition as jsonb),
                active = :active, updated_at = :now
              where code = :code
              returning code, revision, definition, active, updated_at),
            """ + CLOSE + ADD_REVISIONS + """
            audited as (
            """ + AuditSql.INSERT + """
              select updated_at, cast(:actor as text), 'pricing_rule', code, cast(:before as json),
                     cast(:after as json)
              from head),
            changed as (
              update #versions set token = book.token from book)
            select\s""" + CURRENT + WRITTEN + " from head")
    Optional<RuleRow> change(
            @Bind("code") String code,
            @Bind("definition") String definition,
            @Bind("active") boolean active,
            @BindMethods Audited audit,
            @Bind("now") OffsetDateTime now);

    /** Archives a rule. */
    @SqlUpdate(NEW_BOOK + CLOSE + """
            head as (
              update #pricing_rules set archived_at = :now, updated_at = :now where code = :code
              returning code, definition),
            audited as (
            """ + AuditSql.INSERT + """
              select :now, cast(:actor as text), 'pricing_rule', code, cast(definition as json), null from head)
            update #versions set token = book.token from book
            """)
    void archive(@Bind("code") String code, @Bind("actor") @Nullable String actor, @Bind("now") OffsetDateTime now);

    /** Adds, changes and archives rules as one new book, and returns how many rules were written. */
    @SqlQuery(NEW_BOOK + """
            given as (
              select * from unnest(cast(:codes as text[]), cast(:definitions as text[]), cast(:actives as boolean[]),
                                   cast(:befores as text[]), cast(:afters as text[]))
                as g(code, definition, active, before, after)),
            head as (
              insert into #pricing_rules as r (code, revision, definition, active, created_at, updated_at)
              select code, 1, cast(definition as jsonb), active, :now, :now from given
              on conflict (code) do update set revision = r.revision + 1, definition = excluded.definition,
                active = excluded.active, updated_at = excluded.updated_at
              returning code, revision, definition, active, updated_at),
            archived as (
              update #pricing_rules set archived_at = :now, updated_at = :now
              where code = any(cast(:archived as text[]))
              returning code, definition),
            audited as (
            """ + AuditSql.INSERT + """
              select :now, cast(:actor as text), 'pricing_rule', code, cast(before as json), cast(after as json)
              from given
              union all
              select :now, cast(:actor as text), 'pricing_rule', code, cast(definition as json), null from archived),
            closed as (
              update #pricing_rule_revisions r set until_token = book.token from book
              where r.until_token is null
                and (r.code in (select code from given) or r.code = any(cast(:archived as text[])))),
            """ + ADD_REVISIONS + """
            changed as (
              update #versions set token = book.token from book)
            select (select count(*) from head) + (select count(*) from archived)
            """)
    long apply(
            @Bind("codes") String[] codes,
            @Bind("definitions") String[] definitions,
            @Bind("actives") Boolean[] actives,
            @Bind("archived") String[] archived,
            @BindMethods AuditColumns audit,
            @Bind("now") OffsetDateTime now);

    /** The current revision of a rule; empty if there is none or it is archived. */
    @SqlQuery("select " + CURRENT + LAST_ACTOR + "from #pricing_rules h where code = :code and archived_at is null")
    Optional<RuleRow> find(@Bind("code") String code);

    /** The current revisions of rules after a code, by code, without archived ones; null for active ones and drafts. */
    @SqlQuery("select " + CURRENT + LAST_ACTOR + """
            from #pricing_rules h
            where archived_at is null and code > :after
              and active is not distinct from coalesce(cast(:active as boolean), active)
            order by code limit :limit
            """)
    List<RuleRow> list(@Bind("after") String after, @Bind("active") @Nullable Boolean active, @Bind("limit") int limit);

    /** The last revisions of all rules without archived ones, and of the rules with these codes even if archived. */
    @SqlQuery("""
            select code, revision, cast(definition as text) as definition, updated_at as changed_at,
                   archived_at is not null as archived,
            """ + LAST_ACTOR + """
            from #pricing_rules h where archived_at is null or code = any(cast(:codes as text[]))
            """)
    List<RuleRow> current(@Bind("codes") String[] codes);

    /** The revisions of a rule after a revision, in order; also of a rule that is archived. */
    @SqlQuery("""
            select r.code, r.revision, cast(r.definition as text) as definition, r.changed_at,
                   h.archived_at is not null as archived, r.actor
            from #pricing_rule_revisions r join #pricing_rules h on h.code = r.code
            where r.code = :code and r.revision > :after order by r.revision limit :limit
            """)
    List<RuleRow> history(@Bind("code") String code, @Bind("after") int after, @Bind("limit") int limit);

    /** The highest {@code nth_order} that any revision of any rule has or had, 0 for none. */
    @SqlQuery("""
            select coalesce(max(cast(definition -> 'conditions' ->> 'nth_order' as int)), 0) from #pricing_rule_revisions
            """)
    int highestNthOrder();

    /** The rules of a book: those that are active, and those that need a promo code. */
    @SqlQuery("""
            select code, revision, cast(definition as text) as definition, changed_at, false as archived, actor
            from #pricing_rule_revisions
            where from_token <= :token and (until_token is null or until_token > :token)
              and (active or definition -> 'conditions' ->> 'promo_code' is not null
                   or definition -> 'conditions' ->> 'stored_codes' = 'true')
            """)
    List<RuleRow> book(@Bind("token") long token);
}

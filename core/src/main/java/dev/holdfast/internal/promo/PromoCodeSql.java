package dev.holdfast.internal.promo;

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

/** The statements that manage {@code promo_codes}. {@code now} is null for the database's time. */
public interface PromoCodeSql {
    /** Reads {@link PromoCodeRow}s that are not deleted; a condition may follow. */
    String LISTING = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            select p.id, p.code, p.rule_code, p.active, p.counted, p.max_uses, p.max_uses_per_user, p.budget, p.currency,
                   p.held_uses, p.claimed_uses, p.held_amount, p.claimed_amount,
                   expired.uses as expired_uses, expired.amount as expired_amount, p.created_at, p.updated_at
            from clock cross join #promo_codes p cross join lateral (
              select count(*) as uses, coalesce(sum(u.amount), 0) as amount from #promo_uses u
              where p.counted and u.code_id = p.id and u.order_id is null and u.held_until <= clock.now) as expired
            where p.archived_at is null
            """;

    /** The time: {@code clock}, or the database's if that is null. */
    @SqlQuery("select coalesce(cast(:clock as timestamptz), clock_timestamp())")
    OffsetDateTime now(@Bind("clock") @Nullable OffsetDateTime clock);

    /** Whether a rule asks for stored codes; empty if there is no such rule. */
    @SqlQuery("""
            select coalesce(cast(definition -> 'conditions' ->> 'stored_codes' as boolean), false)
            from #pricing_rules where code = :rule and archived_at is null
            """)
    Optional<Boolean> asksForStoredCodes(@Bind("rule") String rule);

    /** Adds codes that do not exist, and returns the codes that it added. */
    @SqlQuery("""
            with added as (
              insert into #promo_codes (code, key, rule_code, counted, max_uses, max_uses_per_user, budget, currency,
                                        active, created_at, updated_at)
              select n.code, n.key, :rule, :counted, :max_uses, :max_uses_per_user, :budget, :currency, :active, :now,
                     :now
              from unnest(cast(:codes as text[]), cast(:keys as text[])) as n(code, key)
              on conflict (key) do nothing
              returning code),
            audited as (
            """ + AuditSql.INSERT + """
              select :now, cast(:audit.actor as text), 'promo_code', code, null, cast(:audit.after as json) from added)
            select code from added
            """)
    List<String> add(
            @Bind("codes") String[] codes,
            @Bind("keys") String[] keys,
            @Bind("rule") String rule,
            @Bind("counted") boolean counted,
            @Bind("max_uses") @Nullable Long maxUses,
            @Bind("max_uses_per_user") @Nullable Long maxUsesPerUser,
            @Bind("budget") @Nullable Long budget,
            @Bind("currency") @Nullable String currency,
            @Bind("active") boolean active,
            @BindMethods("audit") Audited audit,
            @Bind("now") OffsetDateTime now);

    /** Locks a code, as commands on carts lock those that are counted, and returns its id if there is one. */
    @SqlQuery("select id from #promo_codes where key = :key for no key update")
    Optional<Long> lock(@Bind("key") String key);

    /** The code with this key, unless it is deleted. */
    @SqlQuery(LISTING + "and p.key = :key")
    Optional<PromoCodeRow> find(@Bind("key") String key, @Bind("now") @Nullable OffsetDateTime now);

    /** Codes of a rule with an id above {@code after}, in the order in which they were added. */
    @SqlQuery(LISTING + "and p.rule_code = :rule and p.id > :after order by p.id limit :limit")
    List<PromoCodeRow> list(
            @Bind("rule") String rule,
            @Bind("after") long after,
            @Bind("limit") int limit,
            @Bind("now") @Nullable OffsetDateTime now);

    /** The most uses that one user holds or has claimed. */
    @SqlQuery("""
            select coalesce(max(uses), 0) from (
              select count(*) as uses from #promo_uses u join #promo_codes p on p.id = u.code_id
              where p.key = :key and u.user_id is not null and not u.overrun
                and (u.order_id is not null or u.held_until > cast(:now as timestamptz))
              group by u.user_id) as of_users
            """)
    long mostUsesOfOneUser(@Bind("key") String key, @Bind("now") OffsetDateTime now);

    /** Removes the expired holds of a code that is counted, so that none is in the way of a new limit. */
    @SqlUpdate("""
            with removed as (
              delete from #promo_uses u using #promo_codes p
              where p.key = :key and p.counted and u.code_id = p.id and u.order_id is null
                and u.held_until <= cast(:now as timestamptz)
              returning u.amount),
            sums as (select count(*) as uses, coalesce(sum(amount), 0) as amount from removed)
            update #promo_codes p
            set held_uses = held_uses - sums.uses, version = version + 1,
                held_amount = held_amount - case when currency is null then 0 else sums.amount end
            from sums where p.key = :key and sums.uses > 0
            """)
    void removeExpiredHolds(@Bind("key") String key, @Bind("now") OffsetDateTime now);

    /** Sets the limits of a code, and whether it is active. */
    @SqlUpdate("""
            with changed as (
              update #promo_codes set max_uses = :max_uses, max_uses_per_user = :max_uses_per_user, budget = :budget,
                     active = :active, version = version + 1, updated_at = :now
              where key = :key returning code)
            """ + AuditSql.INSERT + """
            select :now, cast(:audit.actor as text), 'promo_code', code, cast(:audit.before as json),
                   cast(:audit.after as json)
            from changed where cast(:audit.after as text) is not null
            """)
    void change(
            @Bind("key") String key,
            @Bind("max_uses") @Nullable Long maxUses,
            @Bind("max_uses_per_user") @Nullable Long maxUsesPerUser,
            @Bind("budget") @Nullable Long budget,
            @Bind("active") boolean active,
            @BindMethods("audit") Audited audit,
            @Bind("now") OffsetDateTime now);

    /** Deletes a code; its row stays, so that carts keep their holds and the code is not added again. */
    @SqlUpdate("""
            with archived as (
              update #promo_codes set archived_at = :now, updated_at = :now, version = version + 1
              where key = :key returning code)
            """ + AuditSql.INSERT + """
            select :now, cast(:audit.actor as text), 'promo_code', code, cast(:audit.before as json), null
            from archived
            """)
    void archive(@Bind("key") String key, @BindMethods("audit") Audited audit, @Bind("now") OffsetDateTime now);
}

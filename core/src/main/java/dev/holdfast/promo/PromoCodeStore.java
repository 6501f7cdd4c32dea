package dev.holdfast.promo;

import dev.holdfast.Money;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.promo.PromoTexts;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Stored promo codes in the database. Who changes a code that is counted locks its row, as commands on carts do. */
final class PromoCodeStore {
    private static final int BATCH = 10_000;

    private static final String RULE = """
            select coalesce(cast(definition -> 'conditions' ->> 'stored_codes' as boolean), false)
            from #pricing_rules where code = :rule and archived_at is null
            """;

    private static final String ADD = """
            insert into #promo_codes (code, key, rule_code, counted, max_uses, max_uses_per_user, budget, currency,
                                      active, created_at, updated_at)
            select n.code, n.key, :rule, :counted, :max_uses, :max_uses_per_user, :budget, :currency, :active, :now, :now
            from unnest(cast(:codes as text[]), cast(:keys as text[])) as n(code, key)
            on conflict (key) do nothing
            returning code
            """;

    private static final String EXPIRED = """
            select u.code_id, u.cart_id, u.amount from #promo_uses u
            where u.code_id = p.id and u.order_id is null and u.held_until <= cast(:now as timestamptz)
            """;

    private static final String SELECT = """
            select p.id, p.code, p.rule_code, p.active, p.counted, p.max_uses, p.max_uses_per_user, p.budget, p.currency,
                   p.held_uses - expired.uses as held_uses, p.claimed_uses,
                   p.held_amount - case when p.currency is null then 0 else expired.amount end as held_amount,
                   p.claimed_amount, p.created_at, p.updated_at
            from #promo_codes p cross join lateral (
              select count(*) as uses, coalesce(sum(e.amount), 0) as amount from (%s) as e where p.counted) as expired
            where p.archived_at is null
            """.formatted(EXPIRED);

    private static final String REMOVE_EXPIRED = """
            with code as (select id from #promo_codes p where key = :key and counted),
            removed as (
              delete from #promo_uses u using code p
              where u.code_id = p.id and u.order_id is null and u.held_until <= cast(:now as timestamptz)
              returning u.amount),
            sums as (select count(*) as uses, coalesce(sum(amount), 0) as amount from removed)
            update #promo_codes p
            set held_uses = held_uses - sums.uses, version = version + 1,
                held_amount = held_amount - case when currency is null then 0 else sums.amount end
            from sums where p.key = :key and sums.uses > 0
            """;

    private static final String CHANGE = """
            update #promo_codes set max_uses = :max_uses, max_uses_per_user = :max_uses_per_user, budget = :budget,
                   active = :active, version = version + 1, updated_at = :now
            where key = :key
            """;

    private final Database database;
    private final String rule;
    private final String add;
    private final String lock;
    private final String find;
    private final String list;
    private final String removeExpired;
    private final String change;
    private final String archive;

    PromoCodeStore(Database database) {
        this.database = database;
        this.rule = database.sql(RULE);
        this.add = database.sql(ADD);
        this.lock = database.sql("select id from #promo_codes where key = :key for no key update");
        this.find = database.sql(SELECT + " and p.key = :key");
        this.list = database.sql(SELECT + """
                 and p.rule_code = :rule and p.id > :after
                order by p.id limit :limit""");
        this.removeExpired = database.sql(REMOVE_EXPIRED);
        this.change = database.sql(CHANGE);
        this.archive = database.sql(
                "update #promo_codes set archived_at = :now, updated_at = :now, version = version + 1 where key = :key");
    }

    /** Whether a rule asks for stored codes; null when there is none. */
    @Nullable
    Boolean rule(Handle handle, String code) {
        return handle.createQuery(rule)
                .bind("rule", code.replace('\0', '?'))
                .mapTo(Boolean.class)
                .findOne()
                .orElse(null);
    }

    /** Adds codes, but for those that are there, and answers those that it added. */
    Set<String> add(Handle handle, String ruleCode, List<String> codes, PromoLimits limits, boolean active) {
        Set<String> added = new HashSet<>();
        Money budget = limits.budget();
        for (int from = 0; from < codes.size(); from += BATCH) {
            List<String> batch = codes.subList(from, Math.min(codes.size(), from + BATCH));
            added.addAll(handle.createQuery(add)
                    .bind("rule", ruleCode)
                    .bind("counted", limits.isLimited())
                    .bind("max_uses", limits.maxUses())
                    .bind("max_uses_per_user", limits.maxUsesPerUser())
                    .bind("budget", budget == null ? null : (Long) budget.minor())
                    .bind("currency", budget == null ? null : budget.currency().getCurrencyCode())
                    .bind("active", active)
                    .bind("now", now(handle))
                    .bind("codes", batch.toArray(String[]::new))
                    .bind("keys", batch.stream().map(PromoTexts::key).toArray(String[]::new))
                    .mapTo(String.class)
                    .list());
        }
        return added;
    }

    void lock(Handle handle, String key) {
        handle.createQuery(lock).bind("key", storable(key)).mapTo(Long.class).findOne();
    }

    @Nullable
    PromoCode find(Handle handle, String key) {
        return handle.createQuery(find)
                .bind("now", now(handle))
                .bind("key", storable(key))
                .map(PromoCodeStore::code)
                .findOne()
                .map(Found::code)
                .orElse(null);
    }

    Page<PromoCode> list(Handle handle, String ruleCode, PageRequest page) {
        List<Found> rows = handle.createQuery(list)
                .bind("now", now(handle))
                .bind("rule", storable(ruleCode))
                .bind("after", Paging.after(page))
                .bind("limit", page.limit() + 1)
                .map(PromoCodeStore::code)
                .list();
        return Paging.page(rows, page, Found::id, Found::code);
    }

    /** Removes holds that have expired, so that none is in the way of a new limit. */
    void removeExpired(Handle handle, String key) {
        handle.createUpdate(removeExpired)
                .bind("key", key)
                .bind("now", now(handle))
                .execute();
    }

    void change(Handle handle, String key, PromoLimits limits, boolean active) {
        Money budget = limits.budget();
        handle.createUpdate(change)
                .bind("key", key)
                .bind("max_uses", limits.maxUses())
                .bind("max_uses_per_user", limits.maxUsesPerUser())
                .bind("budget", budget == null ? null : (Long) budget.minor())
                .bind("active", active)
                .bind("now", now(handle))
                .execute();
    }

    void archive(Handle handle, String key) {
        handle.createUpdate(archive).bind("key", key).bind("now", now(handle)).execute();
    }

    private OffsetDateTime now(Handle handle) {
        return database.now(handle).atOffset(ZoneOffset.UTC);
    }

    // No code holds what PostgreSQL would refuse to compare with.
    private static String storable(String text) {
        return text.replaceAll("[^A-Za-z0-9_.-]", "?");
    }

    private record Found(long id, PromoCode code) {}

    private static Found code(ResultSet row, StatementContext context) throws SQLException {
        String currencyCode = row.getString("currency");
        Currency currency = currencyCode == null ? null : Currency.getInstance(currencyCode);
        Long budget = Rows.optionalLong(row, "budget");
        boolean counted = row.getBoolean("counted");
        PromoLimits limits = new PromoLimits(
                Rows.optionalLong(row, "max_uses"),
                Rows.optionalLong(row, "max_uses_per_user"),
                budget == null || currency == null ? null : new Money(budget, currency));
        return new Found(
                row.getLong("id"),
                new PromoCode(
                        row.getString("code"),
                        row.getString("rule_code"),
                        row.getBoolean("active"),
                        limits,
                        counted ? row.getLong("held_uses") : null,
                        counted ? row.getLong("claimed_uses") : null,
                        currency == null ? null : new Money(row.getLong("held_amount"), currency),
                        currency == null ? null : new Money(row.getLong("claimed_amount"), currency),
                        Rows.instant(row, "created_at"),
                        Rows.instant(row, "updated_at")));
    }
}

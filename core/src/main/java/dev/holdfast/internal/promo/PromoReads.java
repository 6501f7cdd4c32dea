package dev.holdfast.internal.promo;

import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.quote.StoredCode;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads what there is of stored promo codes without locking anything; thread-safe. */
public final class PromoReads {
    private static final String NUMBERS = """
            cast(array[
                  cast(p.active and p.archived_at is null as int),
                  p.max_uses - p.claimed_uses - p.held_uses + expired.uses,
                  p.max_uses_per_user,
                  p.max_uses_per_user - (
                    select count(*) from #promo_uses o
                    where p.max_uses_per_user is not null and o.code_id = p.id and o.user_id = %3$s
                      and (o.order_id is not null or o.held_until > %1$s)),
                  p.budget - p.claimed_amount - p.held_amount + expired.amount,
                  u.amount, u.order_id, cast(u.cart_id is not null as int)] as bigint[])
            """;

    private static final String TABLES = """
            #promo_codes p
            left join #promo_uses u
              on u.cart_id = %2$s and u.code_id = p.id and (u.order_id is not null or u.held_until > %1$s)
            cross join lateral (
              select count(*) as uses, coalesce(sum(e.amount), 0) as amount from (
                select x.amount from #promo_uses x
                where p.counted and x.code_id = p.id and x.order_id is null and x.held_until <= %1$s
                order by x.held_until, x.cart_id limit\s""" + PromoCodesTable.MOST_RECLAIMED + """
            ) as e) as expired
            where p.key = any(array(
              select lower(btrim(n.code) collate "C") from unnest(%4$s) as n(code)))
            """;

    private static final String OFFERED = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            select p.code, p.rule_code, p.currency, u.held_until, %s as numbers
            from clock cross join %s
            """.formatted(
                    NUMBERS.formatted("clock.now", "", "cast(:user_id as text)"),
                    TABLES.formatted("clock.now", "cast(null as bigint)", "", "cast(:codes as text[])"));

    private final Database database;
    private final String offered;

    /** On this database. */
    public PromoReads(Database database) {
        this.database = database;
        this.offered = database.sql(OFFERED);
    }

    /** The stored ones of a buyer's codes, as far as they could be had now. */
    public List<StoredCode> offered(Handle handle, List<String> typed, @Nullable String userId, Currency currency) {
        if (typed.isEmpty()) {
            return List.of();
        }
        List<PromoSupply> supplies = handle.createQuery(offered)
                .bind("now", database.clockTime())
                .bind("user_id", userId)
                .bind("codes", typed.toArray(String[]::new))
                .map((row, context) -> supply(
                        row,
                        row.getString("currency"),
                        row.getString("code"),
                        row.getString("rule_code"),
                        0,
                        userId,
                        null))
                .list();
        return PromoSupply.asOffered(typed, supplies, userId, currency);
    }

    /**
     * SQL for the numbers of a row of {@link #tables}.
     *
     * @param now SQL for the time
     * @param user SQL for the user
     */
    public static String numbers(String now, String user) {
        return NUMBERS.formatted(now, "", user);
    }

    /**
     * SQL for the stored ones of a cart's codes.
     *
     * @param now SQL for the time
     * @param cart SQL for the cart's id
     * @param codes SQL for the codes as they were typed
     */
    public static String tables(String now, String cart, String codes) {
        return TABLES.formatted(now, cart, "", codes);
    }

    /** A code and what there is of it, from a row with the column {@code numbers}. */
    public static PromoSupply supply(
            ResultSet row,
            @Nullable String currency,
            String code,
            String rule,
            long cartId,
            @Nullable String userId,
            @Nullable Instant heldUntil)
            throws SQLException {
        Array array = row.getArray("numbers");
        @Nullable Long[] numbers = (Long[]) array.getArray();
        boolean isHeld = number(numbers, 7) == 1;
        return new PromoSupply(
                code,
                rule,
                number(numbers, 0) == 1,
                numbers[1],
                numbers[2],
                userId == null ? null : numbers[3],
                numbers[4],
                currency == null ? null : Currency.getInstance(currency),
                isHeld
                        ? new PromoUse(
                                cartId, userId, number(numbers, 5), Objects.requireNonNull(heldUntil), numbers[6])
                        : null);
    }

    private static long number(@Nullable Long[] numbers, int position) {
        return Objects.requireNonNull(numbers[position]);
    }
}

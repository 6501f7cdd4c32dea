package dev.holdfast.internal.promo;

import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored promo codes whose rows are locked. A round trip of its own, and only for carts that name such a code: so
 * the others pay nothing, and what has expired is told by the time that counts for the command.
 */
public final class PromoLoader {
    /** The most holds that are reclaimed at once: far more than there are commands in a list. */
    public static final int MOST_RECLAIMED = 1_000;

    private static final String EXPIRED = """
            select u.cart_id, u.amount from #promo_uses u
            where p.counted and u.code_id = p.id and u.order_id is null and u.held_until <= cast(:now as timestamptz)
              and u.cart_id <> all(:carts)
            order by u.held_until, u.cart_id limit\s""" + MOST_RECLAIMED;

    private static final String READ = """
            select p.id, p.code, p.rule_code, p.counted, p.max_uses, p.max_uses_per_user, p.budget, p.currency,
                   p.active and p.archived_at is null as active, p.version, p.held_uses, p.claimed_uses, p.held_amount,
                   p.claimed_amount, expired.carts as expired_carts,
                   case when p.currency is null then 0 else expired.amount end as expired_amount
            from #promo_codes p
            cross join lateral (
              select array_agg(e.cart_id) as carts, coalesce(sum(e.amount), 0) as amount from (%s) as e) as expired
            where p.id = any(:codes);

            select u.code_id, u.cart_id, u.user_id, u.amount, u.held_until, u.order_id
            from #promo_uses u where u.cart_id = any(:carts);

            select u.code_id, u.user_id, count(*) as uses
            from #promo_codes p join #promo_uses u on u.code_id = p.id
            where p.id = any(:codes) and p.max_uses_per_user is not null and u.user_id = any(:users)
              and u.cart_id <> all(:carts)
              and (u.order_id is not null or u.held_until > cast(:now as timestamptz))
            group by u.code_id, u.user_id
            """.formatted(EXPIRED);

    private final String read;

    public PromoLoader(Database database) {
        read = database.sql(READ);
    }

    /** Adds to a shop the codes that were found for its carts. */
    public void load(Handle handle, WorkingSet shop, Needs needs, List<Long> codes) {
        PromoStock promos = shop.promos();
        handle.createQuery(read)
                .bind("codes", codes.toArray(Long[]::new))
                .bind("carts", promos.carts().toArray(Long[]::new))
                .bind("users", users(shop, needs).toArray(String[]::new))
                .bind("now", shop.now().atOffset(ZoneOffset.UTC))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    results.next(PromoLoader::row).forEach(promos::load);
                    results.next(row -> {
                        PromoRow code = promos.row(row.getLong("code_id"));
                        if (code != null) {
                            code.load(use(row));
                        }
                        return code != null;
                    });
                    return results.next(row -> {
                        Objects.requireNonNull(promos.row(row.getLong("code_id")))
                                .loadUsesOfOthers(row.getString("user_id"), row.getLong("uses"));
                        return true;
                    });
                });
    }

    private static Set<String> users(WorkingSet shop, Needs needs) {
        Set<String> users = new TreeSet<>(needs.users);
        for (long cart : needs.carts) {
            LockedCart row = shop.cartIfLoaded(cart);
            String user = row == null ? null : row.columns().userId();
            if (user != null) {
                users.add(user);
            }
        }
        return users;
    }

    private static PromoRow row(ResultSet row) throws SQLException {
        PromoRow.Columns columns = new PromoRow.Columns(
                row.getLong("id"),
                row.getString("code"),
                row.getString("rule_code"),
                row.getBoolean("counted"),
                Rows.optionalLong(row, "max_uses"),
                Rows.optionalLong(row, "max_uses_per_user"),
                Rows.optionalLong(row, "budget"),
                currency(row),
                row.getBoolean("active"));
        PromoRow.Counts counts = new PromoRow.Counts(
                row.getLong("held_uses"),
                row.getLong("claimed_uses"),
                row.getLong("held_amount"),
                row.getLong("claimed_amount"));
        Array carts = row.getArray("expired_carts");
        PromoRow.Expired expired = carts == null
                ? PromoRow.Expired.NONE
                : new PromoRow.Expired(List.of((Long[]) carts.getArray()), row.getLong("expired_amount"));
        return new PromoRow(columns, row.getLong("version"), counts, expired);
    }

    private static PromoUse use(ResultSet row) throws SQLException {
        return new PromoUse(
                row.getLong("cart_id"),
                row.getString("user_id"),
                row.getLong("amount"),
                Rows.instant(row, "held_until"),
                Rows.optionalLong(row, "order_id"));
    }

    private static @Nullable Currency currency(ResultSet row) throws SQLException {
        String code = row.getString("currency");
        return code == null ? null : Currency.getInstance(code);
    }
}

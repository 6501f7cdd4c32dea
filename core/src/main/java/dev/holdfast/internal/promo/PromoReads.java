package dev.holdfast.internal.promo;

import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.quote.StoredCode;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds out what stored promo codes would do for a buyer who has no cart; locks nothing. Thread-safe. */
public final class PromoReads {
    /**
     * Selects the stored codes that a cart names: their limits, the counts of their uses, and the cart's own use. {@link
     * StoredPromo} reads the rows as JSON.
     *
     * <p>It stands where {@code clock} has the column {@code now}, and {@code cart} the columns {@code id}, {@code
     * order_id}, {@code user_id} and {@code promo_codes}. A cart that became an order shows what that order has claimed.
     * Expired holds stay in the counts of a code until they are removed, so they are counted as well.
     */
    public static final String STORED_CODES_OF_CART = """
            select p.id, p.code, p.rule_code, p.counted, p.active and p.archived_at is null as active,
                   p.max_uses, p.max_uses_per_user, p.budget, p.currency,
                   p.held_uses, p.claimed_uses, p.held_amount, p.claimed_amount,
                   expired.uses as expired_uses, expired.amount as expired_amount,
                   (select count(*) from #promo_uses u
                    where p.max_uses_per_user is not null and u.code_id = p.id and u.user_id = cart.user_id
                      and u.cart_id is distinct from own.cart_id
                      and (u.order_id is not null or u.held_until > clock.now)
                      and not u.overrun) as uses_of_user,
                   own.user_id, own.amount, own.held_until, own.order_id
            from #promo_codes p
            left join #promo_uses own
              on own.code_id = p.id and own.cart_id = any(array[cart.id, -cart.order_id])
              and (own.order_id is not distinct from cart.order_id or own.cart_id = -cart.order_id)
              and (own.order_id is not null or own.held_until > clock.now)
            cross join lateral (
              select count(*) as uses, coalesce(sum(e.amount), 0) as amount from (
                select u.amount from #promo_uses u
                where p.counted and u.code_id = p.id and u.order_id is null and u.held_until <= clock.now
                order by u.held_until, u.cart_id limit\s""" + PromoCodesTable.MOST_RECLAIMED + """
            ) as e) as expired
            where p.key = any(array(
              select lower(btrim(n.code) collate "C") from unnest(cart.promo_codes) as n(code)))
            """;

    private static final String OFFERED = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            select (select json_agg(stored) from (
            """ + STORED_CODES_OF_CART + """
              ) as stored)
            from clock cross join (
              select cast(null as bigint) as id, cast(null as bigint) as order_id, cast(:user_id as text) as user_id,
                     cast(:codes as text[]) as promo_codes) as cart
            """;

    private final Database database;
    private final String offered;

    /** On this database. */
    public PromoReads(Database database) {
        this.database = database;
        this.offered = database.sql(OFFERED);
    }

    /** Those of a buyer's codes that are stored, and whether the buyer could have them now. */
    public List<StoredCode> offered(Handle handle, List<String> typed, @Nullable String userId, Currency currency) {
        if (typed.isEmpty()) {
            return List.of();
        }
        // There is one row, which is null for no codes.
        Optional<String> codes = handle.createQuery(offered)
                .bind("now", database.clockTime())
                .bind("user_id", userId)
                .bind("codes", typed.toArray(String[]::new))
                .mapTo(String.class)
                .findOne();
        return PromoSupply.asOffered(typed, supplies(codes.orElse(null), userId), userId, currency);
    }

    /**
     * How much is left of the codes of a cart.
     *
     * @param json the rows of {@link #STORED_CODES_OF_CART} in a JSON array; null for no rows
     */
    public static List<PromoSupply> supplies(@Nullable String json, @Nullable String userId) {
        return StoredPromo.list(json).stream().map(code -> code.supply(userId)).toList();
    }
}

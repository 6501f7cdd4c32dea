package dev.holdfast.internal.sweep;

import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The statements of a sweep over promo codes that carts held until they expired. */
public interface PromoSweepSql {
    /** The next expired holds, by code. */
    @SqlQuery("""
            select u.code_id, u.cart_id, u.held_until::text as held_until from #promo_uses u
            where u.order_id is null and u.held_until <= cast(:expired_by as timestamptz)
              and (u.code_id, u.held_until, u.cart_id) > (:codeId, cast(:heldUntil as timestamptz), :cartId)
            order by u.code_id, u.held_until, u.cart_id
            limit :batch""")
    List<PromoHold> expired(
            @BindMethods PromoHold after, @Bind("expired_by") String expiredBy, @Bind("batch") int batch);

    /** Takes holds away, whose codes and carts are locked, and returns how many were. */
    @SqlQuery("""
            with taken as (
              delete from #promo_uses u
              using unnest(cast(:codes as bigint[]), cast(:carts as bigint[])) as n(code_id, cart_id)
              where u.code_id = n.code_id and u.cart_id = n.cart_id and u.order_id is null
                and u.held_until <= cast(:expired_by as timestamptz)
              returning u.code_id, u.amount),
            sums as (select code_id, count(*) as uses, sum(amount) as amount from taken group by code_id),
            counters as (
              update #promo_codes p
              set held_uses = p.held_uses - sums.uses, version = p.version + 1,
                  held_amount = p.held_amount - case when p.currency is null then 0 else sums.amount end
              from sums where p.id = sums.code_id and p.counted)
            select count(*) from taken""")
    long take(
            @Bind("codes") List<Long> codeIds, @Bind("carts") List<Long> cartIds, @Bind("expired_by") String expiredBy);

    /** How many holds there are to sweep; {@code now} is null for the database's time. */
    @SqlQuery("""
            select count(*) from #promo_uses
            where order_id is null and held_until <= coalesce(cast(:now as timestamptz), clock_timestamp())""")
    long count(@Bind("now") @Nullable OffsetDateTime now);
}

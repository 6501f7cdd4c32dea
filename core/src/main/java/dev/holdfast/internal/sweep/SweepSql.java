package dev.holdfast.internal.sweep;

import dev.holdfast.internal.event.EventWords;
import dev.holdfast.internal.stock.Movements;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements of a sweep over items. {@code now} is null for the database's time. */
public interface SweepSql {
    /** The next expired items, by variant, so that each counter is touched once however many of its items expired. */
    @SqlQuery("""
            select i.variant_id, i.location_id, i.reserved_until::text as reserved_until, i.cart_id, i.id
            from #cart_items i
            where i.reserved_until <= cast(:expiredBy as timestamptz)
              and (i.variant_id, i.location_id, i.reserved_until, i.cart_id, i.id)
                  > (:variantId, :locationId, cast(:reservedUntil as timestamptz), :cartId, :itemId)
            order by i.variant_id, i.location_id, i.reserved_until, i.cart_id, i.id
            limit :batch""")
    List<SweptItem> expired(@BindMethods SweepPosition after, @Bind("batch") int batch);

    /** Takes items away, whose counters and carts are locked, and returns what it took. */
    @SqlQuery("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            ended as (
              delete from #cart_items i
              using unnest(cast(:carts as bigint[]), cast(:ids as int[])) as n(cart_id, id)
              where i.cart_id = n.cart_id and i.id = n.id
                and i.reserved_until <= cast(:expired_by as timestamptz)
              returning i.cart_id, coalesce(i.item_id, i.id) as item_id, i.id, i.variant_id, i.location_id, i.quantity,
                        i.backordered_quantity, i.reserved_since, i.reserved_until,
                        i.metadata, i.gift_rule, i.kit_id),
            kept as (
              insert into #expired_items as e (cart_id, id, variant_id, location_id, quantity, reserved_since, expired_at,
                                               metadata)
              select cart_id, item_id, min(variant_id), min(location_id), sum(quantity), min(reserved_since),
                     min(reserved_until), (array_agg(metadata))[1]
              from ended where gift_rule is null and kit_id is null group by cart_id, item_id
              on conflict (cart_id, id) do update set quantity = e.quantity + excluded.quantity),
            """ + Movements.EXPIRE + """
            select count(distinct (cart_id, item_id)) filter (where kit_id is null) as items,
                   coalesce(sum(quantity) filter (where kit_id is null), 0) as units,
                   coalesce(array_agg(distinct cart_id), '{}') as cart_ids
            from ended""")
    SweptItems take(
            @Bind("carts") List<Long> cartIds,
            @Bind("ids") List<Integer> itemIds,
            @Bind("expired_by") String expiredBy,
            @Bind("now") @Nullable OffsetDateTime now);

    /** How much there is to sweep. */
    @SqlQuery("""
            select count(distinct (cart_id, coalesce(item_id, id))) filter (where kit_id is null) as items,
                   coalesce(sum(quantity) filter (where kit_id is null), 0) as units,
                   count(distinct cart_id) as carts
            from #cart_items where reserved_until <= coalesce(cast(:now as timestamptz), clock_timestamp())""")
    ItemCounts count(@Bind("now") @Nullable OffsetDateTime now);

    /** How many items are held, and how many have expired. */
    @SqlQuery("""
            select count(*) filter (where reserved_until > clock.now) as open,
                   count(*) filter (where reserved_until <= clock.now) as expired
            from #cart_items,
                 (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now offset 0) as clock
            where id = coalesce(item_id, id)""")
    ReservationCounts reservations(@Bind("now") @Nullable OffsetDateTime now);

    /** Deletes up to 1,000 answers of idempotency keys that are older, and returns how many were. */
    @SqlUpdate("""
            delete from #idempotency_keys where (scope, key) in (
              select scope, key from #idempotency_keys
              where created_at < coalesce(cast(:now as timestamptz), clock_timestamp())
                                 - make_interval(secs => :seconds)
              limit 1000 for update skip locked)""")
    int forgetAnswers(@Bind("seconds") long seconds, @Bind("now") @Nullable OffsetDateTime now);

    /** Writes down that checkout sessions have expired, which they have without it, and returns how many there were. */
    @SqlUpdate("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            closed as (
              update #checkout_sessions set status = 'expired'
              where id = any(array(
                select id from #checkout_sessions cross join clock
                where status = 'open' and expires_at <= clock.now
                order by expires_at limit 1000 for no key update of checkout_sessions skip locked))
              returning id, cart_id)
            insert into #events (type, cart_id, name, at)
            select '""" + EventWords.SESSION_EXPIRED + """
            ', closed.cart_id, closed.id, clock.now from closed cross join clock""")
    int closeSessions(@Bind("now") @Nullable OffsetDateTime now);
}

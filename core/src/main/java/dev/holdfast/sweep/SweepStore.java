package dev.holdfast.sweep;

import dev.holdfast.internal.Database;
import dev.holdfast.internal.Results;
import dev.holdfast.internal.StockKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The SQL of sweeps. Stock is locked first, in order; carts are out of order then, and taken with SKIP LOCKED. */
final class SweepStore {
    // By variant, so that each counter is touched once however many of its lines have expired.
    private static final String PICK = """
            select variant_id, location_id, reserved_until::text as reserved_until, cart_id, id
            from #cart_items
            where reserved_until <= cast(:expired_by as timestamptz)
              and (variant_id, location_id, reserved_until, cart_id)
                  > (:variant_id, :location_id, cast(:reserved_until as timestamptz), :cart_id)
            order by variant_id, location_id, reserved_until, cart_id
            limit :batch
            """;

    private static final String LOCK = """
            select 1 as one from #stock
            where (variant_id, location_id) in (
              select * from unnest(cast(:variants as bigint[]), cast(:locations as int[])))
            order by variant_id, location_id for no key update;
            select id from #carts where id = any(:carts) for no key update skip locked
            """;

    private static final String TAKE = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            taken as (
              delete from #cart_items i
              using unnest(cast(:carts as bigint[]), cast(:ids as int[])) as n(cart_id, id)
              where i.cart_id = n.cart_id and i.id = n.id and i.cart_id = any(:locked)
                and i.reserved_until <= cast(:expired_by as timestamptz)
              returning i.cart_id, i.id, i.variant_id, i.location_id, i.quantity, i.reserved_until),
            kept as (
              insert into #expired_items (cart_id, id, variant_id, location_id, quantity, expired_at)
              select cart_id, id, variant_id, location_id, quantity, reserved_until from taken),
            numbered as (
              select t.*, row_number() over earlier as number, sum(t.quantity) over earlier as units
              from taken t
              window earlier as (partition by t.variant_id, t.location_id order by t.reserved_until, t.cart_id)),
            sums as (
              select variant_id, location_id, count(*) as rows, sum(quantity) as units
              from taken group by variant_id, location_id),
            counters as (
              update #stock s set reserved_quantity = s.reserved_quantity - sums.units, version = s.version + sums.rows
              from sums
              where s.variant_id = sums.variant_id and s.location_id = sums.location_id
              returning s.variant_id, s.location_id, s.stock_quantity, s.reserved_quantity + sums.units as reserved_before,
                        s.version - sums.rows as version_before),
            movements as (
              insert into #stock_ledger (variant_id, location_id, version, kind, stock_delta, reserved_delta,
                                         stock_after, reserved_after, cart_id, at)
              select n.variant_id, n.location_id, c.version_before + n.number, 'expired', 0, -n.quantity,
                     c.stock_quantity, c.reserved_before - n.units, n.cart_id, clock.now
              from numbered n join counters c using (variant_id, location_id) cross join clock
              returning 1)
            select (select count(*) from movements) as items, coalesce(sum(quantity), 0) as units,
                   count(distinct cart_id) as carts
            from taken
            """;

    private static final String COUNT = """
            select count(*) as items, coalesce(sum(quantity), 0) as units, count(distinct cart_id) as carts
            from #cart_items where reserved_until <= coalesce(cast(:now as timestamptz), clock_timestamp())
            """;

    private static final String FORGET = """
            delete from #idempotency_keys where (scope, key) in (
              select scope, key from #idempotency_keys
              where created_at < coalesce(cast(:now as timestamptz), clock_timestamp()) - make_interval(secs => :seconds)
              limit 1000 for update skip locked)
            """;

    private record Line(long variantId, int locationId, String reservedUntil, long cartId, int id) {}

    private final Database database;
    private final String pick;
    private final String lock;
    private final String take;
    private final String count;
    private final String forget;

    SweepStore(Database database) {
        this.database = database;
        pick = database.sql(PICK);
        lock = database.sql(LOCK);
        take = database.sql(TAKE);
        count = database.sql(COUNT);
        forget = database.sql(FORGET);
    }

    Sweeper.Position start() {
        String now = database.read(database::now).toString();
        return new Sweeper.Position(0, 0, "-infinity", 0, now);
    }

    Sweeper.Batch sweep(Sweeper.Position after, int batch) {
        return database.write(handle -> {
            List<Line> lines = pick(handle, after, batch);
            if (lines.isEmpty()) {
                return new Sweeper.Batch(0, 0, 0, Optional.empty());
            }
            Line last = lines.get(lines.size() - 1);
            Sweeper.Position position = new Sweeper.Position(
                    last.variantId(), last.locationId(), last.reservedUntil(), last.cartId(), after.expiredBy());
            return take(handle, lines, lock(handle, lines), position);
        });
    }

    Sweeper.Tally count() {
        return database.read(handle -> handle.createQuery(count)
                .bind("now", database.clockTime())
                .map((row, context) ->
                        new Sweeper.Tally(row.getLong("items"), row.getLong("units"), row.getLong("carts"), 0))
                .one());
    }

    void forgetAnswers(Duration age) {
        int forgotten;
        do {
            forgotten = database.write(handle -> handle.createUpdate(forget)
                    .bind("now", database.clockTime())
                    .bind("seconds", age.toSeconds())
                    .execute());
        } while (forgotten > 0);
    }

    private List<Line> pick(Handle handle, Sweeper.Position after, int batch) {
        return handle.createQuery(pick)
                .bind("expired_by", after.expiredBy())
                .bind("variant_id", after.variantId())
                .bind("location_id", after.locationId())
                .bind("reserved_until", after.reservedUntil())
                .bind("cart_id", after.cartId())
                .bind("batch", batch)
                .map((row, context) -> new Line(
                        row.getLong("variant_id"),
                        row.getInt("location_id"),
                        row.getString("reserved_until"),
                        row.getLong("cart_id"),
                        row.getInt("id")))
                .list();
    }

    private Long[] lock(Handle handle, List<Line> lines) {
        List<StockKey> keys = lines.stream()
                .map(line -> new StockKey(line.variantId(), line.locationId()))
                .distinct()
                .toList();
        return handle.createQuery(lock)
                .bind("variants", keys.stream().map(StockKey::variantId).toArray(Long[]::new))
                .bind("locations", keys.stream().map(StockKey::locationId).toArray(Integer[]::new))
                .bind("carts", lines.stream().map(Line::cartId).distinct().toArray(Long[]::new))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    results.next(row -> row.getInt(1));
                    return results.next(row -> row.getLong(1)).toArray(Long[]::new);
                });
    }

    private Sweeper.Batch take(Handle handle, List<Line> lines, Long[] locked, Sweeper.Position position) {
        return handle.createQuery(take)
                .bind("now", database.clockTime())
                .bind("carts", lines.stream().map(Line::cartId).toArray(Long[]::new))
                .bind("ids", lines.stream().map(Line::id).toArray(Integer[]::new))
                .bind("locked", locked)
                .bind("expired_by", position.expiredBy())
                .map((row, context) -> new Sweeper.Batch(
                        row.getLong("items"), row.getLong("units"), row.getLong("carts"), Optional.of(position)))
                .one();
    }
}

package dev.holdfast.sweep;

import dev.holdfast.UnavailableException;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.sql.SqlErrors;
import dev.holdfast.internal.stock.Movements;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The SQL of sweeps. Stock is locked first, in order; carts are out of order then, and taken with SKIP LOCKED. Counters
 * that somebody holds for long, as a host's transaction may, are left to the next sweep: nobody who wants one of the
 * others waits behind a sweep that waits.
 */
final class SweepStore {
    private static final String BEGIN = """
            set transaction isolation level read committed;
            set local lock_timeout = '250ms'
            """;

    // By variant, so that each counter is touched once however many of its lines have expired.
    private static final String PICK = """
            select i.variant_id, i.location_id, i.reserved_until::text as reserved_until, i.cart_id, i.id
            from #cart_items i
            where i.reserved_until <= cast(:expired_by as timestamptz)
              and (i.variant_id, i.location_id, i.reserved_until, i.cart_id, i.id)
                  > (:variant_id, :location_id, cast(:reserved_until as timestamptz), :cart_id, :item_id)
            order by i.variant_id, i.location_id, i.reserved_until, i.cart_id, i.id
            limit :batch
            """;

    private static final String LOCK = """
            select variant_id, location_id from #stock
            where (variant_id, location_id) in (
              select * from unnest(cast(:variants as bigint[]), cast(:locations as int[])))
            order by variant_id, location_id for no key update %s;
            select id from #carts where id = any(:carts) for no key update skip locked
            """;

    private static final String TAKE = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            ended as (
              delete from #cart_items i
              using unnest(cast(:carts as bigint[]), cast(:ids as int[])) as n(cart_id, id)
              where i.cart_id = n.cart_id and i.id = n.id
                and i.reserved_until <= cast(:expired_by as timestamptz)
              returning i.cart_id, i.id, i.variant_id, i.location_id, i.quantity, i.reserved_until,
                        i.gift_rule),
            kept as (
              insert into #expired_items (cart_id, id, variant_id, location_id, quantity, expired_at)
              select cart_id, id, variant_id, location_id, quantity, reserved_until from ended where gift_rule is null),
            """ + Movements.EXPIRE + """
            select (select count(*) from expiries) as items, coalesce(sum(quantity), 0) as units,
                   count(distinct cart_id) as carts
            from ended
            """;

    private static final String COUNT = """
            select count(*) as items, coalesce(sum(quantity), 0) as units, count(distinct cart_id) as carts
            from #cart_items where reserved_until <= coalesce(cast(:now as timestamptz), clock_timestamp())
            """;

    private static final String RESERVATIONS = """
            select count(*) filter (where reserved_until > clock.now) as open,
                   count(*) filter (where reserved_until <= clock.now) as expired
            from #cart_items,
                 (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now offset 0) as clock
            """;

    private static final String FORGET = """
            delete from #idempotency_keys where (scope, key) in (
              select scope, key from #idempotency_keys
              where created_at < coalesce(cast(:now as timestamptz), clock_timestamp()) - make_interval(secs => :seconds)
              limit 1000 for update skip locked)
            """;

    private record Line(StockKey key, String reservedUntil, long cartId, int id) {}

    private final Database database;
    private final String pick;
    private final String lock;
    private final String lockFree;
    private final String take;
    private final String count;
    private final String reservations;
    private final String forget;

    SweepStore(Database database) {
        this.database = database;
        pick = database.sql(PICK);
        lock = database.sql(LOCK.formatted(""));
        lockFree = database.sql(LOCK.formatted("skip locked"));
        take = database.sql(TAKE);
        count = database.sql(COUNT);
        reservations = database.sql(RESERVATIONS);
        forget = database.sql(FORGET);
    }

    Sweeper.Position start() {
        String now = database.read(database::now).toString();
        return new Sweeper.Position(0, 0, "-infinity", 0, 0, now);
    }

    Sweeper.Batch sweep(Sweeper.Position after, int batch) {
        try {
            return sweep(after, batch, lock);
        } catch (UnavailableException e) {
            if (!SqlErrors.isTimeout(SqlErrors.state(e))) {
                throw e;
            }
            return sweep(after, batch, lockFree);
        }
    }

    private Sweeper.Batch sweep(Sweeper.Position after, int batch, String lockStatement) {
        return database.write(handle -> {
            handle.execute(BEGIN);
            List<Line> lines = pick(handle, after, batch);
            if (lines.isEmpty()) {
                return new Sweeper.Batch(0, 0, 0, Optional.empty());
            }
            Line last = lines.get(lines.size() - 1);
            Sweeper.Position position = new Sweeper.Position(
                    last.key().variantId(),
                    last.key().locationId(),
                    last.reservedUntil(),
                    last.cartId(),
                    last.id(),
                    after.expiredBy());
            return take(handle, lock(handle, lockStatement, lines), position);
        });
    }

    Sweeper.Tally count() {
        return database.read(handle -> handle.createQuery(count)
                .bind("now", database.clockTime())
                .map((row, context) ->
                        new Sweeper.Tally(row.getLong("items"), row.getLong("units"), row.getLong("carts"), 0, 0))
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

    Reservations reservations() {
        return database.read(handle -> handle.createQuery(reservations)
                .bind("now", database.clockTime())
                .map((row, context) -> new Reservations(row.getLong("open"), row.getLong("expired")))
                .one());
    }

    private List<Line> pick(Handle handle, Sweeper.Position after, int batch) {
        return handle.createQuery(pick)
                .bind("expired_by", after.expiredBy())
                .bind("variant_id", after.variantId())
                .bind("location_id", after.locationId())
                .bind("reserved_until", after.reservedUntil())
                .bind("cart_id", after.cartId())
                .bind("item_id", after.itemId())
                .bind("batch", batch)
                .map((row, context) -> new Line(
                        StockTable.key(row), row.getString("reserved_until"), row.getLong("cart_id"), row.getInt("id")))
                .list();
    }

    /** Locks what the lines hang on, and answers those of which all could be locked. */
    private List<Line> lock(Handle handle, String statement, List<Line> lines) {
        List<StockKey> keys = lines.stream().map(Line::key).distinct().toList();
        return handle.createQuery(statement)
                .bind("variants", keys.stream().map(StockKey::variantId).toArray(Long[]::new))
                .bind("locations", keys.stream().map(StockKey::locationId).toArray(Integer[]::new))
                .bind("carts", lines.stream().map(Line::cartId).distinct().toArray(Long[]::new))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    Set<StockKey> stock = Set.copyOf(results.next(StockTable::key));
                    Set<Long> carts = Set.copyOf(results.next(row -> row.getLong(1)));
                    return lines.stream()
                            .filter(line -> stock.contains(line.key()) && carts.contains(line.cartId()))
                            .toList();
                });
    }

    private Sweeper.Batch take(Handle handle, List<Line> lines, Sweeper.Position position) {
        return handle.createQuery(take)
                .bind("now", database.clockTime())
                .bind("carts", lines.stream().map(Line::cartId).toArray(Long[]::new))
                .bind("ids", lines.stream().map(Line::id).toArray(Integer[]::new))
                .bind("expired_by", position.expiredBy())
                .map((row, context) -> new Sweeper.Batch(
                        row.getLong("items"), row.getLong("units"), row.getLong("carts"), Optional.of(position)))
                .one();
    }
}

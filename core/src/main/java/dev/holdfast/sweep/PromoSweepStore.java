package dev.holdfast.sweep;

import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Results;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * The SQL that takes away promo codes which carts held until they expired. Codes and carts are taken with SKIP LOCKED:
 * what somebody works with is left to them, or to the next sweep.
 */
final class PromoSweepStore {
    private static final String PICK = """
            select u.code_id, u.cart_id, u.held_until::text as held_until from #promo_uses u
            where u.order_id is null and u.held_until <= cast(:expired_by as timestamptz)
              and (u.code_id, u.held_until, u.cart_id) > (:code_id, cast(:held_until as timestamptz), :cart_id)
            order by u.code_id, u.held_until, u.cart_id
            limit :batch
            """;

    // A hold of a code that is counted changes only under the code's lock, and one of another under its cart's.
    private static final String LOCK = """
            select id from #promo_codes where id = any(:codes) order by id for no key update skip locked;
            select id from #carts where id = any(:carts) for no key update skip locked
            """;

    private static final String TAKE = """
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
            select count(*) from taken
            """;

    private static final String COUNT = """
            select count(*) from #promo_uses
            where order_id is null and held_until <= coalesce(cast(:now as timestamptz), clock_timestamp())
            """;

    /** The hold after which the next batch starts. */
    record Position(long codeId, String heldUntil, long cartId) {
        static final Position START = new Position(0, "-infinity", 0);
    }

    /** How many holds one transaction took away, and where it ended; nowhere when there was nothing left to look at. */
    record Batch(long holds, Optional<Position> last) {}

    private final Database database;
    private final String pick;
    private final String lock;
    private final String take;
    private final String count;

    PromoSweepStore(Database database) {
        this.database = database;
        pick = database.sql(PICK);
        lock = database.sql(LOCK);
        take = database.sql(TAKE);
        count = database.sql(COUNT);
    }

    Batch sweep(Position after, String expiredBy, int batch) {
        return database.write(handle -> {
            List<Position> holds = handle.createQuery(pick)
                    .bind("expired_by", expiredBy)
                    .bind("code_id", after.codeId)
                    .bind("held_until", after.heldUntil)
                    .bind("cart_id", after.cartId)
                    .bind("batch", batch)
                    .map((row, context) ->
                            new Position(row.getLong("code_id"), row.getString("held_until"), row.getLong("cart_id")))
                    .list();
            if (holds.isEmpty()) {
                return new Batch(0, Optional.empty());
            }
            return new Batch(take(handle, lock(handle, holds), expiredBy), Optional.of(holds.get(holds.size() - 1)));
        });
    }

    long count() {
        return database.read(handle -> handle.createQuery(count)
                .bind("now", database.clockTime())
                .mapTo(Long.class)
                .one());
    }

    private List<Position> lock(Handle handle, List<Position> holds) {
        return handle.createQuery(lock)
                .bind("codes", holds.stream().map(Position::codeId).distinct().toArray(Long[]::new))
                .bind("carts", holds.stream().map(Position::cartId).distinct().toArray(Long[]::new))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    Set<Long> codes = Set.copyOf(results.next(row -> row.getLong(1)));
                    Set<Long> carts = Set.copyOf(results.next(row -> row.getLong(1)));
                    return holds.stream()
                            .filter(hold -> codes.contains(hold.codeId) && carts.contains(hold.cartId))
                            .toList();
                });
    }

    private long take(Handle handle, List<Position> holds, String expiredBy) {
        return handle.createQuery(take)
                .bind("codes", holds.stream().map(Position::codeId).toArray(Long[]::new))
                .bind("carts", holds.stream().map(Position::cartId).toArray(Long[]::new))
                .bind("expired_by", expiredBy)
                .mapTo(Long.class)
                .one();
    }
}

package dev.holdfast.inventory;

import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads stock at a moment from the ledger.
 *
 * <p>The ledger is in the order of versions and has no index by time. But a time is read while its counter is locked,
 * so times go up with the versions, and the last entry by a moment is found by halving: twenty look-ups by the key for
 * a million entries, and nothing to keep up to date while the shop sells. Of entries at the same time the last one
 * counts. Where a clock was set back (a failover, the clocks of hosts that give their own) there may be several places
 * at which the moment lies between two neighbours; one of them is answered, always the same.
 */
final class PastStock {
    private static final String FIND = """
            with recursive span as (
              select cast(0 as bigint) as low, coalesce(max(version), 0) + 1 as high
              from #stock_ledger where variant_id = :variant_id and location_id = :location_id
              union all
              select case when entry.at <= cast(:at as timestamptz) then middle.version else span.low end,
                     case when entry.at <= cast(:at as timestamptz) then span.high else middle.version end
              from span
              cross join lateral (select (span.low + span.high) / 2 as version) as middle
              left join lateral (
                select at from #stock_ledger
                where variant_id = :variant_id and location_id = :location_id and version = middle.version) as entry
                on true
              where span.high - span.low > 1)
            select l.version, l.stock_after, l.reserved_after
            from #stock_ledger l
            where l.variant_id = :variant_id and l.location_id = :location_id
              and l.version = (select max(low) from span)
            """;

    private static final String HOLDERS = """
            select cart_id, sum(reserved_delta) as units
            from #stock_ledger
            where variant_id = :variant_id and location_id = :location_id and version <= :version
              and cart_id is not null
            group by cart_id having sum(reserved_delta) > 0
            order by units desc, cart_id limit
            """ + StockAt.MAX_HOLDERS;

    private record Entry(long version, int stock, int reserved) {}

    private final Database database;
    private final String find;
    private final String holders;

    PastStock(Database database) {
        this.database = database;
        this.find = database.sql(FIND);
        this.holders = database.sql(HOLDERS);
    }

    /** At a moment, or now when that is null. */
    StockAt at(StockKey key, @Nullable Instant moment) {
        return database.read(handle -> {
            Instant now = database.now(handle);
            if (moment != null && moment.isAfter(now)) {
                throw new InvalidInputException("/at", moment + " is in the future");
            }
            // The ledger has microseconds; what is finer lies after the entry that it rounds to.
            Instant at = moment == null ? now : moment.truncatedTo(ChronoUnit.MICROS);
            Optional<Entry> last = last(handle, key, at);
            if (last.isEmpty()) {
                return new StockAt(key.variantId(), key.locationId(), at, 0, 0, 0, List.of());
            }
            Entry entry = last.get();
            return new StockAt(
                    key.variantId(),
                    key.locationId(),
                    at,
                    entry.version(),
                    entry.stock(),
                    entry.reserved(),
                    entry.reserved() == 0 ? List.of() : holders(handle, key, entry.version()));
        });
    }

    private Optional<Entry> last(Handle handle, StockKey key, Instant at) {
        return handle.createQuery(find)
                .bind("variant_id", key.variantId())
                .bind("location_id", key.locationId())
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .map((row, context) ->
                        new Entry(row.getLong("version"), row.getInt("stock_after"), row.getInt("reserved_after")))
                .findOne();
    }

    private List<StockAt.Holder> holders(Handle handle, StockKey key, long version) {
        return handle.createQuery(holders)
                .bind("variant_id", key.variantId())
                .bind("location_id", key.locationId())
                .bind("version", version)
                .map((row, context) -> new StockAt.Holder(row.getLong("cart_id"), row.getInt("units")))
                .list();
    }
}

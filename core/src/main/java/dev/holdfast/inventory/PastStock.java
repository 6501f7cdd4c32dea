package dev.holdfast.inventory;

import dev.holdfast.InvalidInputException;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.PastLevelRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockSql;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the stock at a moment from the ledger.
 *
 * <p>The ledger is in the order of versions and has no index by time. But a movement's time is read while its counter
 * is locked, so times rise with the versions, and bisection finds the last entry by a moment: twenty look-ups by key
 * for a million entries, and no index to maintain while the shop sells. Of several entries at one time, the last one
 * counts. Where a clock was set back (after a failover, or with the clocks of different hosts), the moment may lie
 * between two neighbours in several places; the answer is one of them, always the same.
 */
final class PastStock {
    private final Database database;

    PastStock(Database database) {
        this.database = database;
    }

    /** At a moment; null for now. */
    StockAt at(StockKey key, String location, @Nullable Instant moment) {
        return database.read(handle -> {
            Instant now = database.now(handle);
            if (moment != null && moment.isAfter(now)) {
                throw new InvalidInputException("/at", moment + " is in the future");
            }
            // The ledger has microseconds; anything finer lies after the entry that it rounds to.
            Instant at = moment == null ? now : moment.truncatedTo(ChronoUnit.MICROS);
            StockSql sql = handle.attach(StockSql.class);
            Optional<PastLevelRow> last = sql.levelBy(key, at.atOffset(ZoneOffset.UTC));
            return last.map(level -> at(key, location, at, level, holders(sql, key, level)))
                    .orElseGet(() -> at(key, location, at, new PastLevelRow(0, 0, 0, 0), List.of()));
        });
    }

    private static List<StockAt.Holder> holders(StockSql sql, StockKey key, PastLevelRow level) {
        if (level.reservedAfter() == 0) {
            return List.of();
        }
        return sql.holders(key, level.version(), StockAt.MAX_HOLDERS).stream()
                .map(holder -> new StockAt.Holder(holder.cartId(), holder.units()))
                .toList();
    }

    private static StockAt at(
            StockKey key, String location, Instant at, PastLevelRow level, List<StockAt.Holder> holders) {
        return new StockAt(
                key.variantId(),
                key.locationId(),
                location,
                at,
                level.version(),
                level.stockAfter(),
                level.reservedAfter(),
                level.backorderedAfter(),
                holders);
    }
}

package dev.holdfast.internal.stock;

import dev.holdfast.internal.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many units of a counter may be sold before it has any.
 *
 * @param limit units that may be sold beyond those on hand, in place of the backorder limit
 * @param availableAt when they are there, and from when on the backorder limit counts again
 */
public record PreorderRow(int limit, Instant availableAt) {
    /** Whether its limit counts. */
    public boolean isInForce(Instant now) {
        return now.isBefore(availableAt);
    }

    // Most counters have none, and their time is not looked at.
    static @Nullable PreorderRow read(ResultSet row) throws SQLException {
        int limit = row.getInt("preorder_limit");
        return row.wasNull() ? null : new PreorderRow(limit, Rows.instant(row, "preorder_available_at"));
    }
}

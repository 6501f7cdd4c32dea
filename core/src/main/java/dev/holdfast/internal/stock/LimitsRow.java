package dev.holdfast.internal.stock;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a variant that say how much of it a cart and a user can have, and how long an item of it is reserved; each
 * is null for no limit.
 *
 * @param maxPerUserDays the days of orders that count for {@code maxPerUser}; null for all orders
 */
public record LimitsRow(
        @Nullable Integer minQuantity,
        @Nullable Integer maxQuantity,
        @Nullable Integer quantityStep,
        @Nullable Integer maxPerUser,
        @Nullable Integer maxPerUserDays,
        @Nullable Integer reservationSeconds) {
    /** No limit. */
    public static final LimitsRow NONE = new LimitsRow(null, null, null, null, null, null);

    static LimitsRow read(ResultSet row) throws SQLException {
        LimitsRow limits = new LimitsRow(
                row.getObject("min_quantity", Integer.class),
                row.getObject("max_quantity", Integer.class),
                row.getObject("quantity_step", Integer.class),
                row.getObject("max_per_user", Integer.class),
                row.getObject("max_per_user_days", Integer.class),
                row.getObject("reservation_seconds", Integer.class));
        return limits.equals(NONE) ? NONE : limits;
    }

    /** How long an item is reserved; null for no time of its own. */
    public @Nullable Duration reservationTime() {
        return reservationSeconds == null ? null : Duration.ofSeconds(reservationSeconds);
    }

    /** Whether a buyer can choose a quantity, apart from the maximum. */
    public boolean isChoosable(int quantity) {
        return (minQuantity == null || quantity >= minQuantity)
                && (quantityStep == null || quantity % quantityStep == 0);
    }

    /** Whether a quantity is not above the maximum. */
    public boolean isWithinMax(int quantity) {
        return maxQuantity == null || quantity <= maxQuantity;
    }
}

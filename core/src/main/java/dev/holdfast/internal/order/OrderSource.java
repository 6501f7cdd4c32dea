package dev.holdfast.internal.order;

import dev.holdfast.internal.stock.StockKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where units of an item of an order came from.
 *
 * @param location the code of the location
 * @param quantity units that were sold from there
 * @param givenBack units of them that came back there, or are not waited for any more; counted only for items that came
 *     from more than one counter
 * @param backordered units of them that wait for stock
 * @param availableAt when those are there, as it was promised; null if nobody knows
 * @param perItem units for each unit of the item: 1, or those of a component of a kit
 */
public record OrderSource(
        StockKey key,
        String location,
        int quantity,
        int givenBack,
        int backordered,
        @Nullable Instant availableAt,
        int perItem) {
    /** Nothing is promised of units that do not wait. */
    public OrderSource {
        availableAt = backordered == 0 ? null : availableAt;
    }

    /** One that was just sold. */
    public static OrderSource sold(
            StockKey key, String location, int quantity, int backordered, @Nullable Instant availableAt, int perItem) {
        return new OrderSource(key, location, quantity, 0, backordered, availableAt, perItem);
    }

    /** Units that wait for stock and were promised for a time. */
    public int preordered() {
        return availableAt == null ? 0 : backordered;
    }

    /** Units that left the stock and did not come back. */
    public int gone() {
        return quantity - givenBack - backordered;
    }

    OrderSource waiting(int units) {
        return new OrderSource(key, location, quantity, givenBack, units, availableAt, perItem);
    }

    OrderSource givenBack(int more) {
        return new OrderSource(key, location, quantity, givenBack + more, backordered, availableAt, perItem);
    }

    /** Both together, of one counter; what was promised last counts for all units. */
    public OrderSource and(OrderSource other) {
        return new OrderSource(
                key,
                location,
                quantity + other.quantity,
                givenBack + other.givenBack,
                backordered + other.backordered,
                other.backordered > 0 ? other.availableAt : availableAt,
                perItem);
    }
}

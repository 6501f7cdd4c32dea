package dev.holdfast.internal.order;

import dev.holdfast.internal.stock.StockKey;

/**
 * Where units of an item of an order came from.
 *
 * @param location the code of the location
 * @param quantity units that were sold from there
 * @param givenBack units of them that came back there, or are not waited for any more; counted only for items that came
 *     from more than one counter
 * @param backordered units of them that wait for stock
 */
public record OrderSource(StockKey key, String location, int quantity, int givenBack, int backordered) {
    /** One that was just sold. */
    public static OrderSource sold(StockKey key, String location, int quantity, int backordered) {
        return new OrderSource(key, location, quantity, 0, backordered);
    }

    /** Units that left the stock and did not come back. */
    public int gone() {
        return quantity - givenBack - backordered;
    }

    OrderSource waiting(int units) {
        return new OrderSource(key, location, quantity, givenBack, units);
    }

    OrderSource givenBack(int more) {
        return new OrderSource(key, location, quantity, givenBack + more, backordered);
    }

    /** Both together, of one counter. */
    public OrderSource and(OrderSource other) {
        return new OrderSource(
                key, location, quantity + other.quantity, givenBack + other.givenBack, backordered + other.backordered);
    }
}

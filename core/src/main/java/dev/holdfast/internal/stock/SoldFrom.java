package dev.holdfast.internal.stock;

/** Which counters the units of carts come from, and so what buyers are told that they can have. */
public final class SoldFrom {
    private static final String IS_SOLD = "location_id = " + StockKey.DEFAULT_LOCATION;

    /** SQL for whether units of the counter {@code s} are sold. */
    public static final String COUNTER = "s." + IS_SOLD;

    /** SQL for whether units of the counter are sold that holds the item {@code i}. */
    public static final String ITEM = "i." + IS_SOLD;

    private SoldFrom() {}

    /** Whether units at a location are sold. */
    static boolean isSold(int locationId) {
        return locationId == StockKey.DEFAULT_LOCATION;
    }
}

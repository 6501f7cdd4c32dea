package dev.holdfast.internal.stock;

/** Names a stock counter. The order of keys is the order in which their rows are locked. */
public record StockKey(long variantId, int locationId) implements Comparable<StockKey> {
    /** The location that every shop has. */
    public static final int DEFAULT_LOCATION = 1;

    /** The counter of a variant at the default location. */
    public static StockKey of(long variantId) {
        return new StockKey(variantId, DEFAULT_LOCATION);
    }

    @Override
    public int compareTo(StockKey other) {
        int byVariant = Long.compare(variantId, other.variantId);
        return byVariant != 0 ? byVariant : Integer.compare(locationId, other.locationId);
    }
}

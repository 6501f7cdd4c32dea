package dev.holdfast.internal.sweep;

/**
 * The item after which the next batch of a sweep starts.
 *
 * @param reservedUntil in the database's own notation, which is exact
 * @param expiredBy the time by which an item must have expired, the same for all batches
 */
public record SweepPosition(
        long variantId, int locationId, String reservedUntil, long cartId, int itemId, String expiredBy) {

    /** Before the first item. */
    public static SweepPosition start(String expiredBy) {
        return new SweepPosition(0, 0, "-infinity", 0, 0, expiredBy);
    }

    /** After this item. */
    public SweepPosition after(SweptItem item) {
        return new SweepPosition(
                item.key().variantId(),
                item.key().locationId(),
                item.reservedUntil(),
                item.cartId(),
                item.id(),
                expiredBy);
    }
}

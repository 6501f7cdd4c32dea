package dev.holdfast.internal.stock;

import org.jspecify.annotations.Nullable;

/**
 * A change of a counter, and why it came about.
 *
 * @param kind the word that the ledger keeps
 * @param stockDelta units that come into stock, or leave it when negative
 * @param reservedDelta units that are held, or released when negative
 * @param transferId the transfer between locations that it belongs to; null for none
 * @param heldAfter units of the counter that the cart holds afterwards, if it is the cart that takes or gives them back;
 *     otherwise null
 */
public record Movement(
        String kind,
        int stockDelta,
        int reservedDelta,
        @Nullable Long cartId,
        @Nullable Long orderId,
        @Nullable String reason,
        @Nullable String reference,
        @Nullable Long transferId,
        @Nullable Integer heldAfter) {

    /** A cart holds more units, or fewer when negative. */
    public static Movement held(long cartId, int units, int heldAfter) {
        String kind = units > 0 ? Movements.RESERVED : Movements.RELEASED;
        return new Movement(kind, 0, units, cartId, null, null, null, null, heldAfter);
    }

    /** The reservation of units that a cart held has ended. */
    public static Movement expired(long cartId, int units) {
        return ofCart(Movements.EXPIRED, 0, -units, cartId, null);
    }

    /** Units that a cart held leave the stock with an order. */
    public static Movement sold(long cartId, int units, long orderId) {
        return ofCart(Movements.SOLD, -units, -units, cartId, orderId);
    }

    /** Units that a cart held wait for stock with an order, instead of with the cart. */
    public static Movement backordered(int units, long orderId) {
        return new Movement(Movements.BACKORDERED, 0, units, null, orderId, null, null, null, null);
    }

    /** Units leave the stock with an order that waited for them. */
    public static Movement filled(int units, long orderId) {
        return new Movement(Movements.FILLED, -units, -units, null, orderId, null, null, null, null);
    }

    /** An order no longer waits for units. */
    public static Movement released(int units, long orderId, @Nullable String reason) {
        return new Movement(Movements.RELEASED, 0, -units, null, orderId, reason, null, null, null);
    }

    /** Units of an order come back into stock. */
    public static Movement returned(int units, long orderId, @Nullable String reason) {
        return new Movement(Movements.RETURNED, units, 0, null, orderId, reason, null, null, null);
    }

    /** Units come into stock, or leave it when negative, by somebody's hand. */
    public static Movement counted(String kind, int units, @Nullable String reason, @Nullable String reference) {
        return new Movement(kind, units, 0, null, null, reason, reference, null, null);
    }

    /**
     * Units that are not counted appear for an order that takes them, or vanish when it gives them back, when negative. So
     * what is on hand stays as it is.
     */
    public static Movement uncounted(int units, long orderId) {
        return new Movement(Movements.ADJUSTED, units, 0, null, orderId, Movements.NOT_TRACKED, null, null, null);
    }

    /** Units leave a location for another. */
    public static Movement transferredOut(int units, long transferId, @Nullable String reference) {
        return new Movement(Movements.TRANSFERRED_OUT, -units, 0, null, null, null, reference, transferId, null);
    }

    /** Units come from another location. */
    public static Movement transferredIn(int units, long transferId, @Nullable String reference) {
        return new Movement(Movements.TRANSFERRED_IN, units, 0, null, null, null, reference, transferId, null);
    }

    /** Units that were lost on their way to a location are written off there. */
    public static Movement lostOnTheWay(int units, long transferId, String reason, @Nullable String reference) {
        return new Movement(Movements.ADJUSTED, -units, 0, null, null, reason, reference, transferId, null);
    }

    private static Movement ofCart(
            String kind, int stockDelta, int reservedDelta, long cartId, @Nullable Long orderId) {
        return new Movement(kind, stockDelta, reservedDelta, cartId, orderId, null, null, null, null);
    }
}

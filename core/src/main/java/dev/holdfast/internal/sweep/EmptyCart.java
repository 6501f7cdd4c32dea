package dev.holdfast.internal.sweep;

/**
 * A cart, as a place among all carts by their age. The last one of a batch is where the next batch starts.
 *
 * @param createdAt in the database's own notation, which is exact
 */
public record EmptyCart(String createdAt, long id) {
    /** Before the first one. */
    public static final EmptyCart START = new EmptyCart("-infinity", 0);
}

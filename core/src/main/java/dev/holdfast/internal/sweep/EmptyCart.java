package dev.holdfast.internal.sweep;

/**
 * A cart that is empty and old. The last one of a batch is where the next batch starts.
 *
 * @param createdAt in the database's own notation, which is exact
 */
public record EmptyCart(String createdAt, long id) {
    /** Before the first one. */
    public static final EmptyCart START = new EmptyCart("-infinity", 0);
}

package dev.holdfast.internal.order;

/**
 * The number of an order that is being placed, which is its id as well. It is drawn by the statement that writes the
 * order, so that a checkout that is refused uses up no number; until then a placeholder stands for it. Not thread-safe.
 */
public final class OrderNumber {
    private final int place;
    private long drawn;

    OrderNumber(int place) {
        this.place = place;
    }

    /** The number; before it is drawn, its place among the numbers that the statement draws, from 1, negative. */
    public long value() {
        return drawn == 0 ? -place : drawn;
    }

    /** Whether an id is a placeholder. */
    public static boolean isPlaceholder(long id) {
        return id < 0;
    }

    void draw(long number) {
        drawn = number;
    }
}

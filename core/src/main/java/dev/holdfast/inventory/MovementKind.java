package dev.holdfast.inventory;

import dev.holdfast.internal.stock.Movements;
import java.util.Arrays;

/** Why a stock level changed. */
public enum MovementKind {
    /** Units came in. */
    RECEIVED(Movements.RECEIVED),
    /** Units were found or lost in a count. */
    ADJUSTED(Movements.ADJUSTED),
    /** A cart took units. */
    RESERVED(Movements.RESERVED),
    /** A cart gave units back. */
    RELEASED(Movements.RELEASED),
    /** Units were taken from a cart whose reservation had expired. */
    EXPIRED(Movements.EXPIRED),
    /** Units left with an order. */
    SOLD(Movements.SOLD),
    /** Units of an order came back. */
    RETURNED(Movements.RETURNED),
    /** An order waits for units that a cart held and that are not on hand. */
    BACKORDERED(Movements.BACKORDERED),
    /** Units left with an order that had waited for them. */
    FILLED(Movements.FILLED),
    /** Units left for another location. */
    TRANSFERRED_OUT(Movements.TRANSFERRED_OUT),
    /** Units came from another location. */
    TRANSFERRED_IN(Movements.TRANSFERRED_IN),
    /** From here on units are not counted. */
    UNTRACKED(Movements.UNTRACKED),
    /** From here on units are counted again. */
    TRACKED(Movements.TRACKED);

    private final String word;

    MovementKind(String word) {
        this.word = word;
    }

    /** The kind's name in the API and the database, in lower case. */
    public String word() {
        return word;
    }

    /**
     * The kind with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is no such kind
     */
    public static MovementKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is not a kind of movement"));
    }
}

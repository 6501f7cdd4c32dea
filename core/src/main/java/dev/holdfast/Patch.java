package dev.holdfast;

import org.jspecify.annotations.Nullable;

/**
 * A field of a change: left alone, or set to a value, which may be null where the field may be empty.
 *
 * @param present whether the field is to be set
 * @param value what to set it to; null also when it is left alone
 */
public record Patch<T>(boolean present, @Nullable T value) {
    private static final Patch<?> KEEP = new Patch<>(false, null);

    /** Leaves the field alone. */
    @SuppressWarnings("unchecked")
    public static <T> Patch<T> keep() {
        return (Patch<T>) KEEP;
    }

    /** Sets the field; null empties it. */
    public static <T> Patch<T> set(@Nullable T value) {
        return new Patch<>(true, value);
    }

    /** The value if the field is to be set, otherwise what it is now. */
    public @Nullable T or(@Nullable T current) {
        return present ? value : current;
    }
}

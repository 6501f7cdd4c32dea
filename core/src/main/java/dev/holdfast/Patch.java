package dev.holdfast;

import org.jspecify.annotations.Nullable;

/**
 * The change of one field: kept as it is, or set to a value, which may be null if the field may be empty.
 *
 * @param <T> the type of the field
 * @param present whether to set the field
 * @param value the new value; null also if the field is kept
 */
public record Patch<T>(boolean present, @Nullable T value) {
    private static final Patch<?> KEEP = new Patch<>(false, null);

    /** Keeps the field as it is. */
    @SuppressWarnings("unchecked")
    public static <T> Patch<T> keep() {
        return (Patch<T>) KEEP;
    }

    /** Sets the field; null clears it. */
    public static <T> Patch<T> set(@Nullable T value) {
        return new Patch<>(true, value);
    }

    /** The new value if the field is set, otherwise the current one. */
    public @Nullable T or(@Nullable T current) {
        return present ? value : current;
    }
}

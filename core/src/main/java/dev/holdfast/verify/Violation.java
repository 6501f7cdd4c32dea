package dev.holdfast.verify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A discrepancy.
 *
 * @param invariant the {@linkplain VerifyReport.Result#invariant() invariant} that is violated
 * @param problem what is wrong, in words
 * @param row the values that show it, by name and in order; whole numbers are Longs, all others text; unmodifiable
 */
public record Violation(String invariant, String problem, Map<String, @Nullable Object> row) {
    /** Copies the row. */
    public Violation {
        row = Collections.unmodifiableMap(new LinkedHashMap<>(row));
    }
}

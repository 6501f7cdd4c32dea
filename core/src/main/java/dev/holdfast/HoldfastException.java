package dev.holdfast;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything that Holdfast throws for a reason of its own. Nothing was written when one is thrown, except
 * where a subclass says otherwise ({@link OutcomeUnknownException}).
 *
 * <p>Each carries a stable {@linkplain #code() code} and its {@linkplain #facts() facts}, which the HTTP API shows as
 * they are. Mistakes in calling (a null, a negative page size) are {@link IllegalArgumentException} or
 * {@link NullPointerException} instead.
 */
public abstract class HoldfastException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Map<String, Object> facts;

    /**
     * For Holdfast's own subclasses.
     *
     * @param facts alternating names (snake_case) and values (text, numbers, booleans, times, lists and maps of them)
     */
    protected HoldfastException(String code, String message, @Nullable Throwable cause, Object... facts) {
        super(message, cause);
        this.code = code;
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            map.put((String) facts[i], facts[i + 1]);
        }
        this.facts = Collections.unmodifiableMap(map);
    }

    /** What happened, as a word that does not change between versions, such as {@code insufficient_stock}. */
    public final String code() {
        return code;
    }

    /** The particulars by name, such as {@code requested} and {@code available}; unmodifiable, never null. */
    public final Map<String, Object> facts() {
        return facts;
    }
}

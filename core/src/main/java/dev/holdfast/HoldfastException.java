package dev.holdfast;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions of Holdfast. When one is thrown, nothing was written, except where a subclass says
 * otherwise ({@link OutcomeUnknownException}).
 *
 * <p>Each has a stable {@linkplain #code() code} and its {@linkplain #facts() facts}, which the HTTP API shows
 * unchanged. Programming mistakes, such as a null argument, are {@link IllegalArgumentException} or {@link
 * NullPointerException} instead. Serializable, with its code and facts.
 */
public abstract class HoldfastException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final LinkedHashMap<String, Object> facts;

    /**
     * For Holdfast's own subclasses.
     *
     * @param facts alternating names (snake_case) and values (text, numbers, booleans, times, lists and maps of them)
     */
    protected HoldfastException(String code, String message, @Nullable Throwable cause, Object... facts) {
        super(message, cause);
        this.code = code;
        this.facts = new LinkedHashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            this.facts.put((String) facts[i], facts[i + 1]);
        }
    }

    /** The reason, as a word that stays the same between versions, such as {@code insufficient_stock}. */
    public final String code() {
        return code;
    }

    /** The details by name, such as {@code requested} and {@code available}; unmodifiable, never null. */
    public final Map<String, Object> facts() {
        return Collections.unmodifiableMap(facts);
    }
}

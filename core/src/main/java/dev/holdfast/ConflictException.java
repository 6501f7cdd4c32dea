package dev.holdfast;

import org.jspecify.annotations.Nullable;

/** The call was well formed, but the state of the shop does not allow it. Each subclass is one reason. */
public abstract class ConflictException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own subclasses. */
    protected ConflictException(String code, String message, @Nullable Throwable cause, Object... facts) {
        super(code, message, cause, facts);
    }
}

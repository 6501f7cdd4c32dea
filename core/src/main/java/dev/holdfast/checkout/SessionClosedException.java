package dev.holdfast.checkout;

import dev.holdfast.ConflictException;
import org.jspecify.annotations.Nullable;

/** The checkout session has come to an end that cannot be changed. */
public final class SessionClosedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final SessionStatus status;
    private final @Nullable Long orderId;

    /** For Holdfast's own services. */
    public SessionClosedException(String sessionId, SessionStatus status, @Nullable Long orderId) {
        super(
                "checkout_session_closed",
                "checkout session " + sessionId + " is " + status.word()
                        + (orderId == null ? "" : ", see order " + orderId),
                null,
                facts(sessionId, status, orderId));
        this.status = status;
        this.orderId = orderId;
    }

    private static Object[] facts(String sessionId, SessionStatus status, @Nullable Long orderId) {
        return orderId == null
                ? new Object[] {"checkout_session_id", sessionId, "session_status", status.word()}
                : new Object[] {"checkout_session_id", sessionId, "session_status", status.word(), "order_id", orderId};
    }

    /** Returns the end that it has come to. */
    public SessionStatus status() {
        return status;
    }

    /** Returns the id of the order that it became; null if there is none. */
    public @Nullable Long orderId() {
        return orderId;
    }
}

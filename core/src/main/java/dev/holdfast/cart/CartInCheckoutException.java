package dev.holdfast.cart;

import dev.holdfast.ConflictException;
import java.time.Instant;

/** The cart is in a checkout session and stays as it is until the session is completed or cancelled, or ends. */
public final class CartInCheckoutException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final String sessionId;
    private final Instant expiresAt;

    /** For Holdfast's own services. */
    public CartInCheckoutException(long cartId, String sessionId, Instant expiresAt) {
        super(
                "cart_in_checkout",
                "cart " + cartId + " is in checkout session " + sessionId + " until " + expiresAt,
                null,
                "cart_id",
                cartId,
                "checkout_session_id",
                sessionId,
                "expires_at",
                expiresAt);
        this.sessionId = sessionId;
        this.expiresAt = expiresAt;
    }

    /** Returns the id of the session. */
    public String sessionId() {
        return sessionId;
    }

    /** Returns when the session ends, unless it is completed or cancelled before. */
    public Instant expiresAt() {
        return expiresAt;
    }
}

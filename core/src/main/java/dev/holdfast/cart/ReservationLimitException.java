package dev.holdfast.cart;

import dev.holdfast.ConflictException;
import org.jspecify.annotations.Nullable;

/** A cart, or a user over all open carts, would hold more than is allowed. Existing holds are not affected. */
public final class ReservationLimitException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private ReservationLimitException(String message, Object... facts) {
        super("reservation_limit", message, null, facts);
    }

    /** A cart would hold too many units. */
    static ReservationLimitException unitsOfCart(long cartId, long held, int requested, int limit) {
        return of(cartId, null, "units", held, requested, limit);
    }

    /**
     * A user would hold too much; for Holdfast's own services.
     *
     * @param cartId the cart that would have been changed
     * @param counted {@code units} or {@code items}
     * @param held how many the user holds
     * @param requested how many more were requested
     * @param limit the most that the user may hold
     */
    public static ReservationLimitException ofUser(
            long cartId, String userId, String counted, long held, int requested, int limit) {
        return of(cartId, userId, counted, held, requested, limit);
    }

    private static ReservationLimitException of(
            long cartId, @Nullable String userId, String counted, long held, int requested, int limit) {
        String whose = userId == null ? "cart " + cartId : "the user of cart " + cartId;
        return new ReservationLimitException(
                whose + " holds " + held + " " + counted + " and cannot hold " + requested + " more: the limit is "
                        + limit,
                "cart_id",
                cartId,
                "scope",
                userId == null ? "cart" : "user",
                "counted",
                counted,
                "held",
                held,
                "requested",
                requested,
                "limit",
                limit);
    }
}

package dev.holdfast.checkout;

import dev.holdfast.ConflictException;
import dev.holdfast.cart.ExpiredItem;
import java.util.List;
import java.util.Map;

/** Reservations of the cart have expired. Put their items again, or remove them. */
public final class ReservationExpiredException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final ExpiredItem[] items;

    /** For Holdfast's own services. */
    public ReservationExpiredException(long cartId, List<ExpiredItem> items) {
        super(
                "reservation_expired",
                "cart " + cartId + " no longer holds "
                        + String.join(
                                ", ",
                                items.stream()
                                        .map(item -> item.quantity() + " of " + item.sku())
                                        .toList()),
                null,
                "cart_id",
                cartId,
                "items",
                items.stream()
                        .map(item -> Map.of(
                                "id", item.id(),
                                "variant_id", item.variantId(),
                                "sku", item.sku(),
                                "quantity", item.quantity(),
                                "expired_at", item.expiredAt()))
                        .toList());
        this.items = items.toArray(ExpiredItem[]::new);
    }

    /** The items that expired, never empty. */
    public List<ExpiredItem> items() {
        return List.of(items);
    }
}

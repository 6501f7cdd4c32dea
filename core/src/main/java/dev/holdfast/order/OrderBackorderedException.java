package dev.holdfast.order;

import dev.holdfast.ConflictException;
import java.util.List;
import java.util.Map;

/** Units wait for stock, so that they cannot be fulfilled yet; they can be cancelled. */
public final class OrderBackorderedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    OrderBackorderedException(long orderId, List<Map<String, Object>> items) {
        super(
                "order_backordered",
                "units of order " + orderId + " wait for stock: " + NothingLeftException.text(items),
                null,
                "order_id",
                orderId,
                "items",
                items);
    }
}

package dev.holdfast.order;

import dev.holdfast.ConflictException;
import java.util.List;
import java.util.Map;

/** Units were fulfilled, so that they can no longer be cancelled or fulfilled; they can be returned. */
public final class OrderFulfilledException extends ConflictException {
    private static final long serialVersionUID = 1L;

    /** For Holdfast's own services. */
    OrderFulfilledException(long orderId, List<Map<String, Object>> items) {
        super(
                "order_fulfilled",
                "units of order " + orderId + " were fulfilled: " + NothingLeftException.text(items),
                null,
                "order_id",
                orderId,
                "items",
                items);
    }
}

package dev.holdfast.internal.checkout;

import dev.holdfast.internal.json.JsonRow;
import dev.holdfast.internal.order.OrderPaymentRow;

/**
 * A row of {@code checkout_session_payments}.
 *
 * @param row what was reported
 * @param late whether it is money that came when the session could no longer become an order by it
 */
public record SessionPayment(OrderPaymentRow row, boolean late) {
    static SessionPayment of(JsonRow row) {
        return new SessionPayment(OrderPaymentRow.of(row), row.bool("late"));
    }
}

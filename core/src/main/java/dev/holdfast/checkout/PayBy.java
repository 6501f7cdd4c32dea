package dev.holdfast.checkout;

import dev.holdfast.internal.order.OrderNotes;
import dev.holdfast.internal.order.OrderPaymentRow;
import dev.holdfast.internal.order.PaymentState;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.pricing.quote.Quote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** By when an order has to be paid. */
final class PayBy {
    private PayBy() {}

    /**
     * The notes of an order that is about to be placed, with the time by which it has to be paid: the one that was asked
     * for or configured, and none where nothing is awaited.
     *
     * @param payments that were reported before
     */
    static OrderNotes of(
            OrderNotes notes, RefundSettings settings, Quote quote, List<OrderPaymentRow> payments, Instant now) {
        Instant time = notes.payBy();
        Duration configured = settings.payWithin();
        if (time == null && configured != null) {
            time = now.plus(configured);
        }
        long total = quote.total().minor();
        boolean awaited = total > 0 && PaymentState.of(payments, total, total).isUnpaid();
        return notes.payingBy(awaited ? time : null);
    }
}

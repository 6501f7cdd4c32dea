package dev.holdfast.internal.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What payment providers report: one effect for each kind and reference, whatever arrives how often. */
public final class PaymentReports {
    private PaymentReports() {}

    /**
     * The payment that a report stands for: the one that was noted, if it was reported before, or the next one. Of two
     * amounts under one kind and reference the later is a duplicate.
     *
     * @param noted what was reported before, oldest first
     * @param actor who notes it
     */
    public static OrderPaymentRow of(
            List<OrderPaymentRow> noted,
            String kind,
            long amount,
            String reference,
            @Nullable String actor,
            Instant now) {
        boolean isKnown = false;
        for (OrderPaymentRow earlier : noted) {
            if (earlier.kind().equals(kind) && earlier.reference().equals(reference)) {
                if (earlier.amount() == amount) {
                    return earlier;
                }
                isKnown = true;
            }
        }
        return new OrderPaymentRow(noted.size() + 1, kind, amount, reference, isKnown, actor, now);
    }
}

package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.internal.order.OrderPaymentRow;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it was reported.
 *
 * @param id counts the payments of the order, from 1
 * @param kind what happened
 * @param amount how much
 * @param reference the provider's own name for it
 * @param flag why it cannot be right: {@code duplicate}, another amount was reported before under the same kind and
 *     reference, so that this one has no effect; {@code above_total}, more was captured than the order's total; {@code
 *     above_captured}, more was refunded than captured. Null if there is nothing to look at
 * @param createdAt when it was reported
 * @param actor who noted the report, see {@link dev.holdfast.Holdfast#as}; null if nobody was named
 */
public record Payment(
        int id,
        PaymentKind kind,
        Money amount,
        String reference,
        @Nullable String flag,
        Instant createdAt,
        @Nullable String actor) {
    /** For Holdfast's own services. */
    public Payment(OrderPaymentRow row, @Nullable String flag, Currency currency) {
        this(
                row.id(),
                PaymentKind.of(row.kind()),
                new Money(row.amount(), currency),
                row.reference(),
                flag,
                row.createdAt(),
                row.actor());
    }
}

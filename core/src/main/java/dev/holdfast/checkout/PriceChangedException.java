package dev.holdfast.checkout;

import dev.holdfast.ConflictException;
import dev.holdfast.Money;

/** The total is not what the buyer expects. Nothing was charged; show the cart again. */
public final class PriceChangedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final transient Money expectedTotal;
    private final transient Money total;

    /** For Holdfast's own services. */
    public PriceChangedException(Money expectedTotal, Money total) {
        super(
                "price_changed",
                "the total is " + total + ", and " + expectedTotal + " was expected",
                null,
                "expected_total",
                expectedTotal.toDecimal().toPlainString(),
                "total",
                total.toDecimal().toPlainString(),
                "currency",
                total.currency().getCurrencyCode());
        this.expectedTotal = expectedTotal;
        this.total = total;
    }

    /** What the buyer expects to pay. */
    public Money expectedTotal() {
        return expectedTotal;
    }

    /** What it would be. */
    public Money total() {
        return total;
    }
}

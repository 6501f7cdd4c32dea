package dev.holdfast.checkout;

import dev.holdfast.ConflictException;
import dev.holdfast.Money;

/** The total is not the one that the buyer expects. Nothing was charged; show the cart again. */
public final class PriceChangedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final Money expectedTotal;
    private final Money total;

    /** For Holdfast's own services. */
    public PriceChangedException(Money expectedTotal, Money total) {
        super(
                "price_changed",
                "the total is " + total + ", not " + expectedTotal + " as expected",
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

    /** The total that the buyer expects. */
    public Money expectedTotal() {
        return expectedTotal;
    }

    /** The total that the cart shows. */
    public Money total() {
        return total;
    }
}

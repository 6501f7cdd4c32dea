package dev.holdfast.pricing;

import dev.holdfast.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Prices lines. */
public final class PriceEngine {
    private PriceEngine() {}

    /** Prices lines by a book. */
    public static Quote quote(
            RuleBook book, List<QuoteLine> lines, PricingContext context, PricingPolicy policy, Instant at) {
        Money zero = Money.zero(context.currency());
        Money subtotal = zero;
        List<QuotedLine> quoted = new ArrayList<>();
        for (QuoteLine line : lines) {
            Money amount = line.unitPrice().times(line.quantity());
            subtotal = subtotal.plus(amount);
            quoted.add(new QuotedLine(line, amount, zero, amount, List.of()));
        }
        quoted.sort(Comparator.comparingLong(line -> line.line().id()));
        return new Quote(book.token(), policy.name(), at, quoted, subtotal, zero, subtotal, List.of());
    }
}

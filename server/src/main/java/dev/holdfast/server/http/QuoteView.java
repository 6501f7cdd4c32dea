package dev.holdfast.server.http;

import dev.holdfast.Money;
import dev.holdfast.pricing.Quote;
import dev.holdfast.pricing.QuotedLine;
import dev.holdfast.pricing.RuleOutcome;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/** A quote as the API shows it. */
record QuoteView(
        Currency currency,
        List<Line> lines,
        Money subtotal,
        Money discountTotal,
        Money total,
        List<RuleOutcome> explanation,
        Instant pricedAt) {
    static QuoteView of(Quote quote) {
        return new QuoteView(
                quote.total().currency(),
                quote.lines().stream().map(Line::of).toList(),
                quote.subtotal(),
                quote.discountTotal(),
                quote.total(),
                quote.explanation(),
                quote.pricedAt());
    }

    /** A line of it. */
    record Line(
            long variantId,
            long productId,
            int quantity,
            Money unitPrice,
            Money subtotal,
            Money discount,
            Money total,
            List<RuleOutcome> explanation) {
        static Line of(QuotedLine quoted) {
            return new Line(
                    quoted.line().variantId(),
                    quoted.line().productId(),
                    quoted.line().quantity(),
                    quoted.line().unitPrice(),
                    quoted.subtotal(),
                    quoted.discount(),
                    quoted.total(),
                    quoted.explanation());
        }
    }
}

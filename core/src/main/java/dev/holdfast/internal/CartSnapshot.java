package dev.holdfast.internal;

import dev.holdfast.Money;
import dev.holdfast.pricing.PriceEngine;
import dev.holdfast.pricing.PricingContext;
import dev.holdfast.pricing.PricingPolicy;
import dev.holdfast.pricing.Quote;
import dev.holdfast.pricing.QuoteCharge;
import dev.holdfast.pricing.QuoteLine;
import dev.holdfast.pricing.RuleBook;
import dev.holdfast.pricing.StoredCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A cart at one moment: what it holds, what it no longer holds, and all that its price depends on.
 *
 * @param lines what is held, by id
 * @param expired what is held no longer, by id, whether or not it was taken away yet
 * @param storedCodes those of its promo codes that are stored, and whether they unlock their rules
 */
public record CartSnapshot(
        CartRow.Columns columns, List<Line> lines, List<ExpiredLine> expired, List<StoredCode> storedCodes) {

    /**
     * Tells held lines from expired ones: an expired line counts for nothing from the moment at which it expires. Nobody
     * has to put a gift again, so that one that has expired is simply not there.
     */
    public static CartSnapshot of(
            CartRow.Columns columns,
            Collection<Line> lines,
            Collection<ExpiredLine> taken,
            List<StoredCode> storedCodes,
            Instant now) {
        List<Line> held = new ArrayList<>(lines.size());
        List<ExpiredLine> expired = new ArrayList<>(taken);
        for (Line line : lines) {
            if (!line.isExpired(now)) {
                held.add(line);
            } else if (!line.isGift()) {
                expired.add(line.expire());
            }
        }
        expired.sort(Comparator.comparingInt(ExpiredLine::id));
        return new CartSnapshot(columns, List.copyOf(held), List.copyOf(expired), storedCodes);
    }

    /** The price of what is held, by the book, the policy and the moment that the cart was last priced with. */
    public Quote quote(RuleBook book) {
        return quote(book, context());
    }

    /** Who buys, and with what. */
    public PricingContext context() {
        return columns.context().with(storedCodes);
    }

    /** What is held, as the price engine wants to know it. */
    public List<QuoteLine> quoteLines() {
        List<QuoteLine> quoteLines = new ArrayList<>(lines.size());
        for (Line line : lines) {
            quoteLines.add(new QuoteLine(
                    line.id(),
                    line.key().variantId(),
                    line.productId(),
                    line.category(),
                    line.quantity(),
                    new Money(line.unitPrice(), columns.currency()),
                    null,
                    line.giftRule()));
        }
        return quoteLines;
    }

    /** The same for another buyer. */
    public Quote quote(RuleBook book, PricingContext context) {
        List<QuoteLine> quoteLines = quoteLines();
        List<QuoteCharge> charges = columns.extras().charges().stream()
                .map(charge -> new QuoteCharge(charge.code(), new Money(charge.amount(), columns.currency())))
                .toList();
        return PriceEngine.quote(
                book, quoteLines, charges, context, PricingPolicy.named(columns.policy()), columns.pricedAt());
    }
}

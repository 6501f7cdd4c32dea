package dev.holdfast.internal.cart;

import dev.holdfast.Money;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A cart at one moment: its items, and everything that its price depends on.
 *
 * @param lines items that are held, by id
 * @param expired items that are no longer held, by id, whether or not they have been taken away
 * @param storedCodes its promo codes that are stored, and whether they unlock their rules
 */
public record CartSnapshot(
        CartHead columns, List<CartItemRow> lines, List<ExpiredItemRow> expired, List<StoredCode> storedCodes) {

    /**
     * Separates held items from expired ones: an item stops counting the moment it expires. A gift that has expired is
     * not shown at all, because no buyer can put it again.
     */
    public static CartSnapshot of(
            CartHead columns,
            Collection<CartItemRow> lines,
            Collection<ExpiredItemRow> taken,
            List<StoredCode> storedCodes,
            Instant now) {
        List<CartItemRow> held = new ArrayList<>(lines.size());
        List<ExpiredItemRow> expired = new ArrayList<>(taken);
        for (CartItemRow line : lines) {
            if (!line.isExpired(now)) {
                held.add(line);
            } else if (!line.isGift()) {
                expired.add(line.expire());
            }
        }
        expired.sort(Comparator.comparingInt(ExpiredItemRow::id));
        return new CartSnapshot(columns, List.copyOf(held), List.copyOf(expired), storedCodes);
    }

    /** The price of the items that are held, by the book, policy and moment that the cart was last priced with. */
    public Quote quote(RuleBook book) {
        return quote(book, context());
    }

    /** The buyer and the codes, as the price engine sees them. */
    public PricingContext context() {
        return columns.context().with(storedCodes);
    }

    /** The items that are held, as the price engine sees them. */
    public List<QuoteItem> quoteLines() {
        List<QuoteItem> quoteLines = new ArrayList<>(lines.size());
        for (CartItemRow line : lines) {
            quoteLines.add(new QuoteItem(
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

    /** The price for another buyer. */
    public Quote quote(RuleBook book, PricingContext context) {
        List<QuoteItem> quoteLines = quoteLines();
        List<QuoteCharge> charges = columns.extras().charges().stream()
                .map(charge -> new QuoteCharge(charge.code(), new Money(charge.amount(), columns.currency())))
                .toList();
        return PriceEngine.quote(
                book, quoteLines, charges, context, PricingPolicy.named(columns.policy()), columns.pricedAt());
    }
}

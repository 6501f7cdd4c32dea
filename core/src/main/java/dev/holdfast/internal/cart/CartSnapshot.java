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
 * @param items items that are held, by id
 * @param expired items that are no longer held, by id, whether or not they have been taken away
 * @param storedCodes its promo codes that are stored, and whether they unlock their rules
 */
public record CartSnapshot(
        CartHead head, List<CartItemRow> items, List<ExpiredItemRow> expired, List<StoredCode> storedCodes) {

    /**
     * Separates held items from expired ones: an item stops counting the moment it expires. A gift that has expired is
     * not shown at all, because no buyer can put it again.
     */
    public static CartSnapshot of(
            CartHead head,
            Collection<CartItemRow> items,
            Collection<ExpiredItemRow> taken,
            List<StoredCode> storedCodes,
            Instant now) {
        List<CartItemRow> held = new ArrayList<>(items.size());
        List<ExpiredItemRow> expired = new ArrayList<>(taken);
        for (CartItemRow item : items) {
            if (!item.isExpired(now)) {
                held.add(item);
            } else if (!item.isGift()) {
                expired.add(item.expire());
            }
        }
        expired.sort(Comparator.comparingInt(ExpiredItemRow::id));
        return new CartSnapshot(head, List.copyOf(held), List.copyOf(expired), storedCodes);
    }

    /** The price of the items that are held, by the book, policy and moment that the cart was last priced with. */
    public Quote quote(RuleBook book) {
        return quote(book, context());
    }

    /** The buyer and the codes, as the price engine sees them. */
    public PricingContext context() {
        return head.context().with(storedCodes);
    }

    /** The items that are held, as the price engine sees them. */
    public List<QuoteItem> quoteItems() {
        List<QuoteItem> quoteItems = new ArrayList<>(items.size());
        for (CartItemRow item : items) {
            quoteItems.add(new QuoteItem(
                    item.id(),
                    item.key().variantId(),
                    item.productId(),
                    item.category(),
                    item.quantity(),
                    new Money(item.unitPrice(), head.currency()),
                    null,
                    item.giftRule()));
        }
        return quoteItems;
    }

    /** The price for another buyer. */
    public Quote quote(RuleBook book, PricingContext context) {
        List<QuoteItem> quoteItems = quoteItems();
        List<QuoteCharge> charges = head.extras().charges().stream()
                .map(charge -> new QuoteCharge(charge.code(), new Money(charge.amount(), head.currency())))
                .toList();
        return PriceEngine.quote(
                book, quoteItems, charges, context, PricingPolicy.named(head.policy()), head.pricedAt());
    }
}

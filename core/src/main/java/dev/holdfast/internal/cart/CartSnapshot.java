package dev.holdfast.internal.cart;

import dev.holdfast.Money;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.GiftOffer;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cart at one moment: its items, and everything that its price depends on.
 *
 * @param items items that are held, by id
 * @param expired items that are no longer held, by id, whether or not they have been taken away
 * @param storedCodes its promo codes that are stored, and whether they unlock their rules
 * @param ordersPlaced how many orders its user has placed before; null if its price does not depend on that, or there is
 *     no user
 */
public record CartSnapshot(
        CartHead head,
        List<CartItemRow> items,
        List<ExpiredItemRow> expired,
        List<StoredCode> storedCodes,
        @Nullable Integer ordersPlaced) {

    /**
     * Separates held items from expired ones: an item stops counting the moment it expires. A gift that has expired is
     * not shown at all, because no buyer can put it again. Nor is a checkout session that has expired.
     */
    public static CartSnapshot of(
            CartHead head,
            Collection<CartItemRow> items,
            Collection<ExpiredItemRow> taken,
            List<StoredCode> storedCodes,
            @Nullable Integer ordersPlaced,
            Instant now) {
        List<CartItemRow> held = new ArrayList<>(items.size());
        // Of an item that several counters held, some may have been freed before the others: of a kit maybe all but
        // components.
        SortedMap<Integer, ExpiredItemRow> expired = new TreeMap<>();
        taken.forEach(item -> expired.put(item.id(), item));
        for (CartItemRow item : items) {
            if (!item.isExpired(now)) {
                held.add(item);
            } else if (!item.isGift() && item.quantity() > 0) {
                expired.merge(item.id(), item.expire(), ExpiredItemRow::and);
            }
        }
        CartHead.Session session = head.session(now);
        CartHead shown = Objects.equals(session, head.state().session()) ? head : head.in(session);
        return new CartSnapshot(shown, List.copyOf(held), List.copyOf(expired.values()), storedCodes, ordersPlaced);
    }

    /** The price of the items that are held, by the book, policy and moment that the cart was last priced with. */
    public Quote quote(RuleBook book) {
        return quote(book, context());
    }

    /** The buyer and the codes, as the price engine sees them. */
    public PricingContext context() {
        return head.context(storedCodes, ordersPlaced);
    }

    /** The items that are held, as the price engine sees them. */
    public List<QuoteItem> quoteItems() {
        List<QuoteItem> quoteItems = new ArrayList<>(items.size());
        for (CartItemRow item : items) {
            quoteItems.add(new QuoteItem(
                    item.id(),
                    item.variantId(),
                    item.productId(),
                    item.category(),
                    item.quantity(),
                    new Money(item.unitPrice(), head.currency()),
                    item.minUnitPrice() == null ? null : new Money(item.minUnitPrice(), head.currency()),
                    item.giftRule()));
        }
        return quoteItems;
    }

    /**
     * Without the gifts that are no longer due, because the buyer has placed another order since the cart was last
     * changed. Its next change gives them back.
     */
    public CartSnapshot withDueGifts(RuleBook book) {
        return book.asksForOrders() ? withEarnedGifts(book) : this;
    }

    /** Without the gifts that its other items do not earn. */
    public CartSnapshot withEarnedGifts(RuleBook book) {
        CartSnapshot shown = this;
        while (shown.items.stream().anyMatch(CartItemRow::isGift)) {
            List<CartItemRow> due = shown.dueItems(book);
            if (due.size() == shown.items.size()) {
                return shown;
            }
            // Another gift may have to be paid for now.
            shown = new CartSnapshot(head, due, expired, storedCodes, ordersPlaced);
        }
        return shown;
    }

    /** With no more units of a gift than its other items earn, of which some may have left the cart. */
    public CartSnapshot withGiftsInPart(RuleBook book) {
        if (items.stream().noneMatch(CartItemRow::isGift)) {
            return this;
        }
        Map<String, Integer> earned = quote(book).gifts().stream()
                .collect(Collectors.toMap(GiftOffer::rule, GiftOffer::quantity, Integer::sum));
        List<CartItemRow> inPart = items.stream()
                .map(item -> item.isGift()
                        ? item.holding(
                                Math.min(item.quantity(), earned.getOrDefault(item.giftRule(), item.quantity())),
                                item.reservedUntil())
                        : item)
                .toList();
        return new CartSnapshot(head, inPart, expired, storedCodes, ordersPlaced).withEarnedGifts(book);
    }

    private List<CartItemRow> dueItems(RuleBook book) {
        Quote quote = quote(book);
        Set<String> given = quote.gifts().stream().map(GiftOffer::rule).collect(Collectors.toSet());
        List<CartItemRow> due = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            CartItemRow item = items.get(i);
            boolean isFree = quote.items().get(i).total().minor() == 0;
            if (item.giftRule() == null || given.contains(item.giftRule()) && isFree) {
                due.add(item);
            }
        }
        return due;
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

package dev.holdfast.pricing.trial;

import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.GiftOffer;
import dev.holdfast.pricing.quote.PriceEngine;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.pricing.quote.QuoteItem;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Prices a cart that is given as it was, without the gifts that the rules do not give. */
final class Repricing {
    private Repricing() {}

    static Quote quote(
            RuleBook book,
            List<QuoteItem> items,
            List<QuoteCharge> charges,
            PricingContext context,
            PricingPolicy policy,
            Instant at) {
        Quote quote = PriceEngine.quote(book, items, charges, context, policy, at);
        List<QuoteItem> kept = keptItems(items, quote);
        return kept.size() == items.size() ? quote : PriceEngine.quote(book, kept, charges, context, policy, at);
    }

    private static List<QuoteItem> keptItems(List<QuoteItem> items, Quote quote) {
        if (items.stream().allMatch(item -> item.giftOf() == null)) {
            return items;
        }
        Set<String> due = quote.gifts().stream().map(GiftOffer::rule).collect(Collectors.toSet());
        return items.stream()
                .filter(item -> item.giftOf() == null || due.contains(item.giftOf()))
                .toList();
    }
}

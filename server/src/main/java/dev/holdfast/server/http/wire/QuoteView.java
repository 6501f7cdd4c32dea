package dev.holdfast.server.http.wire;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.GiftOffer;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuotedCharge;
import dev.holdfast.pricing.quote.QuotedItem;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Instant;
import java.util.Currency;
import java.util.List;

/** A quote as the API shows it. */
public record QuoteView(
        Currency currency,
        List<Item> lines,
        List<Charge> charges,
        List<GiftOffer> gifts,
        Money subtotal,
        Money chargeTotal,
        Money discountTotal,
        Money total,
        boolean searchedAll,
        List<RuleOutcome> explanation,
        String policy,
        Instant pricedAt) {
    /** The view of a quote. */
    public static QuoteView of(Quote quote) {
        return new QuoteView(
                quote.total().currency(),
                quote.items().stream().map(Item::of).toList(),
                quote.charges().stream().map(Charge::of).toList(),
                quote.gifts(),
                quote.subtotal(),
                quote.chargeTotal(),
                quote.discountTotal(),
                quote.total(),
                quote.searchedAll(),
                quote.explanation(),
                quote.policy(),
                quote.pricedAt());
    }

    /** A copy with other gifts. */
    public QuoteView withGifts(List<GiftOffer> others) {
        return new QuoteView(
                currency,
                lines,
                charges,
                others,
                subtotal,
                chargeTotal,
                discountTotal,
                total,
                searchedAll,
                explanation,
                policy,
                pricedAt);
    }

    /** A charge of the quote. */
    public record Charge(String code, Money amount, Money discount, Money total, List<RuleOutcome> explanation) {
        static Charge of(QuotedCharge quoted) {
            return new Charge(
                    quoted.charge().code(),
                    quoted.charge().amount(),
                    quoted.discount(),
                    quoted.total(),
                    quoted.explanation());
        }
    }

    /** An item of the quote. */
    public record Item(
            long variantId,
            long productId,
            int quantity,
            Money unitPrice,
            Money subtotal,
            Money discount,
            Money total,
            List<RuleOutcome> explanation) {
        static Item of(QuotedItem quoted) {
            return new Item(
                    quoted.item().variantId(),
                    quoted.item().productId(),
                    quoted.item().quantity(),
                    quoted.item().unitPrice(),
                    quoted.subtotal(),
                    quoted.discount(),
                    quoted.total(),
                    quoted.explanation());
        }
    }
}

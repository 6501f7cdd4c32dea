package dev.holdfast.pricing;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be priced without holding it.
 *
 * @param lines 1 to {@value PriceEngine#MAX_LINES}; a variant may be there more than once
 * @param currency of the quote, null for that of the first line
 * @param userId null when not known
 * @param userTier such as {@code gold}, null for none
 * @param promoCodes up to 10, each up to 100 characters
 */
public record QuoteRequest(
        List<Line> lines,
        @Nullable Currency currency,
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes) {
    /** Copies the lists. */
    public QuoteRequest {
        lines = List.copyOf(lines);
        promoCodes = List.copyOf(promoCodes);
    }

    /**
     * So many units of a variant.
     *
     * @param quantity 1 to {@value PriceEngine#MAX_QUANTITY}
     */
    public record Line(long variantId, int quantity) {}

    /** For a buyer of whom nothing is known. */
    public static QuoteRequest of(List<Line> lines) {
        return new QuoteRequest(lines, null, null, null, List.of());
    }
}

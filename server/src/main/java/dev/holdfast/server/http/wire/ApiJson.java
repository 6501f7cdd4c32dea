package dev.holdfast.server.http.wire;

import dev.holdfast.Page;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.Variant;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.Quote;

/** The JSON of the HTTP API for the library's answers, for programs that print it elsewhere. Thread-safe. */
public final class ApiJson {
    private ApiJson() {}

    /**
     * The JSON that the API answers for a value, on one line.
     *
     * @param value a product, variant, movement, rule, cart, order or quote, a {@link Page} of them, or a record of strings, numbers and the like
     */
    public static String write(Object value) {
        return Json.write(shown(value));
    }

    private static Object shown(Object value) {
        if (value instanceof Page<?> page) {
            return new Page<>(page.items().stream().map(ApiJson::shown).toList(), page.nextCursor());
        }
        if (value instanceof Product product) {
            return ProductView.of(product);
        }
        if (value instanceof Variant variant) {
            return VariantView.of(variant);
        }
        if (value instanceof RuleRevision revision) {
            return RuleView.of(revision);
        }
        return value instanceof Quote quote ? QuoteView.of(quote) : value;
    }
}

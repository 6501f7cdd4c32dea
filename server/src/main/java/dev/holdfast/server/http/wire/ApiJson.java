package dev.holdfast.server.http.wire;

import dev.holdfast.Page;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.Variant;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.Quote;

/** What the library answers as the HTTP API writes it, for programs that write it elsewhere. */
public final class ApiJson {
    private ApiJson() {}

    /**
     * Writes a value as the body of the API's answer, in one line.
     *
     * @param value a product, variant, movement, rule, cart, order or quote, a {@link Page} of them, or a record of
     *     texts, numbers and such
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

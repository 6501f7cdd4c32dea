package dev.holdfast.server.http;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.pricing.PriceEngine;
import dev.holdfast.pricing.QuoteRequest;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prices without holding anything. */
final class QuoteRoutes {
    private QuoteRoutes() {}

    static void add(Api api) {
        api.post("/quotes", QuoteRoutes::quote);
        api.get("/products/{product_id}/price", QuoteRoutes::preview);
    }

    private static Endpoint.Command quote(ApiRequest request) {
        Fields fields = request.fields();
        List<QuoteRequest.Line> lines = fields.objects(
                "lines",
                PriceEngine.MAX_LINES,
                line -> new QuoteRequest.Line(
                        line.requiredId("variant_id"), line.requiredInteger("quantity", 1, PriceEngine.MAX_QUANTITY)));
        if (!fields.has("lines")) {
            fields.fail("lines", "is missing");
        }
        Currency currency = fields.currency("currency");
        String userId = fields.userId("user_id", CartRoutes.LONGEST_WORD);
        String userTier = fields.text("user_tier", CartRoutes.LONGEST_WORD);
        List<String> promoCodes = fields.texts("promo_codes", CartRoutes.MOST_PROMO_CODES, CartRoutes.LONGEST_WORD);
        fields.finish();
        QuoteRequest quote =
                new QuoteRequest(lines, currency, userId, userTier, promoCodes == null ? List.of() : promoCodes);
        return shop -> Answer.ok(QuoteView.of(shop.pricing().quote(quote)));
    }

    private static Endpoint.Command preview(ApiRequest request) {
        long productId = request.id("product");
        Query query = request.query();
        Long variantId = query.whole("variant_id", query.optional("variant_id"), 1, Long.MAX_VALUE);
        Long quantity = query.whole("quantity", query.optional("quantity"), 1, PriceEngine.MAX_QUANTITY);
        String userTier = query.optional("user_tier");
        String promoCode = query.optional("promo_code");
        query.finish();
        return shop -> {
            long id = variant(shop, productId, variantId);
            QuoteRequest quote = new QuoteRequest(
                    List.of(new QuoteRequest.Line(id, quantity == null ? 1 : quantity.intValue())),
                    null,
                    null,
                    userTier,
                    promoCode == null ? List.of() : List.of(promoCode));
            return Answer.ok(QuoteView.of(shop.pricing().quote(quote)));
        };
    }

    /** The variant that was named, if it is one of the product, or else the product's only one. */
    private static long variant(Holdfast shop, long productId, @Nullable Long variantId) {
        shop.catalog().product(productId);
        if (variantId != null) {
            if (shop.catalog().variant(variantId).productId() != productId) {
                throw new NotFoundException("variant", "variant_id", variantId);
            }
            return variantId;
        }
        Page<Variant> variants = shop.catalog().variants(VariantFilter.ofProduct(productId), PageRequest.first(2));
        if (variants.items().size() != 1) {
            throw new InvalidInputException(
                    "/variant_id",
                    "is missing, and product " + productId + " has "
                            + (variants.items().isEmpty() ? "no variant" : "more than one variant"));
        }
        return variants.items().get(0).id();
    }
}

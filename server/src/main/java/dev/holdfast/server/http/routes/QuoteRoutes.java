package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.access.Scope;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.quote.GiftOffer;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.QuoteCharge;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Buyer;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Prices;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.QuoteView;
import dev.holdfast.server.http.wire.Storefront;
import dev.holdfast.server.http.wire.Text;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Quotes, which reserve nothing. */
final class QuoteRoutes {
    private QuoteRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/quotes", Scope.PRICES_READ, QuoteRoutes::quote)
                        .alsoFor(Storefront.writing(
                                "lines", "lines/variant_id", "lines/quantity", "currency", "promo_codes")),
                Route.get("/products/{product_id}/price", Scope.PRICES_READ, QuoteRoutes::preview)
                        .alsoFor(Storefront.reading("variant_id", "quantity", "promo_code")));
    }

    private static Endpoint.Command quote(ApiRequest request) {
        Fields fields = request.fields();
        List<QuoteRequest.Item> items = fields.objects(
                "lines",
                Limits.ITEMS_PER_QUOTE,
                item -> new QuoteRequest.Item(
                        item.requiredId("variant_id"), item.requiredInteger("quantity", 1, Limits.QUANTITY)));
        if (!fields.has("lines")) {
            fields.fail("lines", "is missing");
        }
        Currency currency = fields.currency("currency");
        Buyer buyer = request.buyer();
        String userId = buyer.userId(fields, "user_id");
        String userTier = buyer.userTier(fields, "user_tier", Limits.WORD);
        List<String> promoCodes = fields.texts("promo_codes", Limits.PROMO_CODES, Limits.WORD);
        Integer ordersPlaced = fields.integer("orders_placed", 0, Integer.MAX_VALUE);
        Map<String, String> attributes = buyer.attributes(fields, "attributes");
        List<Charge> charges = fields.objects(
                "charges",
                Limits.CHARGES,
                charge -> new Charge(charge.requiredText("code", Limits.WORD), charge.requiredAmount("amount")));
        PricingPolicy policy = policy(fields);
        fields.finish();
        return shop -> {
            boolean known = currency != null || charges.isEmpty() || items.isEmpty();
            Currency own = known ? currency : currencyOf(shop, items.get(0));
            QuoteRequest quote = new QuoteRequest(
                    items,
                    own,
                    userId,
                    userTier,
                    promoCodes == null ? List.of() : promoCodes,
                    own == null ? List.of() : inCurrency(charges, own),
                    ordersPlaced,
                    attributes,
                    policy);
            return answer(request, shop, quote);
        };
    }

    private static Answer answer(ApiRequest request, Holdfast shop, QuoteRequest asked) {
        QuoteView quote = QuoteView.of(shop.pricing().quote(asked));
        if (!request.isOfBrowser() || quote.gifts().isEmpty()) {
            return Answer.ok(quote);
        }
        // Of more gifts than can be asked for at once, the others are not told.
        List<Long> ids = quote.gifts().stream()
                .map(GiftOffer::variantId)
                .distinct()
                .limit(Limits.FILTER_VALUES)
                .toList();
        List<Long> shown = shop.catalog().variants(onSale(ids), PageRequest.first(ids.size())).items().stream()
                .map(Variant::id)
                .toList();
        return Answer.ok(quote.withGifts(quote.gifts().stream()
                .filter(gift -> shown.contains(gift.variantId()))
                .toList()));
    }

    private static VariantFilter onSale(List<Long> ids) {
        return new VariantFilter(ids, List.of(), List.of(), null, ProductStatus.ACTIVE, Map.of(), null, null, null);
    }

    /** A charge whose currency is not known yet. */
    private record Charge(String code, BigDecimal amount) {}

    private static List<QuoteCharge> inCurrency(List<Charge> charges, Currency currency) {
        return IntStream.range(0, charges.size())
                .mapToObj(i -> new QuoteCharge(
                        charges.get(i).code(),
                        Prices.in(
                                currency,
                                "/charges/" + i + "/amount",
                                charges.get(i).amount())))
                .toList();
    }

    private static Currency currencyOf(Holdfast shop, QuoteRequest.Item first) {
        return shop.catalog().variant(first.variantId()).price().currency();
    }

    private static @Nullable PricingPolicy policy(Fields fields) {
        String name = fields.text("policy", Limits.TEXT);
        try {
            return name == null ? null : PricingPolicy.named(name);
        } catch (IllegalArgumentException e) {
            fields.fail("policy", Text.harmless(String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static Endpoint.Command preview(ApiRequest request) {
        long productId = request.id("product");
        Query query = request.query();
        Long variantId = query.whole("variant_id", query.optional("variant_id"), 1, Long.MAX_VALUE);
        Long quantity = query.whole("quantity", query.optional("quantity"), 1, Limits.QUANTITY);
        Buyer buyer = request.buyer();
        String userTier = buyer.userTier(query, "user_tier");
        String promoCode = query.optional("promo_code");
        query.finish();
        return shop -> {
            requireProduct(shop, productId, request.isOfBrowser());
            long id = variant(shop, productId, variantId);
            QuoteRequest quote = new QuoteRequest(
                    List.of(new QuoteRequest.Item(id, quantity == null ? 1 : quantity.intValue())),
                    null,
                    buyer.userId(),
                    userTier,
                    promoCode == null ? List.of() : List.of(promoCode),
                    List.of(),
                    null,
                    buyer.attributes(),
                    null);
            return answer(request, shop, quote);
        };
    }

    private static void requireProduct(Holdfast shop, long productId, boolean onSale) {
        if (shop.catalog().product(productId).status() != ProductStatus.ACTIVE && onSale) {
            throw new NotFoundException("product", "product_id", productId);
        }
    }

    /** The named variant, if it belongs to the product; otherwise the only variant of the product. */
    private static long variant(Holdfast shop, long productId, @Nullable Long variantId) {
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

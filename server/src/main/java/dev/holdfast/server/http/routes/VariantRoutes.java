package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.access.Scope;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.catalog.VariantLimits;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Attributes;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Prices;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.Storefront;
import dev.holdfast.server.http.wire.VariantView;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Variants. */
final class VariantRoutes {
    private VariantRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/variants", Scope.CATALOG_WRITE, VariantRoutes::create),
                Route.get("/variants", Scope.CATALOG_READ, VariantRoutes::list)
                        .alsoFor(Storefront.reading(
                                "ids", "product_id", "sku", "q", "attribute", "available", "limit", "cursor")),
                Route.get("/variants/{variant_id}", Scope.CATALOG_READ, VariantRoutes::show)
                        .alsoFor(Storefront.reading()),
                Route.patch("/variants/{variant_id}", Scope.CATALOG_WRITE, VariantRoutes::change));
    }

    private static Endpoint.Command create(ApiRequest request) {
        Fields fields = request.fields();
        long productId = fields.requiredId("product_id");
        String sku = fields.requiredText("sku", Limits.SKU);
        String name = fields.text("name", Limits.NAME);
        BigDecimal price = fields.amount("price");
        BigDecimal minPrice = fields.amount("min_price");
        Currency currency = fields.currency("currency");
        Map<String, Object> attributes = Attributes.scalars(fields, "attributes");
        Map<String, @Nullable Object> metadata = Attributes.optionalJson(fields, "metadata");
        Integer stock = fields.integer("stock_quantity", 0, Limits.STOCK);
        VariantLimits limits = VariantFields.limits(fields);
        fields.finish();
        return shop -> {
            Supplier<Currency> own = () -> currencyOf(shop, productId);
            Variant added = shop.catalog()
                    .addVariant(new NewVariant(
                            productId,
                            sku,
                            name,
                            Prices.in(own, currency, "/price", price),
                            Prices.in(own, null, "/min_price", minPrice),
                            orNone(attributes),
                            metadata,
                            stock == null ? 0 : stock,
                            limits));
            return Answer.createdTagged(Route.BASE + "/variants/" + added.id(), VariantView.of(added));
        };
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        VariantFilter filter = new VariantFilter(
                query.ids("ids"),
                query.ids("product_id"),
                query.texts("sku"),
                query.text("q"),
                request.isOfBrowser()
                        ? ProductStatus.ACTIVE
                        : query.word("product_status", List.of(ProductStatus.values()), ProductStatus::word),
                query.named("attribute"),
                query.truth("available"),
                query.instant("created_from"),
                query.instant("created_to"));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.page(shop.catalog().variants(filter, page), VariantView::of);
    }

    private static Endpoint.Command show(ApiRequest request) {
        long id = request.id("variant");
        request.query().finish();
        return shop -> {
            VariantView view = VariantView.of(shop.catalog().variant(id));
            if (request.isOfBrowser() && !view.productStatus().equals(ProductStatus.ACTIVE.word())) {
                throw new NotFoundException("variant", "variant_id", id);
            }
            return Answer.tagged(view);
        };
    }

    private static Endpoint.Command change(ApiRequest request) {
        long id = request.id("variant");
        Condition condition = request.ifMatch();
        Fields fields = request.fields();
        Patch<String> sku = fields.patchRequired("sku", member -> fields.text(member, Limits.SKU));
        Patch<String> name = fields.patch("name", member -> fields.text(member, Limits.NAME));
        Patch<BigDecimal> price = fields.patch("price", fields::amount);
        Patch<BigDecimal> minPrice = fields.patch("min_price", fields::amount);
        Currency currency = fields.currency("currency");
        Patch<Map<String, Object>> given = fields.patch("attributes", member -> Attributes.scalars(fields, member));
        Patch<Map<String, Object>> attributes = given.present() ? Patch.set(orNone(given.value())) : given;
        Patch<Map<String, @Nullable Object>> metadata =
                fields.patch("metadata", member -> Attributes.json(fields, member));
        VariantLimitsChange limits = VariantFields.limitsChange(fields);
        fields.refuse(
                "stock_quantity",
                "stock changes only through movements: POST " + Route.BASE + "/variants/" + id + "/movements");
        fields.refuse("components", "components change through: PUT " + Route.BASE + "/variants/" + id + "/components");
        fields.finish();
        return shop -> {
            Supplier<Currency> own =
                    () -> currencyOf(shop, shop.catalog().variant(id).productId());
            Money ownPrice = Prices.in(own, currency, "/price", price.value());
            Money lowest = Prices.in(own, null, "/min_price", minPrice.value());
            VariantChange change = new VariantChange(
                    sku,
                    name,
                    price.present() ? Patch.set(ownPrice) : Patch.keep(),
                    minPrice.present() ? Patch.set(lowest) : Patch.keep(),
                    attributes,
                    metadata,
                    limits);
            return Answer.tagged(
                    VariantView.of(shop.catalog().changeVariant(id, change, condition.on(VariantView::of))));
        };
    }

    private static Map<String, Object> orNone(@Nullable Map<String, Object> attributes) {
        return attributes == null ? Map.of() : attributes;
    }

    private static Currency currencyOf(Holdfast shop, long productId) {
        return shop.catalog().product(productId).basePrice().currency();
    }
}

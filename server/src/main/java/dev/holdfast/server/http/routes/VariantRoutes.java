package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Attributes;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Prices;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.VariantView;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Variants. */
final class VariantRoutes {
    private static final int LONGEST_SKU = 100;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_STOCK = 1_000_000_000;

    private VariantRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/variants", VariantRoutes::create),
                Route.get("/variants", VariantRoutes::list),
                Route.get("/variants/{variant_id}", VariantRoutes::show),
                Route.patch("/variants/{variant_id}", VariantRoutes::change));
    }

    private static Endpoint.Command create(ApiRequest request) {
        Fields fields = request.fields();
        long productId = fields.requiredId("product_id");
        String sku = fields.requiredText("sku", LONGEST_SKU);
        String name = fields.text("name", LONGEST_NAME);
        BigDecimal price = fields.amount("price");
        Currency currency = fields.currency("currency");
        Map<String, Object> attributes = Attributes.scalars(fields, "attributes");
        Integer stock = fields.integer("stock_quantity", 0, MOST_STOCK);
        fields.finish();
        return shop -> {
            Variant added = shop.catalog()
                    .addVariant(new NewVariant(
                            productId,
                            sku,
                            name,
                            price(shop, productId, price, currency),
                            attributes == null ? Map.of() : attributes,
                            stock == null ? 0 : stock));
            return Answer.created(Route.BASE + "/variants/" + added.id(), VariantView.of(added));
        };
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        VariantFilter filter = new VariantFilter(query.id("product_id"), query.text("sku"), query.text("q"));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.page(shop.catalog().variants(filter, page), VariantView::of);
    }

    private static Endpoint.Command show(ApiRequest request) {
        long id = request.id("variant");
        request.query().finish();
        return shop -> Answer.ok(VariantView.of(shop.catalog().variant(id)));
    }

    private static Endpoint.Command change(ApiRequest request) {
        long id = request.id("variant");
        Fields fields = request.fields();
        Patch<String> sku = fields.patchRequired("sku", member -> fields.text(member, LONGEST_SKU));
        Patch<String> name = fields.patch("name", member -> fields.text(member, LONGEST_NAME));
        Patch<BigDecimal> price = fields.patch("price", fields::amount);
        Currency currency = fields.currency("currency");
        Patch<Map<String, Object>> attributes =
                fields.patchRequired("attributes", member -> Attributes.scalars(fields, member));
        fields.refuse(
                "stock_quantity",
                "stock is changed by movements, which say why: POST " + Route.BASE + "/variants/" + id + "/movements");
        fields.finish();
        return shop -> {
            Patch<Money> ownPrice = Patch.keep();
            if (price.present() || currency != null) {
                long productId = shop.catalog().variant(id).productId();
                Money money = price(shop, productId, price.value(), currency);
                ownPrice = price.present() ? Patch.set(money) : ownPrice;
            }
            VariantChange change = new VariantChange(sku, name, ownPrice, attributes);
            return Answer.ok(VariantView.of(shop.catalog().changeVariant(id, change)));
        };
    }

    private static @Nullable Money price(
            Holdfast shop, long productId, @Nullable BigDecimal amount, @Nullable Currency currency) {
        if (amount == null && currency == null) {
            return null;
        }
        Currency own = shop.catalog().product(productId).basePrice().currency();
        Prices.requireSame(currency, own);
        return amount == null ? null : Prices.in(own, "/price", amount);
    }
}

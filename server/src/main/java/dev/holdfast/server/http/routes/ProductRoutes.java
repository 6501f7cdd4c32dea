package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Prices;
import dev.holdfast.server.http.wire.ProductView;
import dev.holdfast.server.http.wire.Query;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products. */
final class ProductRoutes {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 10_000;
    private static final int LONGEST_CATEGORY = 300;
    private static final String NO_CATEGORY_ID =
            "categories have paths and no ids; use category, such as" + " \"apparel/shirts\"";

    private ProductRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/products", ProductRoutes::create),
                Route.get("/products", ProductRoutes::list),
                Route.get("/products/{product_id}", ProductRoutes::show),
                Route.patch("/products/{product_id}", ProductRoutes::change));
    }

    private static Endpoint.Command create(ApiRequest request) {
        Fields fields = request.fields();
        Currency currency = fields.currency("currency");
        NewProduct product = new NewProduct(
                fields.requiredText("name", LONGEST_NAME),
                fields.requiredMoney("base_price", currency == null ? request.currency() : currency),
                fields.text("handle", LONGEST_NAME),
                fields.freeText("description", LONGEST_DESCRIPTION),
                fields.text("category", LONGEST_CATEGORY));
        fields.refuse("category_id", NO_CATEGORY_ID);
        fields.finish();
        return shop -> {
            Product added = shop.catalog().addProduct(product);
            return Answer.created(Route.BASE + "/products/" + added.id(), ProductView.of(added));
        };
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        ProductFilter filter = new ProductFilter(query.text("handle"), query.text("category"), query.text("q"));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.page(shop.catalog().products(filter, page), ProductView::of);
    }

    private static Endpoint.Command show(ApiRequest request) {
        long id = request.id("product");
        request.query().finish();
        return shop -> Answer.ok(ProductView.of(shop.catalog().product(id)));
    }

    private static Endpoint.Command change(ApiRequest request) {
        long id = request.id("product");
        Fields fields = request.fields();
        Patch<String> name = fields.patchRequired("name", member -> fields.text(member, LONGEST_NAME));
        Patch<String> handle = fields.patchRequired("handle", member -> fields.text(member, LONGEST_NAME));
        Patch<String> description = fields.patch("description", member -> fields.freeText(member, LONGEST_DESCRIPTION));
        Patch<BigDecimal> basePrice = fields.patchRequired("base_price", fields::amount);
        Patch<String> category = fields.patch("category", member -> fields.text(member, LONGEST_CATEGORY));
        Currency currency = fields.currency("currency");
        fields.refuse("category_id", NO_CATEGORY_ID);
        fields.finish();
        return shop -> {
            Patch<Money> price = price(shop, id, basePrice.value(), currency);
            ProductChange change = new ProductChange(name, handle, description, price, category);
            return Answer.ok(ProductView.of(shop.catalog().changeProduct(id, change)));
        };
    }

    private static Patch<Money> price(
            Holdfast shop, long id, @Nullable BigDecimal amount, @Nullable Currency currency) {
        if (amount == null && currency == null) {
            return Patch.keep();
        }
        // A product's currency never changes, so that it can be asked for outside of the change.
        Currency own = shop.catalog().product(id).basePrice().currency();
        Prices.requireSame(currency, own);
        return amount == null ? Patch.keep() : Patch.set(Prices.in(own, "/base_price", amount));
    }
}

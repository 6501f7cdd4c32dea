package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.access.Scope;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.catalog.ProductSort;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Attributes;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Prices;
import dev.holdfast.server.http.wire.ProductView;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.Storefront;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Products. */
final class ProductRoutes {
    private static final String NO_CATEGORY_ID =
            "categories have paths and no ids; use category, such as \"apparel/shirts\"";

    private ProductRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/products", Scope.CATALOG_WRITE, ProductRoutes::create),
                Route.get("/products", Scope.CATALOG_READ, ProductRoutes::list)
                        .alsoFor(Storefront.reading(
                                "ids",
                                "handle",
                                "category",
                                "q",
                                "attribute",
                                "available",
                                "sort",
                                "expand",
                                "limit",
                                "cursor")),
                Route.get("/products/{product_id}", Scope.CATALOG_READ, ProductRoutes::show)
                        .alsoFor(Storefront.reading("expand")),
                Route.patch("/products/{product_id}", Scope.CATALOG_WRITE, ProductRoutes::change));
    }

    private static Endpoint.Command create(ApiRequest request) {
        Fields fields = request.fields();
        Currency currency = fields.currency("currency");
        ProductStatus status = status(fields);
        NewProduct product = new NewProduct(
                fields.requiredText("name", Limits.NAME),
                fields.requiredMoney("base_price", currency == null ? request.currency() : currency),
                fields.text("handle", Limits.NAME),
                fields.freeText("description", Limits.DESCRIPTION),
                fields.text("category", Limits.CATEGORY),
                status == null ? ProductStatus.ACTIVE : status,
                Attributes.optionalJson(fields, "metadata"));
        fields.refuse("category_id", NO_CATEGORY_ID);
        fields.finish();
        return shop -> {
            Product added = shop.catalog().addProduct(product);
            return Answer.createdTagged(Route.BASE + "/products/" + added.id(), ProductView.of(added));
        };
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        ProductFilter filter = new ProductFilter(
                query.ids("ids"),
                query.text("handle"),
                query.text("category"),
                query.text("q"),
                request.isOfBrowser()
                        ? ProductStatus.ACTIVE
                        : query.word("status", List.of(ProductStatus.values()), ProductStatus::word),
                query.named("attribute"),
                query.truth("available"),
                query.instant("created_from"),
                query.instant("created_to"));
        ProductSort given = query.word("sort", List.of(ProductSort.values()), ProductSort::word);
        ProductSort sort = given == null ? ProductSort.ID : given;
        boolean isExpanded = isExpanded(query);
        PageRequest page = query.page();
        query.finish();
        return shop -> isExpanded
                ? Answer.page(shop.catalog().productsWithVariants(filter, sort, page), ProductView::of)
                : Answer.page(shop.catalog().products(filter, sort, page), ProductView::of);
    }

    private static Endpoint.Command show(ApiRequest request) {
        long id = request.id("product");
        Query query = request.query();
        boolean isExpanded = isExpanded(query);
        query.finish();
        return shop -> {
            ProductView view = isExpanded
                    ? ProductView.of(shop.catalog().productWithVariants(id))
                    : ProductView.of(shop.catalog().product(id));
            if (request.isOfBrowser() && !view.status().equals(ProductStatus.ACTIVE.word())) {
                throw new NotFoundException("product", "product_id", id);
            }
            return Answer.tagged(view);
        };
    }

    private static boolean isExpanded(Query query) {
        return query.word("expand", List.of("variants"), word -> word) != null;
    }

    private static Endpoint.Command change(ApiRequest request) {
        long id = request.id("product");
        Condition condition = request.ifMatch();
        Fields fields = request.fields();
        Patch<String> name = fields.patchRequired("name", member -> fields.text(member, Limits.NAME));
        Patch<String> handle = fields.patchRequired("handle", member -> fields.text(member, Limits.NAME));
        Patch<String> description = fields.patch("description", member -> fields.freeText(member, Limits.DESCRIPTION));
        Patch<BigDecimal> basePrice = fields.patchRequired("base_price", fields::amount);
        Patch<String> category = fields.patch("category", member -> fields.text(member, Limits.CATEGORY));
        Patch<ProductStatus> status = fields.patchRequired("status", member -> status(fields));
        Patch<Map<String, @Nullable Object>> metadata =
                fields.patch("metadata", member -> Attributes.json(fields, member));
        Currency currency = fields.currency("currency");
        fields.refuse("category_id", NO_CATEGORY_ID);
        fields.finish();
        return shop -> {
            Money price = Prices.in(
                    () -> shop.catalog().product(id).basePrice().currency(),
                    currency,
                    "/base_price",
                    basePrice.value());
            ProductChange change = new ProductChange(
                    name,
                    handle,
                    description,
                    price == null ? Patch.keep() : Patch.set(price),
                    category,
                    status,
                    metadata);
            return Answer.tagged(
                    ProductView.of(shop.catalog().changeProduct(id, change, condition.on(ProductView::of))));
        };
    }

    private static @Nullable ProductStatus status(Fields fields) {
        return fields.word("status", ProductStatus.values(), ProductStatus::word);
    }
}

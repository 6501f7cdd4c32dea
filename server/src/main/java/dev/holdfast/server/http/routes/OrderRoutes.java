package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.access.Scope;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderFilter;
import dev.holdfast.order.OrderStatus;
import dev.holdfast.order.PaymentStatus;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Attributes;
import dev.holdfast.server.http.wire.Buyer;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.Storefront;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Checkout and orders. */
final class OrderRoutes {
    private OrderRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/checkout", Scope.ORDERS_WRITE, OrderRoutes::checkout),
                Route.get("/orders", Scope.ORDERS_READ, OrderRoutes::list)
                        .alsoFor(Storefront.reading(
                                "status", "payment_status", "placed_from", "placed_to", "limit", "cursor")),
                Route.get("/orders/{order_id}", Scope.ORDERS_READ, OrderRoutes::show)
                        .alsoFor(Storefront.reading()),
                Route.get("/carts/{cart_id}/orders", Scope.ORDERS_READ, OrderRoutes::ofCart)
                        .alsoFor(Storefront.reading("limit", "cursor")));
    }

    private static Endpoint.Command checkout(ApiRequest request) {
        Fields fields = request.fields();
        CartName cart = CartName.in(fields);
        LongFunction<CheckoutRequest> checkout = checkout(fields, request.buyer());
        Instant payBy = fields.instant("pay_by");
        fields.finish();
        return shop -> {
            Order order = shop.checkout().place(checkout.apply(cart.id(shop)).withPayBy(payBy));
            return Answer.createdTagged(Route.BASE + "/orders/" + order.id(), order);
        };
    }

    /** What is to be checked out of a cart, in one step or in two, by the number of the cart. */
    static LongFunction<CheckoutRequest> checkout(Fields fields, Buyer buyer) {
        String userId = buyer.userId(fields, "user_id");
        BigDecimal expectedTotal = fields.amount("expected_total");
        Currency currency = fields.currency("currency");
        String email = fields.text("email", Limits.EMAIL);
        String reference = fields.text("reference", Limits.TEXT);
        Map<String, @Nullable Object> metadata = Attributes.optionalJson(fields, "metadata");
        List<CheckoutItem> items = fields.objects(
                "items",
                Limits.ITEMS_PER_CART,
                item -> new CheckoutItem(
                        item.requiredInteger("item_id", 1, Integer.MAX_VALUE),
                        item.integer("quantity", 1, Limits.QUANTITY)));
        return cartId -> new CheckoutRequest(
                cartId, userId, null, expectedTotal, currency, email, reference, metadata, items, null);
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        OrderFilter filter = new OrderFilter(
                request.isOfBrowser() ? request.buyer().requiredUserId() : query.text("user_id"),
                query.word("status", List.of(OrderStatus.values()), OrderStatus::word),
                query.word("payment_status", List.of(PaymentStatus.values()), PaymentStatus::word),
                query.id("cart_id"),
                query.instant("placed_from"),
                query.instant("placed_to"),
                query.text("email"),
                query.text("reference"),
                query.text("promo_code"));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(shop.orders().list(filter, page));
    }

    private static Endpoint.Command show(ApiRequest request) {
        long id = request.id("order");
        request.query().finish();
        String owner = request.isOfBrowser() ? request.buyer().requiredUserId() : null;
        return shop -> {
            Order order = shop.orders().get(id);
            if (owner != null && !owner.equals(order.userId())) {
                throw new NotFoundException("order", "order_id", id);
            }
            return Answer.tagged(order);
        };
    }

    private static Endpoint.Command ofCart(ApiRequest request) {
        CartName cart = CartName.in(request);
        Query query = request.query();
        PageRequest page = query.page();
        query.finish();
        return shop -> {
            long id = cart.id(shop);
            Page<Order> orders = shop.orders().list(new OrderFilter(null, null, id), page);
            if (orders.items().isEmpty()) {
                // A number may be that of no cart.
                cart.show(shop);
            }
            return Answer.ok(orders);
        };
    }
}

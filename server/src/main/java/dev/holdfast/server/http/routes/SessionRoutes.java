package dev.holdfast.server.http.routes;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.PageRequest;
import dev.holdfast.access.Scope;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.Completion;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.checkout.SessionFilter;
import dev.holdfast.checkout.SessionStatus;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Problems;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.Storefront;
import java.time.Duration;
import java.util.List;
import java.util.function.LongFunction;

/** Checkout sessions: checkout in two steps, with the payment in between. */
final class SessionRoutes {
    private static final String PATH = "/checkout-sessions";
    private static final String ONE = PATH + "/{checkout_session_id}";

    private SessionRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post(PATH, Scope.CARTS_WRITE, SessionRoutes::begin)
                        .alsoFor(Storefront.writing(
                                "cart_id",
                                "expected_total",
                                "currency",
                                "email",
                                "items",
                                "items/item_id",
                                "items/quantity")),
                Route.get(PATH, Scope.CARTS_READ, SessionRoutes::list),
                Route.get(ONE, Scope.CARTS_READ, SessionRoutes::show).alsoFor(Storefront.reading()),
                Route.post(ONE + "/complete", Scope.ORDERS_WRITE, SessionRoutes::complete),
                Route.post(ONE + "/cancel", Scope.CARTS_WRITE, SessionRoutes::cancel)
                        .alsoFor(Storefront.reading()),
                Route.post(ONE + "/payments", Scope.ORDERS_WRITE, SessionRoutes::pay));
    }

    private static Endpoint.Command begin(ApiRequest request) {
        Fields fields = request.fields();
        CartName cart = CartName.in(fields);
        LongFunction<CheckoutRequest> checkout = OrderRoutes.checkout(fields, request.buyer());
        Long seconds = fields.whole("expires_in", 1, HoldfastBuilder.LONGEST_CHECKOUT_SESSION.toSeconds());
        fields.finish();
        Duration expiresIn = seconds == null ? null : Duration.ofSeconds(seconds);
        return shop -> created(
                shop.checkoutSessions().begin(new NewCheckoutSession(checkout.apply(cart.id(shop)), expiresIn)));
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        SessionFilter filter = new SessionFilter(
                query.word("status", List.of(SessionStatus.values()), SessionStatus::word), query.id("cart_id"));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(shop.checkoutSessions().list(filter, page));
    }

    private static Endpoint.Command show(ApiRequest request) {
        String id = id(request);
        request.query().finish();
        return shop -> Answer.ok(shop.checkoutSessions().get(id));
    }

    private static Endpoint.Command complete(ApiRequest request) {
        String id = id(request);
        Fields fields = request.optionalFields();
        NewPayment payment = fields.object("payment", CorrectionRoutes::payment);
        boolean retry = Boolean.TRUE.equals(fields.truth("retry"));
        fields.finish();
        return shop -> {
            Completion done = shop.checkoutSessions().complete(id, payment, retry);
            Order order = done.order();
            return order == null ? Problems.withoutOrder(done.session()) : Answer.tagged(order);
        };
    }

    private static Endpoint.Command cancel(ApiRequest request) {
        String id = id(request);
        request.optionalFields().finish();
        return shop -> Answer.ok(shop.checkoutSessions().cancel(id));
    }

    private static Endpoint.Command pay(ApiRequest request) {
        String id = id(request);
        Fields fields = request.fields();
        NewPayment payment = CorrectionRoutes.payment(fields);
        fields.finish();
        return shop -> created(shop.checkoutSessions().pay(id, payment));
    }

    private static String id(ApiRequest request) {
        return request.name("checkout_session", "checkout_session_id");
    }

    private static Answer created(CheckoutSession session) {
        return Answer.created(Route.BASE + PATH + "/" + session.id(), session);
    }
}

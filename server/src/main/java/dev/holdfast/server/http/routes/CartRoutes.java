package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import dev.holdfast.access.Scope;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.CartFilter;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cart.Carts;
import dev.holdfast.cart.NewCart;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Attributes;
import dev.holdfast.server.http.wire.Buyer;
import dev.holdfast.server.http.wire.CartView;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.Storefront;
import java.util.List;

/** Carts. */
final class CartRoutes {
    private CartRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/carts", Scope.CARTS_WRITE, CartRoutes::create)
                        .alsoFor(Storefront.writing("currency", "promo_codes", "email")),
                Route.get("/carts", Scope.CARTS_READ, CartRoutes::list),
                Route.get("/carts/{cart_id}", Scope.CARTS_READ, CartRoutes::show)
                        .alsoFor(Storefront.reading()),
                Route.patch("/carts/{cart_id}", Scope.CARTS_WRITE, CartRoutes::change)
                        .alsoFor(Storefront.writing("promo_codes", "email")),
                Route.delete("/carts/{cart_id}", Scope.CARTS_WRITE, CartRoutes::delete)
                        .alsoFor(Storefront.reading()),
                Route.post("/carts/{cart_id}/extend", Scope.CARTS_WRITE, CartRoutes::extend)
                        .alsoFor(Storefront.reading()));
    }

    private static Endpoint.Command create(ApiRequest request) {
        Fields fields = request.optionalFields();
        List<String> promoCodes = fields.texts("promo_codes", Limits.PROMO_CODES, Limits.WORD);
        Buyer buyer = request.buyer();
        NewCart cart = new NewCart(
                buyer.userId(fields, "user_id"),
                buyer.userTier(fields, "user_tier", Limits.WORD),
                promoCodes == null ? List.of() : promoCodes,
                fields.currency("currency"),
                buyer.attributes(fields, "attributes"),
                fields.text("email", Limits.EMAIL),
                Attributes.optionalJson(fields, "metadata"),
                VariantFields.seconds(fields, "reservation_seconds"));
        fields.finish();
        Integer origin = request.origin();
        return shop -> {
            Cart created =
                    origin == null ? shop.carts().create(cart) : shop.carts().createAnonymous(cart, origin);
            return Answer.createdTagged(Route.BASE + "/carts/" + created.id(), created);
        };
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        CartFilter filter = new CartFilter(
                query.text("user_id"),
                query.word("status", List.of(CartStatus.values()), CartStatus::word),
                query.instant("created_from"),
                query.instant("created_to"));
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(CartView.listed(shop.carts().list(filter, page)));
    }

    private static Endpoint.Command show(ApiRequest request) {
        CartName cart = CartName.in(request);
        request.query().finish();
        return shop -> Answer.tagged(cart.show(shop));
    }

    private static Endpoint.Command change(ApiRequest request) {
        CartName cart = CartName.in(request);
        Condition condition = request.ifMatch();
        Fields fields = request.fields();
        CartChange change = new CartChange(
                fields.patch("user_id", fields::userId),
                fields.patch("user_tier", member -> fields.text(member, Limits.WORD)),
                fields.patch("promo_codes", member -> fields.texts(member, Limits.PROMO_CODES, Limits.WORD)),
                fields.patch("attributes", member -> Attributes.namedChanges(fields, member)),
                fields.patch("email", member -> fields.text(member, Limits.EMAIL)),
                fields.patch("metadata", member -> Attributes.json(fields, member)));
        fields.refuse("currency", "the currency of a cart cannot be changed; create another cart");
        fields.refuse("reservation_seconds", "the reservation time of a cart cannot be changed; create another cart");
        fields.finish();
        return shop -> Answer.tagged(cart.call(shop, condition, (carts, id) -> carts.change(id, change)));
    }

    private static Endpoint.Command delete(ApiRequest request) {
        CartName cart = CartName.in(request);
        Condition condition = request.ifMatch();
        return shop -> Answer.tagged(cart.call(shop, condition, Carts::delete));
    }

    private static Endpoint.Command extend(ApiRequest request) {
        CartName cart = CartName.in(request);
        Condition condition = request.ifMatch();
        request.optionalFields().finish();
        return shop -> Answer.tagged(cart.call(shop, condition, Carts::extend));
    }
}

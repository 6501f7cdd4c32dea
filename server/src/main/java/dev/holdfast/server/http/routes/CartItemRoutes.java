package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Patch;
import dev.holdfast.access.Scope;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.PutAllResult;
import dev.holdfast.cart.PutItem;
import dev.holdfast.cart.PutResult;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Attributes;
import dev.holdfast.server.http.wire.Buyer;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Storefront;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Items of carts. */
final class CartItemRoutes {
    private CartItemRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post("/carts/{cart_id}/items", Scope.CARTS_WRITE, CartItemRoutes::put)
                        .alsoFor(Storefront.writing(
                                "variant_id",
                                "quantity",
                                "promo_code",
                                "locations",
                                "items",
                                "items/variant_id",
                                "items/quantity",
                                "items/locations")),
                Route.patch("/carts/{cart_id}/items/{item_id}", Scope.CARTS_WRITE, CartItemRoutes::change)
                        .alsoFor(Storefront.writing("quantity")),
                Route.delete("/carts/{cart_id}/items/{item_id}", Scope.CARTS_WRITE, CartItemRoutes::remove)
                        .alsoFor(Storefront.reading()));
    }

    private static Endpoint.Command put(ApiRequest request) {
        CartName cart = CartName.in(request);
        Condition condition = request.ifMatch();
        Fields fields = request.fields();
        Buyer buyer = request.buyer();
        List<PutItem> items = fields.objects("items", Limits.ITEMS_PER_CART, each -> item(each, buyer));
        // Many clients send an empty list for one that nobody has set.
        if (!items.isEmpty() || (fields.has("items") && !fields.has("variant_id"))) {
            return putAll(cart, fields, items, condition);
        }
        PutItem item = item(fields, buyer);
        fields.finish();
        return shop -> {
            PutResult result = cart.call(shop, condition, (carts, id) -> carts.put(id, item));
            return answer(result.created(), cart, result.cart());
        };
    }

    private static Endpoint.Command putAll(CartName cart, Fields fields, List<PutItem> items, Condition condition) {
        fields.refuse("variant_id", "is a member of each of the items");
        fields.refuse("quantity", "is a member of each of the items");
        fields.finish();
        return shop -> {
            PutAllResult result = cart.call(shop, condition, (carts, id) -> carts.putAll(id, items));
            return answer(result.created(), cart, result.cart());
        };
    }

    private static PutItem item(Fields fields, Buyer buyer) {
        return new PutItem(
                fields.requiredId("variant_id"),
                fields.requiredInteger("quantity", 1, Limits.QUANTITY),
                buyer.userTier(fields, "user_tier", Limits.WORD),
                fields.text("promo_code", Limits.WORD),
                Attributes.json(fields, "metadata"),
                fields.texts("locations", Limits.LOCATIONS_PER_PUT, Limits.LOCATION_CODE));
    }

    // An item is shown with its cart and has no path.
    private static Answer answer(boolean created, CartName named, Cart cart) {
        return created ? Answer.createdTagged(Route.BASE + "/carts/" + named.in(cart), cart) : Answer.tagged(cart);
    }

    private static Endpoint.Command change(ApiRequest request) {
        CartName cart = CartName.in(request);
        Condition condition = request.ifMatch();
        int itemId = itemId(request);
        Fields fields = request.fields();
        Patch<Map<String, @Nullable Object>> metadata =
                fields.patch("metadata", member -> Attributes.json(fields, member));
        Integer quantity = metadata.present()
                ? fields.integer("quantity", 1, Limits.QUANTITY)
                : (Integer) fields.requiredInteger("quantity", 1, Limits.QUANTITY);
        fields.finish();
        return shop -> Answer.tagged(
                cart.call(shop, condition, (carts, id) -> carts.changeItem(id, itemId, quantity, metadata)));
    }

    private static Endpoint.Command remove(ApiRequest request) {
        CartName cart = CartName.in(request);
        Condition condition = request.ifMatch();
        int itemId = itemId(request);
        return shop -> Answer.tagged(cart.call(shop, condition, (carts, id) -> carts.removeItem(id, itemId)));
    }

    private static int itemId(ApiRequest request) {
        long id = request.id("item");
        if (id > Integer.MAX_VALUE) {
            throw new NotFoundException("item", "item_id", id);
        }
        return (int) id;
    }
}

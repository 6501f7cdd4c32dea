package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.Carts;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Fields;
import org.jspecify.annotations.Nullable;

/**
 * How a request names a cart: by its number, or by its token, which is never repeated in an answer other than the cart's.
 * Immutable.
 *
 * @param number null if a token names it
 * @param token null if a number names it
 */
record CartName(@Nullable Long number, @Nullable String token) {
    private static final String PARAMETER = "cart_id";
    private static final String TOKEN = "ct_";

    /** A call for a cart. */
    @FunctionalInterface
    interface Call<R> {
        /** Makes the call. */
        R on(Carts carts, long cartId);
    }

    /**
     * The cart in the path.
     *
     * @throws dev.holdfast.NotFoundException if the text is a number that no cart can have
     */
    static CartName in(ApiRequest request) {
        String text = request.text(PARAMETER);
        return text.matches("[0-9]+") ? new CartName(request.id("cart"), null) : new CartName(null, text);
    }

    /** The cart in a body, which is required: a token, a number, or its digits. */
    static CartName in(Fields fields) {
        String token = fields.prefixed(PARAMETER, TOKEN);
        return token == null ? new CartName(fields.requiredIdOrDigits(PARAMETER), null) : new CartName(null, token);
    }

    /** The name, in the path of the cart. */
    String in(Cart cart) {
        return token == null ? Long.toString(cart.id()) : cart.token();
    }

    /** Calls for the cart on a condition. */
    <R> R call(Holdfast shop, Condition condition, Call<R> call) {
        Carts carts = condition.isGiven() ? shop.carts().onlyIf(condition.on(cart -> cart)) : shop.carts();
        if (token == null) {
            return call.on(carts, id(shop));
        }
        Carts named = carts.withToken(token);
        return call.on(named, named.cartId());
    }

    /** The cart as it is. */
    Cart show(Holdfast shop) {
        return token == null ? shop.carts().get(id(shop)) : shop.carts().get(token);
    }

    /**
     * The number of the cart.
     *
     * @throws dev.holdfast.NotFoundException if no cart has the token
     */
    long id(Holdfast shop) {
        if (number != null) {
            return number;
        }
        return shop.carts().idOf(String.valueOf(token));
    }
}

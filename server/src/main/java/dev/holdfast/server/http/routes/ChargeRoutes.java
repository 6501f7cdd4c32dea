package dev.holdfast.server.http.routes;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.access.Scope;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.Prices;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;

/** Charges of carts. */
final class ChargeRoutes {
    private ChargeRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.put("/carts/{cart_id}/charges/{charge_code}", Scope.CARTS_WRITE, ChargeRoutes::set),
                Route.delete("/carts/{cart_id}/charges/{charge_code}", Scope.CARTS_WRITE, ChargeRoutes::remove));
    }

    private static Endpoint.Command set(ApiRequest request) {
        CartName cart = CartName.in(request);
        Condition condition = request.ifMatch();
        String code = request.name("charge", "charge_code");
        Fields fields = request.fields();
        String name = fields.text("name", Limits.NAME);
        BigDecimal amount = fields.requiredAmount("amount");
        Currency given = fields.currency("currency");
        fields.finish();
        return shop -> {
            // The currency of a cart never changes, so it can be read before the command.
            Currency currency = given != null ? given : cart.show(shop).currency();
            Money money = Prices.in(currency, "/amount", amount);
            return Answer.tagged(
                    cart.call(shop, condition, (carts, id) -> carts.setCharge(id, new NewCharge(code, name, money))));
        };
    }

    private static Endpoint.Command remove(ApiRequest request) {
        CartName cart = CartName.in(request);
        Condition condition = request.ifMatch();
        String code = request.name("charge", "charge_code");
        return shop -> Answer.tagged(cart.call(shop, condition, (carts, id) -> carts.removeCharge(id, code)));
    }
}

package dev.holdfast.server.http;

import dev.holdfast.Money;
import dev.holdfast.cart.NewCharge;
import java.math.BigDecimal;
import java.util.Currency;

/** Charges of carts. */
final class ChargeRoutes {
    static final int LONGEST_NAME = 200;

    private ChargeRoutes() {}

    static void add(Api api) {
        api.put("/carts/{cart_id}/charges/{charge_code}", ChargeRoutes::set);
        api.delete("/carts/{cart_id}/charges/{charge_code}", ChargeRoutes::remove);
    }

    private static Endpoint.Command set(ApiRequest request) {
        long cartId = request.id("cart");
        String code = request.name("charge", "charge_code");
        Fields fields = request.fields();
        String name = fields.text("name", LONGEST_NAME);
        BigDecimal amount = fields.requiredAmount("amount");
        Currency given = fields.currency("currency");
        fields.finish();
        return shop -> {
            // A cart's currency never changes, so that it can be asked for before the command.
            Currency currency = given != null ? given : shop.carts().get(cartId).currency();
            Money money = Prices.in(currency, "/amount", amount);
            return Answer.ok(shop.carts().setCharge(cartId, new NewCharge(code, name, money)));
        };
    }

    private static Endpoint.Command remove(ApiRequest request) {
        long cartId = request.id("cart");
        String code = request.name("charge", "charge_code");
        return shop -> Answer.ok(shop.carts().removeCharge(cartId, code));
    }
}

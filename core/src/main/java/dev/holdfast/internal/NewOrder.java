package dev.holdfast.internal;

import dev.holdfast.pricing.Quote;
import dev.holdfast.pricing.QuotedCharge;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order to be written: the cart that it was, and the price that it showed. */
public record NewOrder(long id, CartSnapshot cart, Quote quote, Instant placedAt) {
    /** A charge of it. */
    public record OrderedCharge(
            long orderId, String code, @Nullable String name, QuotedCharge quoted) {}

    /** Its charges, by code. */
    public List<OrderedCharge> charges() {
        List<Charge> named = cart.columns().extras().charges();
        List<OrderedCharge> charges = new ArrayList<>(named.size());
        for (int i = 0; i < named.size(); i++) {
            Charge charge = named.get(i);
            charges.add(new OrderedCharge(
                    id, charge.code(), charge.name(), quote.charges().get(i)));
        }
        return charges;
    }
}

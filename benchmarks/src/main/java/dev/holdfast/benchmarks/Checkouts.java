package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.checkout.CheckoutRequest;
import java.util.Map;

/** The checkout of a cart that holds three lines, in each way that there is to do it. */
final class Checkouts {
    private static final int LINES = 3;
    private static final int SECONDS_TO_EXPIRY = 86_400;
    private static final int MOST_PER_SECOND = 10_000;

    private final CartLoad load;

    /** With variant 1 in every cart, or with all of them alike. */
    Checkouts(Stage stage, boolean hot) {
        load = new CartLoad(
                stage, count -> stage.addHeldCarts(count, LINES, hot, SECONDS_TO_EXPIRY), MOST_PER_SECOND);
    }

    Comparison.Side library(Holdfast shop, int callers) {
        return load.calls(callers, () -> () -> shop.checkout().place(CheckoutRequest.of(load.cart())));
    }

    Comparison.Side statement(int callers) {
        return load.statement(callers, "checkout.sql", () -> Map.of("cart", load.cart()));
    }

    Comparison.Side pgbench(Pgbench pgbench, int clients) {
        return load.pgbench(pgbench, clients, "", "checkout.sql");
    }

    /** For callers that know another way. */
    CartLoad load() {
        return load;
    }
}

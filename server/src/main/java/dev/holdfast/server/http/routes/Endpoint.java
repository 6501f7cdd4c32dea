package dev.holdfast.server.http.routes;

import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;

/** What a route does, in two steps. */
@FunctionalInterface
public interface Endpoint {
    /** Reads and checks a request, without asking the shop. */
    Command prepare(ApiRequest request);

    /** What was asked for, ready to be done: one call of the shop and its answer. */
    @FunctionalInterface
    interface Command {
        /** Does it, on the shop or inside the transaction of an idempotency key. */
        Answer run(dev.holdfast.Holdfast shop);
    }
}

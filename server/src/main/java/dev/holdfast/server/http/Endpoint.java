package dev.holdfast.server.http;

/** What a route does, in two steps. */
@FunctionalInterface
interface Endpoint {
    /** Reads and checks a request, without asking the shop. */
    Command prepare(ApiRequest request);

    /** What was asked for, ready to be done: one call of the shop and its answer. */
    @FunctionalInterface
    interface Command {
        /** Does it, on the shop or inside the transaction of an idempotency key. */
        Answer run(dev.holdfast.Holdfast shop);
    }
}

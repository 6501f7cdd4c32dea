package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;

/** What a route does, in two steps: read the request, then call the shop. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Reads and checks a request, without calling the shop.
     *
     * @throws dev.holdfast.InvalidInputException if the request is not acceptable
     * @throws dev.holdfast.NotFoundException if its path cannot lead to anything
     */
    Command prepare(ApiRequest request);

    /** A checked request: one call of the shop, and the answer to it. */
    @FunctionalInterface
    interface Command {
        /** Runs it on the shop, or inside the transaction of an idempotency key. */
        Answer run(Holdfast shop);

        /**
         * Whether an idempotency key keeps the answer. Not if it is nothing but a secret, and the command changes nothing:
         * then a repeated request runs again.
         */
        default boolean keeps() {
            return true;
        }

        /** The answer that an idempotency key keeps for repeated requests: the same, unless it holds a secret. */
        default Answer kept(Answer answer) {
            return answer;
        }
    }
}

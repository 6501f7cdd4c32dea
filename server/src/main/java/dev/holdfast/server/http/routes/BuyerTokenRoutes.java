package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.Limits;
import dev.holdfast.access.Scope;
import dev.holdfast.server.access.BuyerTokens;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Attributes;
import dev.holdfast.server.http.wire.Buyer;
import dev.holdfast.server.http.wire.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Tokens by which the server of a shop says who a buyer is. */
final class BuyerTokenRoutes {
    private static final long DEFAULT_SECONDS = 3600;

    private final BuyerTokens tokens;

    private BuyerTokenRoutes(BuyerTokens tokens) {
        this.tokens = tokens;
    }

    static List<Route> all(BuyerTokens tokens) {
        return List.of(Route.post("/buyer-tokens", Scope.CARTS_WRITE, new BuyerTokenRoutes(tokens)::issue));
    }

    private Endpoint.Command issue(ApiRequest request) {
        tokens.requireKey();
        Fields fields = request.fields();
        Map<String, String> attributes = Attributes.named(fields, "attributes");
        Buyer buyer = new Buyer(
                fields.userId("user_id"),
                fields.text("user_tier", Limits.WORD),
                attributes == null ? Map.of() : attributes);
        if (buyer.equals(Buyer.UNKNOWN)) {
            fields.fail("user_id", "is missing, and so are user_tier and attributes");
        }
        Long seconds = fields.whole("expires_in", 1, BuyerTokens.LONGEST.toSeconds());
        fields.finish();
        Duration life = Duration.ofSeconds(seconds == null ? DEFAULT_SECONDS : seconds);
        return new Issuing(tokens, buyer, life);
    }

    private record Issuing(BuyerTokens tokens, Buyer buyer, Duration life) implements Endpoint.Command {
        @Override
        public Answer run(Holdfast shop) {
            return Answer.created(tokens.issue(buyer, life));
        }

        @Override
        public boolean keeps() {
            return false;
        }
    }
}

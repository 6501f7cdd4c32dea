package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.pricing.quote.RuleOutcome;
import io.javalin.http.Header;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The side of a route that web pages may touch: what a request with a publishable key may name, and what it is shown of
 * the answer. All that is not listed here is refused, so that a new member of a route is closed until somebody opens it.
 * Immutable.
 *
 * @param members the members that a body may have; those of objects in a list are named {@code list/member}
 * @param parameters the query parameters
 */
public record Storefront(Set<String> members, Set<String> parameters) {
    /** Names a cart in a body, and may do so by its token only. */
    static final String CART = "cart_id";

    /** How every token of a cart begins. */
    static final String TOKEN = "ct_";

    private static final String CARTS = "/carts/";

    // Its members are named by the shop for everybody to see.
    private static final String ATTRIBUTES = "attributes";

    // Rules that took something off, or would have taken more.
    private static final Set<String> TOLD_OUTCOMES = Set.of("applied", "capped");

    // What a shop keeps for itself.
    private static final Map<String, BiConsumer<ObjectNode, String>> HIDDEN = Map.of(
            "metadata", ObjectNode::putObject,
            "payments", ObjectNode::putArray,
            "min_price", ObjectNode::putNull,
            "policy", ObjectNode::putNull,
            "reference", ObjectNode::putNull,
            "actor", ObjectNode::putNull,
            "reserved_quantity", (object, name) -> object.put(name, 0),
            "stock_quantity",
                    (object, name) -> object.set(
                            name,
                            object.path("available_quantity").isInt()
                                    ? object.get("available_quantity")
                                    : IntNode.valueOf(0)));

    /** Copies the sets. */
    public Storefront {
        members = Set.copyOf(members);
        parameters = Set.copyOf(parameters);
    }

    /** A route whose requests have no body. */
    public static Storefront reading(String... parameters) {
        return new Storefront(Set.of(), Set.of(parameters));
    }

    /** A route whose requests have a body. */
    public static Storefront writing(String... members) {
        return new Storefront(Set.of(members), Set.of());
    }

    /** What a browser is shown of an answer. */
    public Answer shown(Answer answer) {
        if (!answer.contentType().equals(Answer.JSON)) {
            return answer;
        }
        JsonNode body = Json.read(answer.body(), JsonNode.class);
        hide(body);
        Answer shown = new Answer(answer.status(), answer.contentType(), answer.headers(), Json.write(body));
        String location = answer.headers().getOrDefault(Header.LOCATION, "");
        int id = location.indexOf(CARTS) + CARTS.length();
        // A browser can use a cart by its token only.
        return body.path("token").isTextual() && id >= CARTS.length()
                ? shown.with(
                        Header.LOCATION,
                        location.substring(0, id) + body.get("token").textValue())
                : shown;
    }

    private static void hide(JsonNode node) {
        if (node instanceof ObjectNode object) {
            HIDDEN.forEach((name, hiding) -> {
                if (object.has(name)) {
                    hiding.accept(object, name);
                }
            });
            if (object.get("explanation") instanceof ArrayNode steps) {
                keepTold(steps);
            }
            // Unlike the reason of a step, that of a correction is a note of the shop.
            object.path("corrections").forEach(correction -> ((ObjectNode) correction).putNull("reason"));
        }
        node.properties().stream()
                .filter(member -> !member.getKey().equals(ATTRIBUTES))
                .forEach(member -> hide(member.getValue()));
        if (node.isArray()) {
            node.forEach(Storefront::hide);
        }
    }

    private static void keepTold(ArrayNode steps) {
        for (Iterator<JsonNode> each = steps.elements(); each.hasNext(); ) {
            JsonNode step = each.next();
            if (RuleOutcome.UNKNOWN_TO_BUYERS.contains(step.path("reason").asText())) {
                // A code that is not offered yet looks like one that does not exist.
                ((ObjectNode) step).put("reason", RuleOutcome.UNKNOWN_PROMO_CODE);
            } else if (!TOLD_OUTCOMES.contains(step.path("outcome").asText())) {
                each.remove();
            }
        }
    }
}

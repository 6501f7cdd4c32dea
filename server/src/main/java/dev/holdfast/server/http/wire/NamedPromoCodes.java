package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The promo codes that a request of a web page names: in the members {@code promo_code} and {@code promo_codes} of its
 * body, and in a parameter. Immutable.
 *
 * @param codes as they were sent
 */
public record NamedPromoCodes(List<String> codes) {
    /** None. */
    public static final NamedPromoCodes NONE = new NamedPromoCodes(List.of());

    private static final String ONE = "promo_code";
    private static final String SEVERAL = "promo_codes";

    /** Copies the list. */
    public NamedPromoCodes {
        codes = List.copyOf(codes);
    }

    /** Those of a request. */
    public static NamedPromoCodes in(ApiRequest request) {
        JsonNode body = request.body();
        List<String> codes = new ArrayList<>();
        add(body.path(ONE), codes);
        body.path(SEVERAL).forEach(code -> add(code, codes));
        String parameter = request.query().optional(ONE);
        if (parameter != null) {
            codes.add(parameter);
        }
        return codes.isEmpty() ? NONE : new NamedPromoCodes(codes);
    }

    private static void add(JsonNode code, List<String> codes) {
        if (code.isTextual()) {
            codes.add(code.textValue());
        }
    }

    /** How many there are. */
    public int count() {
        return codes.size();
    }

    /** How many of them do not exist, as an answer explains. */
    public int unknownIn(Answer answer) {
        if (!answer.contentType().equals(Answer.JSON)) {
            return 0;
        }
        List<String> unknown = new ArrayList<>();
        for (JsonNode step : Json.read(answer.body(), JsonNode.class).path("explanation")) {
            if (RuleOutcome.UNKNOWN_TO_BUYERS.contains(step.path("reason").asText())) {
                unknown.add(step.path("rule").asText().strip());
            }
        }
        return (int) codes.stream()
                .filter(code -> unknown.stream().anyMatch(code.strip()::equalsIgnoreCase))
                .count();
    }
}

package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.internal.input.Validation;
import java.util.Set;

/** Checks that a request with a publishable key names nothing else than what web pages may name. */
final class StorefrontCheck {
    private static final String WHY = "cannot be named with a publishable key";

    private final Validation errors = new Validation();
    private final Storefront side;

    StorefrontCheck(Storefront side) {
        this.side = side;
    }

    /** Checks the query parameters. */
    void parameters(Set<String> names) {
        names.stream()
                .filter(name -> !side.parameters().contains(name))
                .sorted()
                .forEach(name -> fail(name, WHY));
    }

    /** Checks a body; a missing one names nothing. */
    void body(JsonNode body) {
        members(body, "", "");
        JsonNode cart = body.path(Storefront.CART);
        if (!cart.isMissingNode() && !(cart.isTextual() && cart.textValue().startsWith(Storefront.TOKEN))) {
            errors.fail("/" + Storefront.CART, "must be the token of the cart");
        }
    }

    /** Throws the errors, if there are any. */
    void finish() {
        errors.throwIfAny();
    }

    private void members(JsonNode node, String prefix, String pointer) {
        node.properties().forEach(member -> {
            String name = prefix + member.getKey();
            String where = pointer + "/" + escaped(member.getKey());
            if (!side.members().contains(name)) {
                errors.fail(where, WHY);
            } else if (member.getValue().isArray()) {
                for (int i = 0; i < member.getValue().size(); i++) {
                    members(member.getValue().get(i), name + "/", where + "/" + i);
                }
            } else {
                members(member.getValue(), name + "/", where);
            }
        });
    }

    private void fail(String name, String detail) {
        errors.fail("/" + escaped(name), detail);
    }

    private static String escaped(String name) {
        return Text.harmless(name).replace("~", "~0").replace("/", "~1");
    }
}

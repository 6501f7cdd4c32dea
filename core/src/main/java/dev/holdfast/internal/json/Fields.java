package dev.holdfast.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.internal.input.Validation;
import java.util.HashSet;
import java.util.Set;

/** The fields of a JSON object, read by name. Fields that are never read are unknown, see {@link #refuseOthers}. */
final class Fields {
    private final JsonNode object;
    private final String pointer;
    private final Validation checks;
    private final Set<String> known = new HashSet<>();

    Fields(JsonNode object, String pointer, Validation checks) {
        this.object = object;
        this.pointer = pointer;
        this.checks = checks;
    }

    static Fields of(ObjectNode object, Validation checks) {
        return new Fields(object, "", checks);
    }

    /** The field with this name, which may be absent. */
    Field get(String name) {
        known.add(name);
        JsonNode node = object.get(name);
        return new Field(node == null || node.isNull() ? null : node, pointer + Json.step(name), checks);
    }

    /** The field with this name; an error is noted if it is absent. */
    Field required(String name) {
        Field field = get(name);
        if (!field.isPresent()) {
            field.fail("is missing");
        }
        return field;
    }

    boolean has(String name) {
        return get(name).isPresent();
    }

    void fail(String name, String detail) {
        get(name).fail(detail);
    }

    /** Notes an error for each field that was never read; {@code owner} is part of the message, such as " of gift". */
    void refuseOthers(String owner) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = Validation.shown(name);
                String harmless = shown.substring(1, shown.length() - 1);
                checks.fail(pointer + Json.step(harmless), "is not a known field" + owner);
            }
        });
    }

    /** Notes an error for each field that was never read. */
    void refuseOthers() {
        refuseOthers("");
    }
}

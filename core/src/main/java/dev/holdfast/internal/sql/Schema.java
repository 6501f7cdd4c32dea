package dev.holdfast.internal.sql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The schema that holds the tables, and its name in statements. Thread-safe. */
final class Schema {
    private final String prefix;

    // Statements are constants, so there are as many as there are in the code.
    private final Map<String, String> rendered = new ConcurrentHashMap<>();

    private Schema(String name) {
        prefix = '"' + name + "\".";
    }

    /**
     * The schema of this name.
     *
     * @throws IllegalArgumentException if the name has other characters than lower-case letters, digits and underscores
     */
    static Schema named(String name) {
        if (!name.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "schema: \"" + name + "\" is not made of lower-case letters, digits and underscores");
        }
        return new Schema(name);
    }

    /** A statement in which {@code #table} has become the table in the schema. */
    String render(String template) {
        return rendered.computeIfAbsent(template, text -> text.replace("#", prefix));
    }
}

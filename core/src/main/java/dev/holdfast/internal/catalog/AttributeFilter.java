package dev.holdfast.internal.catalog;

import dev.holdfast.internal.json.JsonTree;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The attributes that a variant must have, as a condition of the database. */
final class AttributeFilter {
    // No longer than a number that an attribute can be.
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");

    private AttributeFilter() {}

    /**
     * A {@code jsonpath} that is true for attributes with all of these values; null for none. A value is compared with
     * texts, and with a number or a Boolean that is written so.
     */
    static @Nullable String path(Map<String, String> attributes) {
        return attributes.isEmpty()
                ? null
                : attributes.entrySet().stream()
                        .map(entry -> either(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(" && "));
    }

    private static String either(String name, String value) {
        String member = "$." + JsonTree.write(name);
        String text = member + " == " + JsonTree.write(value);
        boolean isScalar = value.equals("true")
                || value.equals("false")
                || NUMBER.matcher(value).matches();
        return isScalar ? "(" + text + " || " + member + " == " + value + ")" : text;
    }
}

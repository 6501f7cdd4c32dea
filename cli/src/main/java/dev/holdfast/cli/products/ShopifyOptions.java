package dev.holdfast.cli.products;

import java.util.LinkedHashMap;
import java.util.Map;

/** The options of variants in Shopify's layouts. */
final class ShopifyOptions {
    private static final Map<Field, Field> OPTIONS = new LinkedHashMap<>();

    static {
        OPTIONS.put(Field.OPTION1_NAME, Field.OPTION1_VALUE);
        OPTIONS.put(Field.OPTION2_NAME, Field.OPTION2_VALUE);
        OPTIONS.put(Field.OPTION3_NAME, Field.OPTION3_VALUE);
    }

    private ShopifyOptions() {}

    /**
     * The options by name. A product without options has one named Title with the value Default Title, which is dropped.
     *
     * @param first the first row of the product
     */
    static Map<String, Object> of(Row row, Row first) {
        Map<String, Object> options = new LinkedHashMap<>();
        OPTIONS.forEach((nameField, valueField) -> {
            // Newer exports name the options only in the first row.
            String name = (row.has(nameField) ? row : first).text(nameField).strip();
            String value = row.text(valueField).strip();
            if (value.isEmpty() || (name.equals("Title") && value.equals("Default Title"))) {
                return;
            }
            if (name.isEmpty()) {
                row.wrong(nameField, "is empty, but has the value " + Row.shown(value));
            } else if (options.putIfAbsent(name, value) != null) {
                row.wrong(nameField, Row.shown(name) + " is the name of two options");
            }
        });
        return options;
    }
}

package dev.holdfast.cli.products;

import dev.holdfast.InvalidInputException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The first line of a file, which names the columns. */
final class Header {
    private static final List<String> SIGNS_OF_SHOPIFY =
            List.of("option1 name", "variant price", "variant sku", "url handle", "body (html)", "title");

    // A column that no other shop has, as far as is known.
    private static final Map<String, String> SIGNS_OF_OTHERS = Map.of(
            "Regular price", "WooCommerce",
            "Tax status", "WooCommerce",
            "attribute_set_code", "Magento",
            "Product Code/SKU", "BigCommerce",
            "handleId", "Wix",
            "Product ID [Non Editable]", "Squarespace");

    private final Layout layout;
    private final List<String> columns;
    private final Map<Field, Integer> places = new EnumMap<>(Field.class);

    private Header(Layout layout, List<String> columns) {
        this.layout = layout;
        this.columns = columns;
    }

    /**
     * Reads the line.
     *
     * @throws InvalidInputException if a column is missing, duplicated or, in Holdfast's own layout, unknown
     */
    static Header of(List<String> cells) {
        List<String> columns = new ArrayList<>(cells);
        columns.replaceAll(String::strip);
        boolean shopify =
                columns.stream().map(column -> column.toLowerCase(Locale.ROOT)).anyMatch(SIGNS_OF_SHOPIFY::contains);
        Header header = new Header(shopify ? Layout.SHOPIFY : Layout.HOLDFAST, List.copyOf(columns));
        List<InvalidInputException.Error> errors = new ArrayList<>();
        header.place(errors);
        if (!header.has(Field.HANDLE)) {
            throw new InvalidInputException("", header.withoutHandle());
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return header;
    }

    private String withoutHandle() {
        String shop = columns.stream()
                .map(SIGNS_OF_OTHERS::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        String missing = "there is no column " + Field.HANDLE.names(layout).get(0);
        return "line 1: " + (shop == null ? missing : "the columns are those of " + shop)
                + "; an import reads the columns of Holdfast (handle, name, base_price, sku, ...) and those of Shopify's"
                + " product export (Handle, Title, Variant SKU, Variant Price, ...)";
    }

    private void place(List<InvalidInputException.Error> errors) {
        List<Integer> unknown = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i);
            boolean known = false;
            for (Field field : Field.values()) {
                if (field.names(layout).stream().anyMatch(column::equalsIgnoreCase)) {
                    known = true;
                    if (places.putIfAbsent(field, i) != null) {
                        errors.add(error(i, "is duplicated"));
                    }
                }
            }
            if (!known && layout == Layout.HOLDFAST) {
                unknown.add(i);
            }
        }
        if (!unknown.isEmpty()) {
            String others = unknown.size() == 1 ? "" : ", and " + (unknown.size() - 1) + " more columns are, too";
            errors.add(error(
                    unknown.get(0), "is unknown" + others + "; the columns are " + String.join(", ", names(layout))));
        }
    }

    private InvalidInputException.Error error(int place, String detail) {
        return new InvalidInputException.Error(
                "", "line 1, column " + (place + 1) + " (" + columns.get(place) + ") " + detail);
    }

    /** The usual names of the columns of a layout, in order. */
    static List<String> names(Layout layout) {
        List<String> names = new ArrayList<>();
        for (Field field : Field.values()) {
            field.names(layout).stream().findFirst().ifPresent(names::add);
        }
        return names;
    }

    Layout layout() {
        return layout;
    }

    int size() {
        return columns.size();
    }

    boolean has(Field field) {
        return places.containsKey(field);
    }

    /** The index of the column of a field, from 0; the file must have it. */
    int place(Field field) {
        return Objects.requireNonNull(places.get(field));
    }

    /** A mistake in the column of a field, or in that of the handle if the file lacks the field. */
    Mistake mistake(long line, Field field, String detail) {
        Field shown = has(field) ? field : Field.HANDLE;
        return new Mistake(line, place(shown) + 1, columns.get(place(shown)), detail);
    }
}

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
     * @throws InvalidInputException listing the columns that are missing, duplicated or unknown in Holdfast's own layout
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
            errors.add(new InvalidInputException.Error(
                    "",
                    "line 1: there is no column "
                            + Field.HANDLE.names(header.layout).get(0)));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return header;
    }

    private void place(List<InvalidInputException.Error> errors) {
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
                errors.add(error(i, "is unknown; the columns are " + String.join(", ", names(layout))));
            }
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

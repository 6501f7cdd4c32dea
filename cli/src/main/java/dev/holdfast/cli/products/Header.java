package dev.holdfast.cli.products;

import dev.holdfast.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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

    private static final String AT = "@";
    private static final List<Field> QUANTITIES = List.of(Field.ON_HAND_NEW, Field.ON_HAND, Field.AVAILABLE);

    private final Layout layout;
    private final List<String> columns;
    private final Map<Field, Integer> places = new EnumMap<>(Field.class);
    private final Map<String, Header> elsewhere = new LinkedHashMap<>();
    private LocationList locationList = LocationList.NONE;

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
        Header header = new Header(layout(columns), List.copyOf(columns));
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

    private static Layout layout(List<String> columns) {
        List<String> lower =
                columns.stream().map(column -> column.toLowerCase(Locale.ROOT)).toList();
        if (QUANTITIES.stream()
                        .flatMap(field -> field.names(Layout.SHOPIFY_INVENTORY).stream())
                        .anyMatch(column -> lower.contains(column.toLowerCase(Locale.ROOT)))
                && lower.contains("location")) {
            return Layout.SHOPIFY_INVENTORY;
        }
        if (lower.contains("coo") && !lower.contains("variant price") && !lower.contains("price")) {
            throw new InvalidInputException(
                    "",
                    "line 1: the inventory has a column for each location; choose \"All quantity types\" when you export"
                            + " it, for a line for each location");
        }
        return lower.stream().anyMatch(SIGNS_OF_SHOPIFY::contains) ? Layout.SHOPIFY : Layout.HOLDFAST;
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
            List<Field> named = Arrays.stream(Field.values())
                    .filter(field -> field.names(layout).stream().anyMatch(column::equalsIgnoreCase))
                    .toList();
            for (Field field : named) {
                if (places.putIfAbsent(field, i) != null) {
                    errors.add(error(i, "is duplicated"));
                }
            }
            if (named.isEmpty() && layout == Layout.HOLDFAST && !placeElsewhere(i, errors)) {
                unknown.add(i);
            }
        }
        // A mistake of a level whose column is missing is shown at the handle.
        elsewhere.values().forEach(there -> {
            if (has(Field.HANDLE)) {
                there.places.put(Field.HANDLE, place(Field.HANDLE));
            }
        });
        if (!unknown.isEmpty()) {
            String others = unknown.size() == 1 ? "" : ", and " + (unknown.size() - 1) + " more columns are, too";
            errors.add(error(
                    unknown.get(0),
                    "is unknown" + others + "; the columns are "
                            + String.join(", ", names(layout, List.of()))
                            + "; those of another location end with @ and its"
                            + " code, such as stock_quantity@berlin"));
        }
    }

    /** Places a column of the stock at a location, such as {@code stock_quantity@berlin}; returns whether it is one. */
    private boolean placeElsewhere(int place, List<InvalidInputException.Error> errors) {
        String column = columns.get(place).toLowerCase(Locale.ROOT);
        int end = column.indexOf(AT);
        for (Field field : Field.OF_STOCK) {
            if (end >= 0 && field.names(layout).contains(column.substring(0, end))) {
                Header there = elsewhere.computeIfAbsent(
                        column.substring(end + AT.length()), code -> new Header(layout, columns));
                if (there.places.putIfAbsent(field, place) != null) {
                    errors.add(error(place, "is duplicated"));
                }
                return true;
            }
        }
        return false;
    }

    /**
     * Checks the locations that columns name, before rows are read, which can name locations as well.
     *
     * @param own the location of the columns that name none
     * @param known all locations
     * @throws InvalidInputException if one is unknown, or it is the one of the columns that name none
     */
    void checkLocations(String own, LocationList known) {
        locationList = known;
        List<InvalidInputException.Error> errors = new ArrayList<>();
        elsewhere.forEach((code, there) -> {
            int first = Field.OF_STOCK.stream()
                    .filter(there::has)
                    .mapToInt(there::place)
                    .min()
                    .orElseThrow();
            if (!known.has(code)) {
                errors.add(
                        error(first, "names no location: " + Row.shown(code) + "; holdfast locations create adds one"));
            } else if (code.equals(own) && Field.OF_STOCK.stream().anyMatch(this::has)) {
                errors.add(error(first, "is the stock of " + code + ", as the columns without a location are"));
            }
        });
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }

    /** All locations of the shop, once they were checked. */
    LocationList locationList() {
        return locationList;
    }

    /** The codes of the locations that columns name. */
    Set<String> locations() {
        return elsewhere.keySet();
    }

    /** The columns of the stock at a location; all columns if none names the location. */
    Header at(String location) {
        return elsewhere.getOrDefault(location, this);
    }

    private InvalidInputException.Error error(int place, String detail) {
        return new InvalidInputException.Error(
                "", "line 1, column " + (place + 1) + " (" + columns.get(place) + ") " + detail);
    }

    /** The usual names of the columns of a layout, in order; the stock at other locations comes last. */
    static List<String> names(Layout layout, List<String> locations) {
        List<String> names = new ArrayList<>();
        for (Field field : Field.values()) {
            field.names(layout).stream().findFirst().ifPresent(names::add);
        }
        for (String location : locations) {
            Field.OF_STOCK.forEach(field -> names.add(field.names(layout).get(0) + AT + location));
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

    /** The column that has the value of a field that the layout has not. */
    private Field instead(Field field) {
        Field substitute = switch (field) {
            case STOCK_QUANTITY ->
                QUANTITIES.stream().filter(this::has).findFirst().orElse(Field.HANDLE);
            case SAFETY_STOCK -> Field.UNAVAILABLE;
            case TRACKED -> Field.INVENTORY_TRACKER;
            default -> Field.HANDLE;
        };
        return has(substitute) ? substitute : Field.HANDLE;
    }

    /** A mistake in the column of a field, or in that of the handle if the file lacks the field. */
    Mistake mistake(long line, Field field, String detail) {
        Field shown = has(field) ? field : instead(field);
        return new Mistake(line, place(shown) + 1, columns.get(place(shown)), detail);
    }
}

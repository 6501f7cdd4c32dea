package dev.holdfast.cli.input;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.cli.output.TextTable;
import java.util.List;

/**
 * Finds what an argument refers to. Digits are an id, anything else is a SKU or a handle; the prefixes {@code sku:} and
 * {@code handle:} mark one that consists of digits.
 */
public final class References {
    /** Marks a SKU. */
    public static final String SKU = "sku:";
    /** Marks a handle. */
    public static final String HANDLE = "handle:";

    private References() {}

    /**
     * An argument that refers to a code.
     *
     * @param mark the prefix that marks codes of this kind; empty if they need none
     */
    public static String written(String mark, String code) {
        return !mark.isEmpty() && (isId(code) || code.startsWith(mark)) ? mark + code : code;
    }

    /**
     * Finds a product by {@code 12}, {@code basic-tee} or {@code handle:2026}.
     *
     * @throws NotFoundException if there is none
     */
    public static Product product(Holdfast shop, String text) {
        if (isId(text)) {
            return shop.catalog().product(id("product", text));
        }
        String handle = without(HANDLE, text);
        List<Product> found = shop.catalog()
                .products(new ProductFilter(handle, null, null), PageRequest.first(1))
                .items();
        if (found.isEmpty()) {
            throw new NotFoundException("product", "handle", handle);
        }
        return found.get(0);
    }

    /**
     * Finds a variant by {@code 12}, {@code TS-RED-M} or {@code sku:4711}.
     *
     * @throws NotFoundException if there is none
     */
    public static Variant variant(Holdfast shop, String text) {
        if (isId(text)) {
            return shop.catalog().variant(id("variant", text));
        }
        String sku = without(SKU, text);
        List<Variant> found = shop.catalog()
                .variants(new VariantFilter(null, sku, null), PageRequest.first(1))
                .items();
        if (found.isEmpty()) {
            throw new NotFoundException("variant", "sku", sku);
        }
        return found.get(0);
    }

    /**
     * Reads an id.
     *
     * @param kind names the argument in errors, such as {@code cart}
     * @throws InvalidInputException if the text is not a number
     * @throws NotFoundException if the number is larger than any id
     */
    public static long id(String kind, String text) {
        if (!text.matches("[0-9]+")) {
            throw new InvalidInputException("/" + kind, '"' + TextTable.harmless(text) + "\" is not an id such as 12");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NotFoundException(kind, kind + "_id", text);
        }
    }

    private static boolean isId(String text) {
        return text.matches("[0-9]+");
    }

    private static String without(String prefix, String text) {
        return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
    }
}

package dev.holdfast.cli.products;

import dev.holdfast.catalog.ProductImport;
import java.util.List;

/**
 * A product of a file, or a part of a product with very many variants.
 *
 * @param product to import
 * @param line where it starts
 * @param variantLines the line of each variant
 * @param wrong whether a mistake in it was reported already
 */
public record Piece(ProductImport product, Header header, long line, List<Long> variantLines, boolean wrong) {
    /** Copies the list. */
    public Piece {
        variantLines = List.copyOf(variantLines);
    }

    /** Locates an error that the library found, by its pointer relative to the product. */
    public Mistake locate(String pointer, String detail) {
        String[] steps = pointer.split("/", -1);
        if (steps.length > 3 && steps[1].equals("variants")) {
            long at = variantLines.get(Integer.parseInt(steps[2]));
            return header.mistake(at, field(steps[3], true), detail);
        }
        return header.mistake(line, field(steps.length > 1 ? steps[1] : "", false), detail);
    }

    private Field field(String name, boolean ofVariant) {
        return switch (name) {
            case "name" -> ofVariant ? Field.VARIANT_NAME : Field.NAME;
            case "description" -> Field.DESCRIPTION;
            case "category" -> header.has(Field.CATEGORY) ? Field.CATEGORY : Field.TYPE;
            case "base_price" -> header.has(Field.BASE_PRICE) ? Field.BASE_PRICE : Field.PRICE;
            case "sku" -> Field.SKU;
            case "price" -> Field.PRICE;
            case "min_price" -> Field.MIN_PRICE;
            case "stock_quantity" -> Field.STOCK_QUANTITY;
            case "attributes" -> header.has(Field.ATTRIBUTES) ? Field.ATTRIBUTES : Field.OPTION1_VALUE;
            default -> Field.HANDLE;
        };
    }
}

package dev.holdfast.cli.products;

import dev.holdfast.catalog.ProductImport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A product of a file, or a part of a product with very many variants.
 *
 * @param product to import
 * @param line where it starts
 * @param origins where each variant is from
 * @param mistakes those that were reported already; it is not imported if there are any
 * @param remarks how it is sold differently than in the shop that the file is from
 */
public record Piece(
        ProductImport product,
        Header header,
        long line,
        List<Origin> origins,
        List<Mistake> mistakes,
        List<Remark> remarks) {
    /** Copies the lists. */
    public Piece {
        origins = List.copyOf(origins);
        mistakes = List.copyOf(mistakes);
        remarks = List.copyOf(remarks);
    }

    /**
     * Where a variant is from.
     *
     * @param line its line
     * @param madeSku the SKU that is made from its product's handle and its options
     * @param isSkuMade whether the variant has that SKU, and none from the file
     * @param lines the lines of its stock by location, if it has a line for each
     */
    record Origin(long line, String madeSku, boolean isSkuMade, Map<String, Long> lines) {
        /** The same with the line of one more location. */
        Origin with(String location, long lineOfLocation) {
            Map<String, Long> more = new LinkedHashMap<>(lines);
            more.put(location, lineOfLocation);
            return new Origin(line, madeSku, isSkuMade, more);
        }

        /** The same where the SKU is the one that is made. */
        Origin withMadeSku() {
            return new Origin(line, madeSku, true, lines);
        }
    }

    /** The piece with more mistakes, in place of its product and its variants. */
    Piece with(ProductImport other, List<Origin> otherOrigins, List<Mistake> more) {
        List<Mistake> all = new ArrayList<>(mistakes);
        all.addAll(more);
        return new Piece(other, header, line, otherOrigins, all, remarks);
    }

    /** Whether it can be imported as far as the file goes. */
    boolean isRight() {
        return mistakes.isEmpty();
    }

    /** Whether a mistake that the library found follows from one that was reported already, or repeats it. */
    boolean knows(Mistake found, String pointer) {
        boolean isPrice = pointer.endsWith("price");
        return mistakes.stream()
                .anyMatch(known -> known.isAt(found)
                        || (isPrice
                                && header.has(Field.CURRENCY)
                                && known.column() == header.place(Field.CURRENCY) + 1));
    }

    /** Locates an error that the library found, by its pointer relative to the product. */
    Mistake locate(String pointer, String detail) {
        String[] steps = pointer.split("/", -1);
        if (steps.length > 3 && steps[1].equals("variants")) {
            Origin origin = origins.get(Integer.parseInt(steps[2]));
            if (steps[3].equals("elsewhere") && steps.length > 4) {
                Field field = steps.length > 5 ? field(steps[5], true) : Field.STOCK_QUANTITY;
                return header.at(steps[4]).mistake(origin.lines().getOrDefault(steps[4], origin.line()), field, detail);
            }
            Field field = field(steps[3], true);
            return header.mistake(
                    origin.line(), field, field == Field.SKU && origin.isSkuMade() ? Skus.madeIsWrong(detail) : detail);
        }
        Field field = field(steps.length > 1 ? steps[1] : "", false);
        return header.mistake(
                line,
                field,
                field == Field.DESCRIPTION
                        ? detail + "; shorten it, or remove the column to import no descriptions"
                        : detail);
    }

    private Field field(String name, boolean ofVariant) {
        return switch (name) {
            case "name" -> ofVariant ? Field.VARIANT_NAME : Field.NAME;
            case "description" -> Field.DESCRIPTION;
            case "category" -> header.has(Field.CATEGORY) ? Field.CATEGORY : Field.TYPE;
            case "base_price" -> header.has(Field.BASE_PRICE) ? Field.BASE_PRICE : Field.PRICE;
            case "status" -> Field.STATUS;
            case "sku" -> Field.SKU;
            case "price" -> Field.PRICE;
            case "min_price" -> Field.MIN_PRICE;
            case "min_quantity" -> Field.MIN_QUANTITY;
            case "max_quantity" -> Field.MAX_QUANTITY;
            case "quantity_step" -> Field.QUANTITY_STEP;
            case "max_per_user" -> Field.MAX_PER_USER;
            case "reservation_seconds" -> Field.RESERVATION_SECONDS;
            case "stock_quantity" -> Field.STOCK_QUANTITY;
            case "safety_stock" -> Field.SAFETY_STOCK;
            case "backorder_limit" -> Field.BACKORDER_LIMIT;
            case "preorder" -> Field.PREORDER_LIMIT;
            case "reorder_point" -> Field.REORDER_POINT;
            case "attributes" -> header.has(Field.ATTRIBUTES) ? Field.ATTRIBUTES : Field.OPTION1_VALUE;
            case "metadata" -> ofVariant ? Field.VARIANT_METADATA : Field.METADATA;
            default -> Field.HANDLE;
        };
    }
}

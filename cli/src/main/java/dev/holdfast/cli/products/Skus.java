package dev.holdfast.cli.products;

import dev.holdfast.catalog.ProductImport;
import dev.holdfast.catalog.VariantImport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SKUs of a file and the lines that they are on. Not thread-safe. */
final class Skus {
    private final boolean generate;
    private final Map<String, Long> lines = new HashMap<>();

    /**
     * No SKUs yet.
     *
     * @param generate whether a SKU that is there already is replaced with one that is made; otherwise it is a mistake
     */
    Skus(boolean generate) {
        this.generate = generate;
    }

    /** The line of the stock of a SKU at a location; the first one if it is unknown. */
    long line(String sku, String location) {
        return lines.getOrDefault(key(sku, location), lines.getOrDefault(sku, 1L));
    }

    /** Enters a SKU, or where there is a line for each of its locations, these; returns the line that it was in already. */
    private @Nullable Long enter(String sku, Piece.Origin origin) {
        if (origin.lines().isEmpty()) {
            return lines.putIfAbsent(sku, origin.line());
        }
        Long earlier = null;
        for (Map.Entry<String, Long> line : origin.lines().entrySet()) {
            Long known = lines.putIfAbsent(key(sku, line.getKey()), line.getValue());
            earlier = earlier == null ? known : earlier;
        }
        return earlier;
    }

    private static String key(String sku, String location) {
        return sku + '\n' + location;
    }

    /** Adds the SKUs of a piece; returns it with those that were made, and with mistakes for those that are repeated. */
    Piece settle(Piece piece) {
        List<VariantImport> variants = new ArrayList<>(piece.product().variants());
        List<Piece.Origin> origins = new ArrayList<>(piece.origins());
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            Piece.Origin origin = origins.get(i);
            String sku = variants.get(i).sku();
            Long earlier = enter(sku, origin);
            if (earlier != null && generate && !origin.isSkuMade()) {
                sku = origin.madeSku();
                origin = origin.withMadeSku();
                variants.set(i, Variants.withSku(variants.get(i), sku));
                origins.set(i, origin);
                earlier = enter(sku, origin);
            }
            if (earlier != null) {
                mistakes.add(piece.header().mistake(origin.line(), Field.SKU, repeated(sku, origin, earlier)));
            }
        }
        return piece.with(withVariants(piece.product(), variants), origins, mistakes);
    }

    private static String repeated(String sku, Piece.Origin origin, long earlier) {
        String detail = Row.shown(sku) + " is also the SKU of line " + earlier
                + (origin.lines().isEmpty() ? "" : ", at the same location");
        return origin.isSkuMade()
                ? madeIsWrong(detail)
                : detail + "; --generate-skus makes another one from the handle and the options";
    }

    /** What is wrong with a SKU that does not stand in the file. */
    static String madeIsWrong(String detail) {
        return "the SKU made from the handle and the options cannot be used: " + detail
                + "; give the row a SKU of its own";
    }

    private static ProductImport withVariants(ProductImport product, List<VariantImport> variants) {
        return new ProductImport(
                product.handle(),
                product.name(),
                product.basePrice(),
                product.description(),
                product.category(),
                product.status(),
                product.metadata(),
                variants);
    }
}

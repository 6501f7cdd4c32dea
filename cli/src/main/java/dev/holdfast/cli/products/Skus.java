package dev.holdfast.cli.products;

import dev.holdfast.catalog.ProductImport;
import dev.holdfast.catalog.VariantImport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    /** The line of a SKU; the first one if it is unknown. */
    long line(String sku) {
        return lines.getOrDefault(sku, 1L);
    }

    /** Adds the SKUs of a piece; returns it with those that were made, and with mistakes for those that are repeated. */
    Piece settle(Piece piece) {
        List<VariantImport> variants = new ArrayList<>(piece.product().variants());
        List<Piece.Origin> origins = new ArrayList<>(piece.origins());
        List<Mistake> mistakes = new ArrayList<>();
        for (int i = 0; i < variants.size(); i++) {
            Piece.Origin origin = origins.get(i);
            String sku = variants.get(i).sku();
            Long earlier = lines.putIfAbsent(sku, origin.line());
            if (earlier != null && generate && !origin.isSkuMade()) {
                sku = origin.madeSku();
                origin = new Piece.Origin(origin.line(), sku, true);
                variants.set(i, withSku(variants.get(i), sku));
                origins.set(i, origin);
                earlier = lines.putIfAbsent(sku, origin.line());
            }
            if (earlier != null) {
                mistakes.add(piece.header().mistake(origin.line(), Field.SKU, repeated(sku, origin, earlier)));
            }
        }
        return piece.with(withVariants(piece.product(), variants), origins, mistakes);
    }

    private static String repeated(String sku, Piece.Origin origin, long earlier) {
        String detail = Row.shown(sku) + " is also the SKU of line " + earlier;
        return origin.isSkuMade()
                ? madeIsWrong(detail)
                : detail + "; --generate-skus makes another one from the handle and the options";
    }

    /** What is wrong with a SKU that does not stand in the file. */
    static String madeIsWrong(String detail) {
        return "the SKU made from the handle and the options cannot be used: " + detail
                + "; give the row a SKU of its own";
    }

    private static VariantImport withSku(VariantImport variant, String sku) {
        return new VariantImport(
                sku,
                variant.name(),
                variant.price(),
                variant.minPrice(),
                variant.attributes(),
                variant.metadata(),
                variant.limits(),
                variant.stock(),
                variant.elsewhere());
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

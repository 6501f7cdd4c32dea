package dev.holdfast.cli.products;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.holdfast.Money;
import dev.holdfast.catalog.ProductImport;
import dev.holdfast.catalog.VariantImport;
import dev.holdfast.server.http.wire.ApiJson;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes products to a file that {@link ProductReader} reads, a line for each variant. Not thread-safe. */
public final class ProductWriter implements AutoCloseable {
    private static final int OPTIONS = 3;

    // Shopify does not track stock without these.
    private static final List<String> SHOPIFY_ONLY =
            List.of("Variant Inventory Tracker", "Variant Inventory Policy", "Variant Fulfillment Service");
    private static final List<String> SHOPIFY_VALUES = List.of("shopify", "deny", "manual");

    private final CsvWriter csv;
    private final Layout layout;
    private int leftOut;

    /** Starts a file with its first line. */
    public ProductWriter(Writer file, Layout layout) {
        this.layout = layout;
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file);
        csv.writeRecord(layout == Layout.HOLDFAST ? Header.names(layout) : shopifyColumns());
    }

    /** Writes a product. */
    public void write(ProductImport product) {
        if (layout == Layout.SHOPIFY) {
            boolean first = true;
            for (VariantImport variant : product.variants()) {
                csv.writeRecord(shopify(product, variant, first));
                first = false;
            }
            leftOut += product.variants().isEmpty() ? 1 : 0;
            return;
        }
        product.variants().forEach(variant -> csv.writeRecord(own(product, variant)));
        if (product.variants().isEmpty()) {
            csv.writeRecord(own(product, null));
        }
    }

    /** The number of products, attributes and minimum prices that did not fit the layout and were left out. */
    public int leftOut() {
        return leftOut;
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        csv.close();
    }

    private static List<String> own(ProductImport product, @Nullable VariantImport variant) {
        Money price = product.basePrice().value();
        List<String> cells = new ArrayList<>(List.of(
                product.handle(),
                text(product.name().value()),
                text(product.description().value()),
                text(product.category().value()),
                text(price),
                price == null ? "" : price.currency().getCurrencyCode()));
        if (variant == null) {
            cells.addAll(List.of("", "", "", "", "", ""));
        } else {
            Map<String, Object> attributes = variant.attributes().value();
            cells.addAll(List.of(
                    variant.sku(),
                    text(variant.name().value()),
                    text(variant.price().value()),
                    text(variant.stockQuantity()),
                    attributes == null || attributes.isEmpty() ? "" : ApiJson.write(attributes),
                    text(variant.minPrice().value())));
        }
        return cells;
    }

    private static List<String> shopifyColumns() {
        List<String> columns = new ArrayList<>(Header.names(Layout.SHOPIFY));
        // Shopify's category must be one of its own list; its type is free text.
        columns.remove(Field.CATEGORY.names(Layout.SHOPIFY).get(0));
        columns.addAll(SHOPIFY_ONLY);
        return columns;
    }

    private List<String> shopify(ProductImport product, VariantImport variant, boolean first) {
        Money own = variant.price().value();
        List<String> cells = new ArrayList<>(List.of(
                product.handle(),
                first ? text(product.name().value()) : "",
                first ? text(product.description().value()) : "",
                first ? text(product.category().value()) : "",
                variant.sku(),
                text(own == null ? product.basePrice().value() : own),
                text(variant.stockQuantity())));
        List<Map.Entry<String, Object>> options = options(variant);
        for (int i = 0; i < OPTIONS; i++) {
            cells.add(i < options.size() ? options.get(i).getKey() : "");
            cells.add(i < options.size() ? options.get(i).getValue().toString() : "");
        }
        leftOut += Math.max(0, options.size() - OPTIONS) + (variant.minPrice().value() == null ? 0 : 1);
        cells.addAll(SHOPIFY_VALUES);
        return cells;
    }

    /** The attributes in the order of their values in the variant's name, because the database keeps no order. */
    private static List<Map.Entry<String, Object>> options(VariantImport variant) {
        Map<String, Object> attributes = variant.attributes().value();
        if (attributes == null || attributes.isEmpty()) {
            return List.of(Map.entry("Title", "Default Title"));
        }
        String name = text(variant.name().value());
        return attributes.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, Object> attribute) -> {
                            int place = name.lastIndexOf(", " + attribute.getValue());
                            return place < 0 ? Integer.MAX_VALUE : place;
                        })
                        .thenComparing(Map.Entry::getKey))
                .toList();
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Money money) {
            return money.toDecimal().toPlainString();
        }
        return value == null ? "" : value.toString();
    }
}

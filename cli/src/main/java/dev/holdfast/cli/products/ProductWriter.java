package dev.holdfast.cli.products;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.catalog.ProductImport;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.StockImport;
import dev.holdfast.catalog.VariantImport;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.cli.output.SpreadsheetText;
import dev.holdfast.location.Location;
import dev.holdfast.server.http.wire.ApiJson;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes products to a file that {@link ProductReader} reads, a line for each variant. Not thread-safe. */
public final class ProductWriter implements AutoCloseable {
    private static final List<Field> OPTION_FIELDS = List.of(
            Field.OPTION1_NAME,
            Field.OPTION1_VALUE,
            Field.OPTION2_NAME,
            Field.OPTION2_VALUE,
            Field.OPTION3_NAME,
            Field.OPTION3_VALUE);

    private static final String FULFILLMENT = "Variant Fulfillment Service";

    private final CsvWriter csv;
    private final Layout layout;
    private final LocationList locations;
    private final String own;
    private final List<String> others;
    private final boolean spreadsheetSafe;
    private int leftOut;

    /**
     * Starts a file with its first line.
     *
     * @param locations all locations
     * @param only the code of the location whose stock is written; null for all, as far as the layout has room for them
     * @param spreadsheetSafe whether text that a spreadsheet could run has an apostrophe before it
     */
    public ProductWriter(
            Writer file, Layout layout, LocationList locations, @Nullable String only, boolean spreadsheetSafe) {
        this.layout = layout;
        this.locations = locations;
        this.own = only == null ? Location.DEFAULT : only;
        this.others = only == null ? locations.codesWithout(Location.DEFAULT) : List.of();
        this.spreadsheetSafe = spreadsheetSafe;
        csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file);
        csv.writeRecord(
                switch (layout) {
                    case HOLDFAST -> Header.names(layout, others);
                    case SHOPIFY -> shopifyColumns();
                    case SHOPIFY_INVENTORY -> InventoryRows.COLUMNS;
                });
    }

    /** Writes a product. */
    public void write(ProductImport product) {
        if (layout == Layout.SHOPIFY_INVENTORY) {
            product.variants()
                    .forEach(variant ->
                            InventoryRows.of(product, variant, own, locations).forEach(this::write));
            return;
        }
        if (layout == Layout.SHOPIFY) {
            boolean first = true;
            for (VariantImport variant : product.variants()) {
                write(shopify(product, variant, first));
                first = false;
            }
            leftOut += product.variants().isEmpty() ? 1 : 0;
            return;
        }
        product.variants().forEach(variant -> write(own(product, variant)));
        if (product.variants().isEmpty()) {
            write(own(product, null));
        }
    }

    private void write(List<String> cells) {
        csv.writeRecord(
                spreadsheetSafe ? cells.stream().map(SpreadsheetText::protect).toList() : cells);
    }

    /** The number of products, attributes, minimum prices, limits, objects of metadata, and stock levels with what is said of them that did not fit the layout and were left out. */
    public int leftOut() {
        return leftOut;
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        csv.close();
    }

    private List<String> own(ProductImport product, @Nullable VariantImport variant) {
        Money price = product.basePrice().value();
        List<String> cells = new ArrayList<>(List.of(
                product.handle(),
                text(product.name().value()),
                text(product.description().value()),
                text(product.category().value()),
                text(price),
                price == null ? "" : price.currency().getCurrencyCode(),
                word(product.status().value())));
        if (variant == null) {
            cells.addAll(Collections.nCopies(6, ""));
            cells.add(json(product.metadata()));
            int ofStock = Field.OF_STOCK.size();
            cells.addAll(Collections.nCopies(7 + ofStock + others.size() * ofStock, ""));
        } else {
            cells.addAll(List.of(
                    variant.sku(),
                    text(variant.name().value()),
                    text(variant.price().value()),
                    text(variant.stockQuantity()),
                    json(variant.attributes()),
                    text(variant.minPrice().value()),
                    json(product.metadata()),
                    json(variant.metadata())));
            cells.addAll(limits(variant.limits()));
            cells.add(components(variant));
            cells.addAll(supply(variant.stock()));
            for (String location : others) {
                StockImport there = variant.elsewhere().getOrDefault(location, StockImport.NONE);
                cells.add(text(there.stockQuantity()));
                cells.addAll(supply(there));
            }
        }
        return cells;
    }

    private static String components(VariantImport variant) {
        Map<String, Integer> components = variant.components().value();
        return components == null || components.isEmpty() ? "" : ApiJson.write(components);
    }

    private static List<String> supply(StockImport stock) {
        return List.of(
                positive(stock.supply().safetyStock()),
                positive(stock.supply().backorderLimit()),
                text(stock.supply().preorderLimit().value()),
                text(stock.supply().preorderAvailableAt().value()),
                Boolean.FALSE.equals(stock.supply().tracked().value()) ? "false" : "",
                text(stock.supply().reorderPoint().value()));
    }

    private static String positive(Patch<Integer> units) {
        return units.value() == null || units.value() == 0 ? "" : text(units.value());
    }

    private static List<String> limits(VariantLimitsChange limits) {
        Duration time = limits.reservationTime().value();
        return List.of(
                text(limits.minQuantity().value()),
                text(limits.maxQuantity().value()),
                text(limits.quantityStep().value()),
                text(limits.maxPerUser().value()),
                text(limits.maxPerUserDays().value()),
                time == null ? "" : text(time.toSeconds()));
    }

    private static List<String> shopifyColumns() {
        List<String> columns = new ArrayList<>(Header.names(Layout.SHOPIFY, List.of()));
        columns.add(FULFILLMENT);
        return columns;
    }

    private List<String> shopify(ProductImport product, VariantImport variant, boolean first) {
        Map<Field, String> cells = new EnumMap<>(Field.class);
        cells.put(Field.HANDLE, product.handle());
        if (first) {
            cells.put(Field.NAME, text(product.name().value()));
            cells.put(Field.DESCRIPTION, text(product.description().value()));
            cells.put(Field.CATEGORY, text(product.category().value()).replace("/", " > "));
            cells.put(Field.STATUS, word(product.status().value()));
            cells.put(Field.PUBLISHED, Boolean.toString(product.status().value() == ProductStatus.ACTIVE));
        }
        Money own = variant.price().value();
        cells.put(Field.SKU, variant.sku());
        cells.put(Field.PRICE, text(own == null ? product.basePrice().value() : own));
        cells.put(Field.STOCK_QUANTITY, text(variant.stockQuantity()));
        String limit = positive(variant.stock().supply().backorderLimit());
        boolean isTracked =
                !Boolean.FALSE.equals(variant.stock().supply().tracked().value());
        cells.put(Field.INVENTORY_TRACKER, isTracked ? "shopify" : "");
        cells.put(Field.INVENTORY_POLICY, limit.isEmpty() ? "deny" : "continue");
        List<Map.Entry<String, Object>> options = options(variant);
        for (int i = 0; i < Math.min(OPTION_FIELDS.size(), options.size() * 2); i += 2) {
            cells.put(OPTION_FIELDS.get(i), options.get(i / 2).getKey());
            cells.put(OPTION_FIELDS.get(i + 1), options.get(i / 2).getValue().toString());
        }
        leftOut += Math.max(0, options.size() - OPTION_FIELDS.size() / 2)
                + (variant.minPrice().value() == null ? 0 : 1)
                + count(limits(variant.limits()))
                + count(List.of(
                        positive(variant.stock().supply().safetyStock()),
                        text(variant.stock().supply().preorderLimit().value()),
                        text(variant.stock().supply().reorderPoint().value())))
                + (limit.isEmpty() || limit.equals(text(ShopifyProduct.UNLIMITED)) ? 0 : 1)
                + variant.elsewhere().size()
                + (components(variant).isEmpty() ? 0 : 1)
                + (json(variant.metadata()).isEmpty() ? 0 : 1)
                + (first && !json(product.metadata()).isEmpty() ? 1 : 0);
        List<String> row = new ArrayList<>();
        for (Field field : Field.values()) {
            if (!field.names(Layout.SHOPIFY).isEmpty()) {
                row.add(cells.getOrDefault(field, ""));
            }
        }
        row.add("manual");
        return row;
    }

    private static int count(List<String> cells) {
        return (int) cells.stream().filter(cell -> !cell.isEmpty()).count();
    }

    /** The attributes in the order of their values in the variant's name, because the database keeps no order. */
    static List<Map.Entry<String, Object>> options(VariantImport variant) {
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

    private static String json(Patch<Map<String, Object>> object) {
        Map<String, Object> members = object.value();
        return members == null || members.isEmpty() ? "" : ApiJson.write(members);
    }

    private static String word(@Nullable ProductStatus status) {
        return status == null ? "" : status.word();
    }

    static String text(@Nullable Object value) {
        if (value instanceof Money money) {
            return money.toDecimal().toPlainString();
        }
        return value == null ? "" : value.toString();
    }
}

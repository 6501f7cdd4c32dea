package dev.holdfast.cli.products;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.StockImport;
import dev.holdfast.catalog.VariantImport;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.inventory.SupplyChange;
import java.time.Duration;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A product in Holdfast's own layout: each row may repeat the product, and has a variant unless its columns are empty. */
final class HoldfastProduct extends Product {
    private static final List<Field> OF_PRODUCT = List.of(
            Field.NAME,
            Field.DESCRIPTION,
            Field.CATEGORY,
            Field.BASE_PRICE,
            Field.CURRENCY,
            Field.STATUS,
            Field.METADATA);
    private static final List<Field> OF_VARIANT = List.of(
            Field.SKU,
            Field.VARIANT_NAME,
            Field.PRICE,
            Field.STOCK_QUANTITY,
            Field.SAFETY_STOCK,
            Field.BACKORDER_LIMIT,
            Field.PREORDER_LIMIT,
            Field.PREORDER_AVAILABLE_AT,
            Field.TRACKED,
            Field.REORDER_POINT,
            Field.ATTRIBUTES,
            Field.MIN_PRICE,
            Field.VARIANT_METADATA,
            Field.MIN_QUANTITY,
            Field.MAX_QUANTITY,
            Field.QUANTITY_STEP,
            Field.MAX_PER_USER,
            Field.MAX_PER_USER_DAYS,
            Field.RESERVATION_SECONDS,
            Field.COMPONENTS);

    private final Currency own;
    private final @Nullable Money basePrice;
    private final @Nullable ProductStatus status;
    private final Patch<Map<String, Object>> metadata;

    HoldfastProduct(Row first, Currency currency) {
        super(first, currency);
        Currency given = first.currency();
        own = given == null ? currency : given;
        basePrice = first.money(Field.BASE_PRICE, own);
        status = first.status();
        metadata = metadata(first, Field.METADATA);
    }

    @Override
    void add(Row row) {
        if (row.line() != first().line()) {
            for (Field field : OF_PRODUCT) {
                if (row.has(field) && !row.text(field).equals(first().text(field))) {
                    row.wrong(
                            field,
                            Row.shown(row.text(field)) + " differs from line "
                                    + first().line() + ", which has for the same product: "
                                    + Row.shown(first().text(field)));
                }
            }
        }
        Map<String, StockImport> elsewhere = new LinkedHashMap<>();
        boolean isEmpty = OF_VARIANT.stream().noneMatch(row::has);
        for (String location : row.header().locations()) {
            Row there = row.at(location);
            isEmpty &= Field.OF_STOCK.stream().noneMatch(there::has);
            elsewhere.put(location, stock(there));
        }
        if (isEmpty) {
            return;
        }
        Map<String, Object> attributes = JsonCell.attributes(row, Field.ATTRIBUTES);
        add(
                row,
                new VariantImport(
                        sku(row, attributes.values()),
                        patch(row, Field.VARIANT_NAME),
                        money(row, Field.PRICE),
                        money(row, Field.MIN_PRICE),
                        row.header().has(Field.ATTRIBUTES) ? Patch.set(attributes) : Patch.keep(),
                        metadata(row, Field.VARIANT_METADATA),
                        limits(row),
                        stock(row),
                        elsewhere,
                        components(row)),
                attributes.values());
    }

    private static VariantLimitsChange limits(Row row) {
        Patch<Integer> seconds = whole(row, Field.RESERVATION_SECONDS, "is not a whole number of seconds");
        Integer time = seconds.value();
        return new VariantLimitsChange(
                whole(row, Field.MIN_QUANTITY, "is not a whole number of units"),
                whole(row, Field.MAX_QUANTITY, "is not a whole number of units"),
                whole(row, Field.QUANTITY_STEP, "is not a whole number of units"),
                whole(row, Field.MAX_PER_USER, "is not a whole number of units"),
                whole(row, Field.MAX_PER_USER_DAYS, "is not a whole number of days"),
                seconds.present() ? Patch.set(time == null ? null : Duration.ofSeconds(time)) : Patch.keep());
    }

    private static Patch<Map<String, Integer>> components(Row row) {
        return row.header().has(Field.COMPONENTS) ? Patch.set(JsonCell.units(row, Field.COMPONENTS)) : Patch.keep();
    }

    private static StockImport stock(Row row) {
        SupplyChange supply = SupplyChange.NONE;
        if (row.header().has(Field.SAFETY_STOCK)) {
            supply = supply.withSafetyStock(unitsOrNone(row, Field.SAFETY_STOCK));
        }
        if (row.header().has(Field.BACKORDER_LIMIT)) {
            supply = supply.withBackorderLimit(unitsOrNone(row, Field.BACKORDER_LIMIT));
        }
        if (row.header().has(Field.PREORDER_LIMIT) || row.header().has(Field.PREORDER_AVAILABLE_AT)) {
            supply = supply.withPreorder(row.preorder());
        }
        if (row.header().has(Field.TRACKED)) {
            supply = supply.withTracked(row.isTracked());
        }
        if (row.header().has(Field.REORDER_POINT)) {
            supply = supply.withReorderPoint(row.whole(Field.REORDER_POINT, "is not a whole number of units"));
        }
        return new StockImport(row.units(), supply);
    }

    private static int unitsOrNone(Row row, Field field) {
        Integer units = row.whole(field, "is not a whole number of units");
        return units == null ? 0 : units;
    }

    private static Patch<Integer> whole(Row row, Field field, String isNot) {
        return row.header().has(field) ? Patch.set(row.whole(field, isNot)) : Patch.keep();
    }

    @Override
    Patch<String> name() {
        return first().has(Field.NAME) ? Patch.set(first().text(Field.NAME)) : Patch.keep();
    }

    @Override
    Patch<Money> basePrice() {
        return basePrice == null ? Patch.keep() : Patch.set(basePrice);
    }

    @Override
    Patch<String> description() {
        return patch(first(), Field.DESCRIPTION);
    }

    @Override
    Patch<String> category() {
        return patch(first(), Field.CATEGORY);
    }

    @Override
    Patch<ProductStatus> status() {
        return status == null ? Patch.keep() : Patch.set(status);
    }

    @Override
    Patch<Map<String, Object>> metadata() {
        return metadata;
    }

    private static Patch<Map<String, Object>> metadata(Row row, Field field) {
        return row.header().has(field) ? Patch.set(JsonCell.metadata(row, field)) : Patch.keep();
    }

    private Patch<Money> money(Row row, Field field) {
        return row.header().has(field) ? Patch.set(row.money(field, own)) : Patch.keep();
    }

    private static Patch<String> patch(Row row, Field field) {
        if (!row.header().has(field)) {
            return Patch.keep();
        }
        return Patch.set(row.has(field) ? row.text(field) : null);
    }
}

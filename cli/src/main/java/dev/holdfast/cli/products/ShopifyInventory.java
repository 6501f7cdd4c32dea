package dev.holdfast.cli.products;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.StockImport;
import dev.holdfast.catalog.VariantImport;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.inventory.SupplyChange;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A product in the layout of Shopify's inventory export: a row for each variant and location, and nothing but stock. */
final class ShopifyInventory extends Product {
    private static final String NOT_STOCKED = "not stocked";
    private static final String IS_NOT = "is not a whole number of units";

    // By the text of the SKU and the options, because variants without a SKU are told apart by their options.
    private final Map<List<String>, Integer> places = new HashMap<>();

    ShopifyInventory(Row first, Currency currency) {
        super(first, currency);
    }

    @Override
    void add(Row row) {
        Map<String, Object> options = ShopifyOptions.of(row, first());
        StockImport stock = stock(row);
        String location = location(row);
        List<String> key = new ArrayList<>(List.of(row.text(Field.SKU).strip()));
        options.values().forEach(option -> key.add(option.toString()));
        Integer place = places.get(key);
        if (place == null) {
            places.put(key, size());
            add(
                    row,
                    new VariantImport(
                            sku(row, options.values()),
                            Patch.keep(),
                            Patch.keep(),
                            Patch.keep(),
                            Patch.keep(),
                            Patch.keep(),
                            VariantLimitsChange.none(),
                            StockImport.NONE,
                            Map.of()),
                    options.values());
            place = size() - 1;
        }
        if (location == null) {
            return;
        }
        Long earlier = at(place, location, stock, row);
        if (earlier != null) {
            row.wrong(
                    Field.LOCATION,
                    Row.shown(row.text(Field.LOCATION)) + " is also the location of this variant in line " + earlier);
        }
    }

    private static @Nullable String location(Row row) {
        String name = row.text(Field.LOCATION).strip();
        List<String> codes = row.header().locationList().named(name);
        if (codes.size() == 1) {
            return codes.get(0);
        }
        row.wrong(
                Field.LOCATION,
                codes.isEmpty()
                        ? Row.shown(name) + " is neither the name nor the code of a location; holdfast locations create"
                                + " adds one"
                        : Row.shown(name) + " is the name of several locations; write the code of one of them: "
                                + String.join(", ", codes));
        return null;
    }

    // Units that orders of the other shop wait for are on hand there, and have left with the order here.
    private StockImport stock(Row row) {
        if (units(row, Field.INCOMING) > 0) {
            remark(Remark.INCOMING);
        }
        Field counted = row.has(Field.ON_HAND_NEW) ? Field.ON_HAND_NEW : Field.ON_HAND;
        int notForSale = Math.max(0, units(row, Field.UNAVAILABLE));
        int others = -units(row, Field.COMMITTED);
        if (!row.header().has(counted)) {
            counted = Field.AVAILABLE;
            others = notForSale;
        }
        if (!row.has(counted) || isNotStocked(row, counted)) {
            return StockImport.NONE;
        }
        int units = units(row, counted) + others;
        if (units < 0) {
            remark(Remark.NEGATIVE_STOCK);
        }
        return new StockImport(
                Math.max(0, units),
                row.header().has(Field.UNAVAILABLE)
                        ? SupplyChange.NONE.withSafetyStock(notForSale)
                        : SupplyChange.NONE);
    }

    private static int units(Row row, Field field) {
        Integer units = isNotStocked(row, field) ? null : row.whole(field, IS_NOT);
        return units == null ? 0 : units;
    }

    private static boolean isNotStocked(Row row, Field field) {
        return row.text(field).strip().equalsIgnoreCase(NOT_STOCKED);
    }

    @Override
    void forget() {
        places.clear();
    }

    @Override
    Patch<String> name() {
        return Patch.keep();
    }

    @Override
    Patch<Money> basePrice() {
        return Patch.keep();
    }

    @Override
    Patch<String> description() {
        return Patch.keep();
    }

    @Override
    Patch<String> category() {
        return Patch.keep();
    }

    @Override
    Patch<ProductStatus> status() {
        return Patch.keep();
    }

    @Override
    Patch<Map<String, Object>> metadata() {
        return Patch.keep();
    }
}

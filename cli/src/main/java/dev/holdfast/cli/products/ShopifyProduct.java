package dev.holdfast.cli.products;

import dev.holdfast.Limits;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.catalog.ImportResult.SupplyDifference;
import dev.holdfast.catalog.ProductStatus;
import dev.holdfast.catalog.StockImport;
import dev.holdfast.catalog.VariantImport;
import dev.holdfast.catalog.VariantLimitsChange;
import dev.holdfast.inventory.SupplyChange;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A product in Shopify's layout: the first row has the product and its first variant, each further row a variant or only
 * a picture. The first variant's price is the product's base price.
 */
final class ShopifyProduct extends Product {
    private static final List<Field> OF_VARIANT =
            List.of(Field.SKU, Field.PRICE, Field.OPTION1_VALUE, Field.OPTION2_VALUE, Field.OPTION3_VALUE);
    // Shopify sells without stock as much as is asked for. Any lower limit would refuse buyers whom Shopify serves.
    static final int UNLIMITED = Limits.STOCK;

    private final Patch<ProductStatus> status;
    private @Nullable Money basePrice;

    ShopifyProduct(Row first, Currency currency) {
        super(first, currency);
        status = statusOf(first);
    }

    @Override
    void add(Row row) {
        if (row.line() != first().line() && OF_VARIANT.stream().noneMatch(row::has)) {
            return;
        }
        Money price = row.money(Field.PRICE, currency);
        basePrice = basePrice == null ? price : basePrice;
        Map<String, Object> options = ShopifyOptions.of(row, first());
        boolean saysOptions = row.header().has(Field.OPTION1_VALUE);
        add(
                row,
                new VariantImport(
                        sku(row, options.values()),
                        saysOptions ? name(options) : Patch.keep(),
                        row.header().has(Field.PRICE)
                                ? Patch.set(Objects.equals(price, basePrice) ? null : price)
                                : Patch.keep(),
                        Patch.keep(),
                        saysOptions ? Patch.set(options) : Patch.keep(),
                        Patch.keep(),
                        VariantLimitsChange.none(),
                        new StockImport(units(row), supply(row)),
                        Map.of()),
                options.values());
    }

    private SupplyChange supply(Row row) {
        SupplyChange supply = SupplyChange.NONE;
        boolean isTracked = !row.header().has(Field.INVENTORY_TRACKER) || row.has(Field.INVENTORY_TRACKER);
        if (row.header().has(Field.INVENTORY_TRACKER)) {
            supply = supply.withTracked(isTracked);
        }
        if (!isTracked) {
            remark(Remark.UNTRACKED);
        }
        switch (row.text(Field.INVENTORY_POLICY).strip().toLowerCase(Locale.ROOT)) {
            case "" -> {}
            case "deny", "false" -> supply = supply.withBackorderLimit(0);
            case "continue", "true" -> {
                supply = supply.withBackorderLimit(UNLIMITED);
                if (isTracked) {
                    remark(Remark.POLICY_CONTINUE);
                }
            }
            default ->
                row.wrong(
                        Field.INVENTORY_POLICY,
                        Row.shown(row.text(Field.INVENTORY_POLICY)) + " is not deny or continue");
        }
        return supply;
    }

    /**
     * A change without that of the backorder limit if the variant has one already: it is sold without stock, and the file
     * cannot say how far.
     */
    static SupplyChange keepingLimit(SupplyDifference difference) {
        SupplyChange wanted = difference.wanted().change();
        Integer limit = difference.before().backorderLimit().value();
        Integer units = wanted.backorderLimit().value();
        return limit != null && limit > 0 && units != null && units == UNLIMITED
                ? wanted.withBackorderLimit(limit)
                : wanted;
    }

    // Shopify counts what was sold without stock below zero.
    private @Nullable Integer units(Row row) {
        Integer units = row.units();
        if (units == null || units >= 0) {
            return units;
        }
        remark(Remark.NEGATIVE_STOCK);
        return 0;
    }

    /** The status of a product; one that is published nowhere is a draft. */
    private Patch<ProductStatus> statusOf(Row row) {
        boolean isUnlisted = row.text(Field.STATUS).strip().equalsIgnoreCase("unlisted");
        ProductStatus said = isUnlisted ? ProductStatus.DRAFT : row.status();
        if (isUnlisted) {
            remark(Remark.UNLISTED);
        }
        if (row.has(Field.PUBLISHED) && (said == null || said == ProductStatus.ACTIVE)) {
            boolean isPublished = row.text(Field.PUBLISHED).strip().equalsIgnoreCase("true");
            return Patch.set(isPublished ? ProductStatus.ACTIVE : ProductStatus.DRAFT);
        }
        return said == null ? Patch.keep() : Patch.set(said);
    }

    @Override
    Patch<ProductStatus> status() {
        return status;
    }

    @Override
    Patch<Map<String, Object>> metadata() {
        return Patch.keep();
    }

    /** The name of a variant: the product's name and the options; none if that is too long. */
    private Patch<String> name(Map<String, Object> options) {
        String title = first().text(Field.NAME).strip();
        if (title.isEmpty()) {
            return Patch.keep();
        }
        String full =
                title + options.values().stream().map(value -> ", " + value).collect(Collectors.joining());
        return Patch.set(options.isEmpty() || full.length() > Limits.NAME ? null : full);
    }

    @Override
    Patch<String> name() {
        return first().has(Field.NAME) ? Patch.set(first().text(Field.NAME).strip()) : Patch.keep();
    }

    @Override
    Patch<Money> basePrice() {
        return basePrice == null ? Patch.keep() : Patch.set(basePrice);
    }

    @Override
    Patch<String> description() {
        if (!first().header().has(Field.DESCRIPTION)) {
            return Patch.keep();
        }
        return Patch.set(first().has(Field.DESCRIPTION) ? first().text(Field.DESCRIPTION) : null);
    }

    /** Shopify's category, such as "Apparel > Shirts", or else the product's type, as a path. */
    @Override
    Patch<String> category() {
        if (!first().header().has(Field.CATEGORY) && !first().header().has(Field.TYPE)) {
            return Patch.keep();
        }
        String text = first().text(first().has(Field.CATEGORY) ? Field.CATEGORY : Field.TYPE);
        String path = Arrays.stream(text.split("[>/]", -1))
                .map(ShopifyProduct::step)
                .filter(step -> !step.isEmpty())
                .collect(Collectors.joining("/"));
        return Patch.set(path.isEmpty() ? null : path);
    }

    private static String step(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}_]+", "-")
                .replaceAll("^[-_\\p{M}]+|-+$", "");
    }
}

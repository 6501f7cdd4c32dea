package dev.holdfast.internal.catalog;

import dev.holdfast.internal.json.AttributesJson;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.stock.LimitsRow;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Variants to be written by one statement, as one list for each column. */
public record VariantColumns(
        List<@Nullable Long> ids,
        List<String> skus,
        List<@Nullable String> names,
        List<@Nullable Long> prices,
        List<@Nullable Long> minPrices,
        List<String> attributes,
        List<@Nullable String> metadata,
        List<@Nullable Integer> minQuantities,
        List<@Nullable Integer> maxQuantities,
        List<@Nullable Integer> quantitySteps,
        List<@Nullable Integer> maxPerUser,
        List<@Nullable Integer> maxPerUserDays,
        List<@Nullable Integer> reservationSeconds) {

    /** The columns of these variants. */
    public static VariantColumns of(List<VariantState> variants) {
        return new VariantColumns(
                variants.stream().<@Nullable Long>map(VariantState::id).toList(),
                variants.stream().map(VariantState::sku).toList(),
                variants.stream().<@Nullable String>map(VariantState::name).toList(),
                variants.stream().<@Nullable Long>map(VariantState::price).toList(),
                variants.stream().<@Nullable Long>map(VariantState::minPrice).toList(),
                variants.stream()
                        .map(variant -> AttributesJson.write(variant.attributes()))
                        .toList(),
                variants.stream()
                        .<@Nullable String>map(variant -> MetadataJson.write(variant.metadata()))
                        .toList(),
                limits(variants, LimitsRow::minQuantity),
                limits(variants, LimitsRow::maxQuantity),
                limits(variants, LimitsRow::quantityStep),
                limits(variants, LimitsRow::maxPerUser),
                limits(variants, LimitsRow::maxPerUserDays),
                limits(variants, LimitsRow::reservationSeconds));
    }

    private static List<@Nullable Integer> limits(
            List<VariantState> variants, Function<LimitsRow, @Nullable Integer> limit) {
        return variants.stream()
                .<@Nullable Integer>map(variant -> limit.apply(variant.limits()))
                .toList();
    }
}

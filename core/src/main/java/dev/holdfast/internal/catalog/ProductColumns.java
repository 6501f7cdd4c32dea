package dev.holdfast.internal.catalog;

import dev.holdfast.internal.json.MetadataJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Products to be written by one statement, as one list for each column. */
public record ProductColumns(
        List<@Nullable Long> ids,
        List<String> handles,
        List<String> names,
        List<@Nullable String> descriptions,
        List<Long> prices,
        List<String> currencies,
        List<@Nullable String> categories,
        List<String> statuses,
        List<@Nullable String> metadata) {

    /** The columns of these products. */
    public static ProductColumns of(List<ProductState> products) {
        return new ProductColumns(
                products.stream().<@Nullable Long>map(ProductState::id).toList(),
                products.stream().map(ProductState::handle).toList(),
                products.stream().map(ProductState::name).toList(),
                products.stream()
                        .<@Nullable String>map(ProductState::description)
                        .toList(),
                products.stream().map(product -> product.basePrice().minor()).toList(),
                products.stream()
                        .map(product -> product.basePrice().currency().getCurrencyCode())
                        .toList(),
                products.stream().<@Nullable String>map(ProductState::category).toList(),
                products.stream().map(ProductState::status).toList(),
                products.stream()
                        .<@Nullable String>map(product -> MetadataJson.write(product.metadata()))
                        .toList());
    }
}

package dev.holdfast.internal.stock;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What a command needs to know of a variant and its product. */
public record VariantRow(
        long id,
        long productId,
        String sku,
        String name,
        long price,
        Currency currency,
        @Nullable String category) {}

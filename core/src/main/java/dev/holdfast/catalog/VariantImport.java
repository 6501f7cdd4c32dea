package dev.holdfast.catalog;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A variant as a file of another system tells of it, found by its SKU.
 *
 * @param sku 1 to 100 characters; it cannot belong to another product
 * @param name emptied, it is called as its product is
 * @param price its own price, emptied, its product's counts
 * @param attributes replaces all of them; may not be emptied to null
 * @param stockQuantity units on hand, booked as received where the variant is new; of one that is not new only {@link
 *     ImportResult#stockDifferences()} tells; null when the file says nothing
 */
public record VariantImport(
        String sku,
        Patch<String> name,
        Patch<Money> price,
        Patch<Map<String, Object>> attributes,
        @Nullable Integer stockQuantity) {}

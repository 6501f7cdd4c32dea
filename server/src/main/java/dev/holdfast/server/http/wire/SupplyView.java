package dev.holdfast.server.http.wire;

import dev.holdfast.inventory.Preorder;
import dev.holdfast.inventory.Supply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a variant is sold, as the API shows it. */
public record SupplyView(
        long variantId,
        int locationId,
        int safetyStock,
        int backorderLimit,
        @Nullable Preorder preorder,
        boolean tracked,
        @Nullable Integer reorderPoint,
        int backorderedQuantity)
        implements ETag.Moving {
    private static final List<String> STOCK = List.of("backordered_quantity");

    /** The view of it. */
    public static SupplyView of(Supply supply) {
        return new SupplyView(
                supply.variantId(),
                supply.locationId(),
                supply.safetyStock(),
                supply.backorderLimit(),
                supply.preorder(),
                supply.tracked(),
                supply.reorderPoint(),
                supply.backorderedQuantity());
    }

    /** What waits moves with every sale. */
    @Override
    public List<String> moving() {
        return STOCK;
    }
}

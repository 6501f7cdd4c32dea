package dev.holdfast.kit;

import dev.holdfast.ConflictException;
import dev.holdfast.internal.stock.SupplyRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A variant cannot become a kit, because it has stock of its own, or says how that is sold. Nothing was changed. */
public final class VariantHasStockException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final long variantId;

    private VariantHasStockException(long variantId, String detail, List<Object> facts) {
        super("variant_has_stock", detail, null, facts.toArray());
        this.variantId = variantId;
    }

    /** At a location; null if nothing is in the way there. */
    static @Nullable VariantHasStockException at(SupplyRow stock, String sku, String location) {
        List<String> what = new ArrayList<>();
        List<Object> facts =
                new ArrayList<>(List.of("variant_id", stock.variantId(), "sku", sku, "location", location));
        add("stock_quantity", stock.stockQuantity(), "on hand", what, facts);
        add("reserved_quantity", stock.heldQuantity(), "reserved", what, facts);
        add("backordered_quantity", stock.backorderedQuantity(), "backordered", what, facts);
        add("safety_stock", stock.safetyStock(), "of safety stock", what, facts);
        add("backorder_limit", stock.backorderLimit(), "of backorder limit", what, facts);
        Integer preorderLimit = stock.preorderLimit();
        if (preorderLimit != null) {
            what.add("a preorder of " + preorderLimit);
            facts.addAll(List.of("preorder_limit", preorderLimit));
        }
        Integer reorderPoint = stock.reorderPoint();
        if (reorderPoint != null) {
            what.add("a reorder point of " + reorderPoint);
            facts.addAll(List.of("reorder_point", reorderPoint));
        }
        return what.isEmpty()
                ? null
                : new VariantHasStockException(
                        stock.variantId(), detail(sku) + " at " + location + ": " + String.join(", ", what), facts);
    }

    /** For Holdfast's own services: units are on their way. */
    public static VariantHasStockException inTransit(long variantId, String sku, int units) {
        return new VariantHasStockException(
                variantId,
                detail(sku) + ": " + units + " in transit",
                List.of("variant_id", variantId, "sku", sku, "in_transit_quantity", units));
    }

    private static String detail(String sku) {
        return sku + " cannot become a kit while it has stock of its own";
    }

    private static void add(String member, int units, String word, List<String> what, List<Object> facts) {
        if (units != 0) {
            what.add(units + " " + word);
            facts.addAll(List.of(member, units));
        }
    }

    /** The variant. */
    public long variantId() {
        return variantId;
    }
}

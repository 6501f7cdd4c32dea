package dev.holdfast.catalog;

import dev.holdfast.ConflictException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variant is not sold in this quantity: it is less than the fewest units, more than the most, or no multiple of the
 * step. Nothing was changed.
 *
 * @see VariantLimits
 */
public final class QuantityNotAllowedException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final long variantId;
    private final int quantity;

    /** For Holdfast's own services; a limit is null for none. */
    public QuantityNotAllowedException(
            long variantId,
            String sku,
            int quantity,
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Integer step) {
        super(
                "quantity_not_allowed",
                "variant " + variantId + " (" + sku + ") is not sold in a quantity of " + quantity + ": "
                        + allowed(min, max, step),
                null,
                facts(variantId, sku, quantity, min, max, step));
        this.variantId = variantId;
        this.quantity = quantity;
    }

    private static String allowed(@Nullable Integer min, @Nullable Integer max, @Nullable Integer step) {
        List<String> limits = new ArrayList<>();
        if (min != null) {
            limits.add("at least " + min);
        }
        if (max != null) {
            limits.add("at most " + max);
        }
        if (step != null) {
            limits.add("in multiples of " + step);
        }
        return String.join(", ", limits);
    }

    private static Object[] facts(
            long variantId,
            String sku,
            int quantity,
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Integer step) {
        List<Object> facts = new ArrayList<>(List.of("variant_id", variantId, "sku", sku, "quantity", quantity));
        if (min != null) {
            facts.addAll(List.of("min_quantity", min));
        }
        if (max != null) {
            facts.addAll(List.of("max_quantity", max));
        }
        if (step != null) {
            facts.addAll(List.of("quantity_step", step));
        }
        return facts.toArray();
    }

    /** The variant. */
    public long variantId() {
        return variantId;
    }

    /** The quantity that was refused. */
    public int quantity() {
        return quantity;
    }
}

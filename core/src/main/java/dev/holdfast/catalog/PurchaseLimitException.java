package dev.holdfast.catalog;

import dev.holdfast.ConflictException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user, or a cart of an unknown buyer, would have more units of a variant than each user can have. Nothing was changed.
 *
 * @see VariantLimits#maxPerUser()
 */
public final class PurchaseLimitException extends ConflictException {
    private static final long serialVersionUID = 1L;

    private final long variantId;

    /**
     * For Holdfast's own services.
     *
     * @param bought the units of the user's orders
     * @param held the units that the user's carts hold
     * @param requested how many more were requested
     * @param days for which orders count; null for always
     */
    public PurchaseLimitException(
            long variantId, String sku, long bought, long held, int requested, int limit, @Nullable Integer days) {
        super(
                "purchase_limit",
                "a user can have " + limit + " units of variant " + variantId + " (" + sku + ")"
                        + (days == null ? "" : " within " + days + " days") + ": " + bought + " are bought, " + held
                        + " are held and " + requested + " more were requested",
                null,
                facts(variantId, sku, bought, held, requested, limit, days));
        this.variantId = variantId;
    }

    private static Object[] facts(
            long variantId, String sku, long bought, long held, int requested, int limit, @Nullable Integer days) {
        List<Object> facts = new ArrayList<>(List.of(
                "variant_id",
                variantId,
                "sku",
                sku,
                "bought",
                bought,
                "held",
                held,
                "requested",
                requested,
                "limit",
                limit));
        if (days != null) {
            facts.addAll(List.of("days", days));
        }
        return facts.toArray();
    }

    /** The variant. */
    public long variantId() {
        return variantId;
    }
}

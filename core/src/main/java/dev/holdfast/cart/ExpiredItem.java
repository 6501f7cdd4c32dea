package dev.holdfast.cart;

import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.json.MetadataJson;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * An item whose reservation has ended. The cart shows it, and charges nothing for it.
 *
 * @param id the id of the item, which it keeps if its variant is put again
 * @param variantId the variant
 * @param sku the SKU of the variant
 * @param name the name to display
 * @param quantity the units that were reserved
 * @param expiredAt when the reservation ended
 * @param metadata a JSON object of the host's own, which takes part in nothing; empty if there is none. Values are strings,
 *     numbers, booleans, lists and maps
 */
public record ExpiredItem(
        int id, long variantId, String sku, String name, int quantity, Instant expiredAt, Map<String, Object> metadata)
        implements Serializable {
    /** Copies the metadata. */
    public ExpiredItem {
        metadata = MetadataJson.copy(metadata);
    }

    /** For Holdfast's own services. */
    public ExpiredItem(ExpiredItemRow row) {
        this(row.id(), row.key().variantId(), row.sku(), row.name(), row.quantity(), row.expiredAt(), row.metadata());
    }
}

package dev.holdfast.internal.catalog;

import dev.holdfast.internal.sql.Conditions;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A page of variants, by id; null and what is empty accept anything.
 *
 * @param after the last variant of the page before; null for the first page
 * @param query a pattern for the SKU, the name and the product's name
 * @param productStatus the status of its product
 * @param attributes values of attributes by name, all of which it has
 * @param available whether it can be had now
 * @param from the earliest moment at which it was added, included
 * @param to the latest, excluded
 * @param now null for the database's time
 */
public record VariantList(
        @Nullable Long after,
        List<Long> ids,
        List<Long> productIds,
        List<String> skus,
        @Nullable String query,
        @Nullable String productStatus,
        Map<String, String> attributes,
        @Nullable Boolean available,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to,
        int limit,
        @Nullable OffsetDateTime now) {

    private static final String PAGE = VariantSql.LISTING + "where $conditions\norder by v.id limit :limit";

    /** Reads the page. */
    public List<VariantListing> read(Handle handle) {
        Conditions conditions = new Conditions()
                .now(now)
                .value("limit", limit)
                .and("v.id > :after", "after", after)
                .and("v.id = any(:ids)", "ids", ids.toArray(Long[]::new))
                .and("v.product_id = any(:product_ids)", "product_ids", productIds.toArray(Long[]::new))
                .and("v.sku = any(:skus)", "skus", skus.toArray(String[]::new))
                .and("(v.sku ilike :query or v.name ilike :query or p.name ilike :query)", "query", query)
                .and("p.status = :product_status", "product_status", productStatus)
                .and(VariantSql.HAS_ATTRIBUTES, "attributes", AttributeFilter.path(attributes))
                .and("v.created_at >= :from", "from", from)
                .and("v.created_at < :to", "to", to);
        if (available != null) {
            conditions.and(available ? VariantSql.IS_AVAILABLE : "not " + VariantSql.IS_AVAILABLE);
        }
        return conditions
                .of(handle, PAGE)
                .registerColumnMapper(new AttributesMapper())
                .mapTo(VariantListing.class)
                .list();
    }
}

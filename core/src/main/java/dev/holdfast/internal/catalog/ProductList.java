package dev.holdfast.internal.catalog;

import dev.holdfast.internal.sql.Conditions;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A page of products; null and what is empty accept anything.
 *
 * @param after the last product of the page before; null for the first page
 * @param key the column by which they are in order: {@code id}, or one that has an index with it
 * @param descending whether the highest comes first
 * @param category the category, or one above it
 * @param query a pattern for the name and the handle
 * @param status its status
 * @param attributes values of attributes by name, all of which one of the variants has
 * @param available whether one of the variants with those attributes can be had now, or none of them
 * @param from the earliest moment at which they were added, included
 * @param to the latest, excluded
 * @param now null for the database's time
 */
public record ProductList(
        @Nullable Long after,
        String key,
        boolean descending,
        List<Long> ids,
        @Nullable String handle,
        @Nullable String category,
        @Nullable String query,
        @Nullable String status,
        Map<String, String> attributes,
        @Nullable Boolean available,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to,
        int limit,
        @Nullable OffsetDateTime now) {

    private static final String PAGE = VariantSql.CLOCK + "select " + ProductSql.COLUMNS
            + " from #products p\nwhere $conditions\norder by $order limit :limit";

    private static final String HAVE =
            "exists (select from #variants v " + VariantSql.STOCK + " where v.product_id = p.id and $conditions)";

    /** Reads the page. */
    public List<ProductRow> read(Handle handle) {
        String way = descending ? " desc" : "";
        String order = key.equals("id") ? "p.id" + way : "p." + key + way + ", p.id" + way;
        Conditions conditions = new Conditions()
                .now(now)
                .value("limit", limit)
                .and(behind(), "after", after)
                .and("p.id = any(:ids)", "ids", ids.toArray(Long[]::new))
                .and("p.handle = :handle", "handle", this.handle)
                .and("(p.category = :category or starts_with(p.category, :category || '/'))", "category", category)
                .and("(p.name ilike :query or p.handle ilike :query)", "query", query)
                .and("p.status = :status", "status", status)
                .and("p.created_at >= :from", "from", from)
                .and("p.created_at < :to", "to", to);
        addVariants(conditions);
        return conditions
                .of(handle, PAGE.replace("$order", order))
                .registerColumnMapper(new AttributesMapper())
                .mapTo(ProductRow.class)
                .list();
    }

    private String behind() {
        String than = descending ? "<" : ">";
        return key.equals("id")
                ? "p.id " + than + " :after"
                : "(p." + key + ", p.id) " + than + " ((select " + key + " from #products where id = :after), :after)";
    }

    private void addVariants(Conditions conditions) {
        String path = AttributeFilter.path(attributes);
        String has = path == null ? "true" : VariantSql.HAS_ATTRIBUTES;
        if (path != null) {
            conditions.value("attributes", path);
        }
        if (path != null && !Boolean.TRUE.equals(available)) {
            conditions.and(HAVE.replace("$conditions", has));
        }
        if (available != null) {
            String canBeHad = HAVE.replace("$conditions", has + " and " + VariantSql.IS_AVAILABLE);
            conditions.and(available ? canBeHad : "not " + canBeHad);
        }
    }
}

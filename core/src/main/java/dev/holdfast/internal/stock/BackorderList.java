package dev.holdfast.internal.stock;

import dev.holdfast.InvalidInputException;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Conditions;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A page of what orders wait for, oldest order first, without orders that were not paid in time; null accepts anything.
 *
 * @param sku the SKU of the variant as it is now
 * @param limit the most rows
 * @param now null for the database's time
 */
public record BackorderList(
        Place after,
        @Nullable Long variantId,
        @Nullable String sku,
        @Nullable Long orderId,
        @Nullable Integer locationId,
        int limit,
        @Nullable OffsetDateTime now) {
    /** A place in the list, by the key of its order. */
    public record Place(long orderId, int itemId, int locationId) {
        private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})-(\\d{1,9})-(\\d{1,9})");

        /** The place before all others. */
        public static final Place START = new Place(0, 0, 0);

        /**
         * The place after which a page starts.
         *
         * @throws InvalidInputException if the cursor is not one of this list
         */
        public static Place of(PageRequest page) {
            if (page.cursor() == null) {
                return START;
            }
            Matcher cursor = CURSOR.matcher(page.cursor());
            if (!cursor.matches()) {
                throw new InvalidInputException(
                        "/cursor", Validation.shown(page.cursor()) + " is not a cursor of this list");
            }
            return new Place(
                    Long.parseLong(cursor.group(1)),
                    Integer.parseInt(cursor.group(2)),
                    Integer.parseInt(cursor.group(3)));
        }

        /** The cursor of a page that starts behind it. */
        public String cursor() {
            return orderId + "-" + itemId + "-" + locationId;
        }
    }

    // Overdue orders are looked up for each row: joined, the orders before a deep page would be read as well.
    private static final String WAITING = """
            b.order_id, b.item_id, b.variant_id, b.location_id, b.quantity, b.placed_at, b.available_at
              from clock cross join #backorders b
              where (b.order_id, b.item_id, b.location_id) > (:after_order, :after_item, :after_location)
                and not coalesce((
                  select o.pay_by <= clock.now and\s""" + Overdue.AWAITED + """

                  from #orders o where o.id = b.order_id), false)
                and $conditions
              order by b.order_id, b.item_id, b.location_id limit :limit
            """;

    private static final String SHOWN = """
            select b.order_id, b.item_id, b.variant_id, v.sku, b.location_id, l.code as location, b.quantity, b.placed_at,
                   b.available_at
            from page b join #variants v on v.id = b.variant_id join #locations l on l.id = b.location_id
            order by b.order_id, b.item_id, b.location_id limit :limit
            """;

    private static final String CLOCK =
            "with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),\n";

    private static final String PAGE = CLOCK + "page as materialized (\n  select " + WAITING + ")\n" + SHOWN;

    // The index by counter has the rows of a variant in the order of the list at each location, and there are few.
    private static final String PAGE_OF_VARIANT = CLOCK + "page as materialized (\n"
            + "  select waiting.* from #variants one cross join #locations at cross join lateral (\n  select "
            + WAITING.replace("$conditions", "b.variant_id = one.id and b.location_id = at.id and $conditions")
            + "  ) as waiting\n  where $variant)\n" + SHOWN;

    private static final String BY_ID = PAGE_OF_VARIANT.replace("$variant", "one.id = :variant_id");
    private static final String BY_SKU = PAGE_OF_VARIANT.replace("$variant", "one.sku = :sku");
    private static final String BY_BOTH =
            PAGE_OF_VARIANT.replace("$variant", "one.id = :variant_id and one.sku = :sku");

    /** Reads the page. */
    public List<BackorderListing> read(Handle handle) {
        Conditions conditions = new Conditions()
                .now(now)
                .value("after_order", after.orderId())
                .value("after_item", after.itemId())
                .value("after_location", after.locationId())
                .value("limit", limit)
                .and("b.order_id = :order_id", "order_id", orderId)
                .and("b.location_id = :location_id", "location_id", locationId);
        if (variantId != null) {
            conditions.value("variant_id", variantId);
        }
        if (sku != null) {
            conditions.value("sku", sku);
        }
        return conditions.of(handle, statement()).mapTo(BackorderListing.class).list();
    }

    private String statement() {
        if (variantId == null) {
            return sku == null ? PAGE : BY_SKU;
        }
        return sku == null ? BY_ID : BY_BOTH;
    }
}

package dev.holdfast.internal.transfer;

import dev.holdfast.internal.sql.Conditions;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A page of transfers, newest first; null accepts anything.
 *
 * @param before the last transfer of the page before
 * @param status one of the words of {@link TransferRow}
 * @param locationId the location that units left or go to
 */
public record TransferList(
        long before,
        @Nullable String status,
        @Nullable Long variantId,
        @Nullable Integer locationId,
        @Nullable String reference,
        int limit) {
    private static final String PAGE =
            TransferSql.SELECT + "where t.id < :before and $conditions\norder by t.id desc limit :limit";

    /** Reads the page. */
    public List<TransferRow> read(Handle handle) {
        return new Conditions()
                .value("before", before)
                .value("limit", limit)
                .and("t.status = :status", "status", status)
                .and("t.variant_id = :variant_id", "variant_id", variantId)
                .and(":location_id in (t.from_location_id, t.to_location_id)", "location_id", locationId)
                .and("t.reference = :reference", "reference", reference)
                .of(handle, PAGE)
                .mapTo(TransferRow.class)
                .list();
    }
}

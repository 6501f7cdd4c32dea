package dev.holdfast.internal.transfer;

import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Reads transfers, without locks. {@link TransfersTable} has the writes. */
public interface TransferSql {
    /** Reads {@link TransferRow}s. */
    String SELECT = """
            select t.id, t.variant_id, t.from_location_id, f.code as from_code, t.to_location_id, d.code as to_code,
                   t.quantity, t.received_quantity, t.lost_quantity, t.reference, t.actor, t.shipped_at, t.received_at
            from #transfers t
            join #locations f on f.id = t.from_location_id join #locations d on d.id = t.to_location_id
            """;

    /** The transfer with this id. */
    @SqlQuery(SELECT + "where t.id = :id")
    Optional<TransferRow> find(@Bind("id") long id);
}

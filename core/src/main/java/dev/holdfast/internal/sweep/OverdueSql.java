package dev.holdfast.internal.sweep;

import dev.holdfast.internal.stock.Overdue;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** The statements of a sweep over orders that were not paid in time. */
public interface OverdueSql {
    /** The next overdue orders with an id above {@code after}. */
    @SqlQuery("select o.id from #orders o where o.pay_by <= cast(:expired_by as timestamptz) and " + Overdue.AWAITED
            + " and o.id > :after order by o.id limit :batch")
    List<Long> overdue(@Bind("after") long after, @Bind("expired_by") String expiredBy, @Bind("batch") int batch);

    /** How many overdue orders there are; {@code now} is null for the database's time. */
    @SqlQuery("select count(*) from #orders o"
            + " where o.pay_by <= coalesce(cast(:now as timestamptz), clock_timestamp()) and " + Overdue.AWAITED)
    long count(@Bind("now") @Nullable OffsetDateTime now);
}

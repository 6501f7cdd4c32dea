package dev.holdfast.internal.order;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Reads orders. An order with all that hangs on it is one row of one statement, so that it belongs together. */
@RegisterRowMapper(OrderMapper.class)
public interface OrderSql {
    /** The order with this id; {@code now} is null for the database's time. */
    @SqlQuery("with wanted as (select * from #orders where id = :id)\n" + OrderMapper.READ_NOW)
    Optional<OrderRow> find(@Bind("id") long id, @Bind("now") @Nullable OffsetDateTime now);

    /**
     * The ids of the orders of carts that a transaction has placed, in their order. An order may have been changed by
     * others since, and its row is theirs then. Its items never change, and it has at least one.
     */
    @SqlQuery("""
            select o.id from #orders o
            where o.cart_id = any(:carts)
              and exists (select from #order_items i
                          where i.order_id = o.id and i.xmin = cast(cast(:transaction as xid8) as xid))
            order by o.id""")
    List<Long> placedBy(@Bind("transaction") String transaction, @Bind("carts") Long[] carts);
}

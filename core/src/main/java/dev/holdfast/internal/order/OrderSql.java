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

    /** The ids of the orders of a cart that were placed at a time, in their order. */
    @SqlQuery("select id from #orders where cart_id = :cart_id and placed_at = :placed_at order by id")
    List<Long> placedAt(@Bind("cart_id") long cartId, @Bind("placed_at") OffsetDateTime placedAt);
}

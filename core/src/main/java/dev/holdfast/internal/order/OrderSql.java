package dev.holdfast.internal.order;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Reads orders. An order with all that hangs on it is one row of one statement, so that it belongs together. */
@RegisterRowMapper(OrderMapper.class)
public interface OrderSql {
    /** The order with this id. */
    @SqlQuery("with wanted as (select * from #orders where id = :id)\n" + OrderMapper.READ)
    Optional<OrderRow> find(@Bind("id") long id);

    /** The id of the newest order of a cart, which must have one. */
    @SqlQuery("select max(id) from #orders where cart_id = :cart_id")
    long newestOf(@Bind("cart_id") long cartId);
}

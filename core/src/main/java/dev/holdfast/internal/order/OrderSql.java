package dev.holdfast.internal.order;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Reads orders. An order with all that hangs on it is one row of one statement, so that it belongs together. */
@RegisterRowMapper(OrderMapper.class)
public interface OrderSql {
    /** The order with this id. */
    @SqlQuery("with wanted as (select * from #orders where id = :id)\n" + OrderMapper.READ)
    Optional<OrderRow> find(@Bind("id") long id);

    /** The id of the newest order of a cart, which must have one. */
    @SqlQuery("select max(id) from #orders where cart_id = :cart_id")
    long newestOf(@Bind("cart_id") long cartId);

    /** Orders before an id, newest first; null accepts any user or cart. */
    @SqlQuery("""
            with wanted as materialized (
              select * from #orders
              where id < :before
                and (cast(:user_id as text) is null or user_id = :user_id)
                and (cast(:cart_id as bigint) is null or cart_id = :cart_id)
              order by id desc limit :limit)
            """ + OrderMapper.READ + "order by o.id desc")
    List<OrderRow> list(
            @Bind("before") long before,
            @Bind("user_id") @Nullable String userId,
            @Bind("cart_id") @Nullable Long cartId,
            @Bind("limit") int limit);

    /**
     * What a list by state is about.
     *
     * @param before the last order of the page before, null for the first page
     * @param statuses all of them if any is accepted
     * @param paymentStatuses all of them if any is accepted
     * @param from the earliest moment, included; null for any
     * @param to the latest moment, excluded; null for any
     */
    record ByState(
            @Nullable Long before,
            @Nullable String userId,
            @Nullable Long cartId,
            List<String> statuses,
            List<String> paymentStatuses,
            @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime to,
            int limit) {}

    /** Orders by state and by the time at which they were placed, newest first. */
    // Each pair of statuses is one stretch of the index, of which a page's worth is read.
    @SqlQuery("""
            with page as materialized (
              select (select placed_at from #orders where id = :before) as placed_at, cast(:before as bigint) as id),
            wanted as materialized (
              select o.* from page
              cross join unnest(cast(:statuses as text[])) as s(status)
              cross join unnest(cast(:paymentStatuses as text[])) as p(status)
              cross join lateral (
                select * from #orders o
                where o.current_status = s.status and o.payment_status = p.status
                  and (o.placed_at, o.id)
                      < (coalesce(page.placed_at, 'infinity'), coalesce(page.id, 9223372036854775807))
                  and o.placed_at >= coalesce(cast(:from as timestamptz), '-infinity')
                  and o.placed_at < coalesce(cast(:to as timestamptz), 'infinity')
                  and (cast(:userId as text) is null or o.user_id = :userId)
                  and (cast(:cartId as bigint) is null or o.cart_id = :cartId)
                order by o.placed_at desc, o.id desc limit :limit) as o
              order by o.placed_at desc, o.id desc limit :limit)
            """ + OrderMapper.READ + "order by o.placed_at desc, o.id desc")
    List<OrderRow> listByState(@BindMethods ByState wanted);
}

package dev.holdfast.internal.order;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterColumnMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Reads orders. An order with its items and charges is one row of one statement, so that they belong together. */
@RegisterColumnMapper(OrderItemRow.Mapper.class)
@RegisterColumnMapper(OrderChargeRow.Mapper.class)
@RegisterColumnMapper(OutcomesMapper.class)
public interface OrderSql {
    /** Reads {@link OrderRow}s from {@code wanted}, which has rows of {@code orders}. */
    String WANTED_ORDERS = """
            select o.id, o.number, o.cart_id, o.user_id, o.status, o.currency, o.subtotal, o.charge_total,
                   o.discount_total, o.total, o.explanation, o.placed_at,
                   (select coalesce(json_agg(json_build_object(
                             'id', i.id, 'variant_id', i.variant_id, 'sku', i.sku, 'name', i.name,
                             'quantity', i.quantity, 'unit_price', i.unit_price, 'subtotal', i.subtotal,
                             'discount', i.discount, 'total', i.total, 'gift_rule', i.gift_rule,
                             'explanation', i.explanation) order by i.id), '[]')
                    from #order_items i where i.order_id = o.id) as items,
                   (select coalesce(json_agg(json_build_object(
                             'code', c.code, 'name', c.name, 'amount', c.amount, 'discount', c.discount,
                             'total', c.total, 'explanation', c.explanation) order by c.code collate "C"), '[]')
                    from #order_charges c where c.order_id = o.id) as charges
            from wanted o order by o.id desc""";

    /** The order with this id. */
    @SqlQuery("with wanted as (select * from #orders where id = :id)\n" + WANTED_ORDERS)
    Optional<OrderRow> find(@Bind("id") long id);

    /** Orders before an id, newest first; null accepts any user, status or cart. */
    @SqlQuery("""
            with wanted as materialized (
              select * from #orders
              where id < :before
                and (cast(:user_id as text) is null or user_id = :user_id)
                and (cast(:status as text) is null or status = :status)
                and (cast(:cart_id as bigint) is null or cart_id = :cart_id)
              order by id desc limit :limit)
            """ + WANTED_ORDERS)
    List<OrderRow> list(
            @Bind("before") long before,
            @Bind("user_id") @Nullable String userId,
            @Bind("status") @Nullable String status,
            @Bind("cart_id") @Nullable Long cartId,
            @Bind("limit") int limit);
}

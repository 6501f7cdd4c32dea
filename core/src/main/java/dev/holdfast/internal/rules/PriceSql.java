package dev.holdfast.internal.rules;

import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Reads what a quote without a cart is based on. */
public interface PriceSql {
    /** The columns of a {@link PriceRow} but the last. */
    String COLUMNS = """
            select n.variant_id, v.product_id, coalesce(v.price, p.base_price) as price, v.min_price, p.currency,
                   p.category, v.sku, p.status as product_status, b.token, coalesce(cast(:now as timestamptz), clock_timestamp()) as now,
            """;

    /** One row for each id. */
    String IN_ORDER = """
             as orders_placed
            from unnest(cast(:variant_ids as bigint[])) with ordinality as n(variant_id, position)
            cross join #versions b
            left join #variants v on v.id = n.variant_id
            left join #products p on p.id = v.product_id
            order by n.position
            """;

    /** The prices of variants, one row for each id in the given order; {@code now} is null for the database's time. */
    @SqlQuery(COLUMNS + "cast(null as bigint)" + IN_ORDER)
    List<PriceRow> prices(@Bind("variant_ids") Long[] variantIds, @Bind("now") @Nullable OffsetDateTime now);

    /**
     * The same, with the number of orders that a user has placed, or is paying for, if the current rule book is one of {@code counting}.
     *
     * @param most where counting stops
     */
    @SqlQuery(COLUMNS + """
            case when b.token = any(:counting) then (
              select count(*) from (select from #orders o where o.user_id = :user_id limit :most) as placed) + (
              select count(*) from #checkout_sessions s
              where s.user_id = :user_id and s.status = 'open'
                and s.expires_at > coalesce(cast(:now as timestamptz), clock_timestamp())) end
            """ + IN_ORDER)
    List<PriceRow> pricesAndOrders(
            @Bind("variant_ids") Long[] variantIds,
            @Bind("user_id") String userId,
            @Bind("counting") Long[] counting,
            @Bind("most") int most,
            @Bind("now") @Nullable OffsetDateTime now);
}

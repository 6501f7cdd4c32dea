package dev.holdfast.internal.order;

import dev.holdfast.internal.sql.Conditions;
import dev.holdfast.internal.stock.Overdue;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * A page of orders, newest first; null accepts any value.
 *
 * @param before the last order of the page before, null for the first page
 * @param promoCode a code that they have, in upper or lower case
 * @param statuses all of them if any is accepted
 * @param paymentStatuses all of them if any is accepted
 * @param anyState whether the statuses are all of them
 * @param from the earliest moment, included
 * @param to the latest moment, excluded
 * @param limit the most entries
 * @param now null for the database's time
 */
public record OrderList(
        @Nullable Long before,
        @Nullable String userId,
        @Nullable Long cartId,
        @Nullable String email,
        @Nullable String reference,
        @Nullable String promoCode,
        List<String> statuses,
        List<String> paymentStatuses,
        boolean anyState,
        @Nullable OffsetDateTime from,
        @Nullable OffsetDateTime to,
        int limit,
        @Nullable OffsetDateTime now) {

    private static final String HAS_CODE =
            "o.promo_codes <> '{}'" + " and #folded(o.promo_codes) @> #folded(array[cast(:promo_code as text)])";

    private static final String BY_ID = """
            with wanted as materialized (
              select * from #orders o where $conditions order by o.id desc limit :limit)
            """ + OrderMapper.READ_NOW + "order by o.id desc";

    // An order that was not paid in time is cancelled, and has to pay nothing: any payment of it is the whole then.
    private static final String OVERDUE = """
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            overdue as materialized (
              select o.id, case when exists (select from #order_payments p
                                             where p.order_id = o.id and p.kind = 'captured' and not p.duplicate
                                               and p.amount > 0)
                                then 'paid' else o.payment_status end as payment_status
              from clock join #orders o on o.pay_by <= clock.now
              where\s""" + Overdue.AWAITED + "),\n";

    private static final String IS_OVERDUE_IN_STATE = """
            exists (select from overdue v where v.id = o.id and v.payment_status = any(:payment_statuses)
                                            and 'cancelled' = any(:statuses))""";

    private static final String IN_STATE = """
            case when o.id in (select id from overdue) then\s""" + IS_OVERDUE_IN_STATE + """

            else o.current_status = any(:statuses) and o.payment_status = any(:payment_statuses) end""";

    private static final String FEW_IN_STATE = OVERDUE + BY_ID.substring("with ".length());

    // Each pair of statuses is one stretch of the index, of which a page's worth is read. Overdue orders, which are
    // stored
    // in another state, are one stretch more.
    private static final String BY_STATE =
            OVERDUE + """
            page as materialized (
              select (select placed_at from #orders where id = :before) as placed_at, cast(:before as bigint) as id),
            wanted as materialized (
              select * from (
                select o.* from page
                cross join unnest(cast(:statuses as text[])) as s(status)
                cross join unnest(cast(:payment_statuses as text[])) as p(status)
                cross join lateral (
                  select * from #orders o
                  where o.current_status = s.status and o.payment_status = p.status
                    and o.id not in (select id from overdue)
                    and (o.placed_at, o.id)
                        < (coalesce(page.placed_at, 'infinity'), coalesce(page.id, 9223372036854775807))
                    and $conditions
                  order by o.placed_at desc, o.id desc limit :limit) as o
                union all
                select o.* from page cross join #orders o
                where o.id = any(array(select id from overdue))
                  and (o.placed_at, o.id)
                      < (coalesce(page.placed_at, 'infinity'), coalesce(page.id, 9223372036854775807))
                  and\s""" + IS_OVERDUE_IN_STATE + """
             and $conditions) as o
              order by o.placed_at desc, o.id desc limit :limit)
            """ + OrderMapper.READ_NOW + "order by o.placed_at desc, o.id desc";

    /** Reads the page. */
    public List<OrderRow> read(Handle handle) {
        Conditions conditions = new Conditions()
                .now(now)
                .value("limit", limit)
                .and("o.user_id = :user_id", "user_id", userId)
                .and("o.cart_id = :cart_id", "cart_id", cartId)
                .and("lower(o.email collate \"C\") = lower(cast(:email as text) collate \"C\")", "email", email)
                .and("o.reference = :reference", "reference", reference)
                .and(HAS_CODE, "promo_code", promoCode)
                .and("o.placed_at >= :from", "from", from)
                .and("o.placed_at < :to", "to", to);
        // The orders of a user, and the like, are few, and found by an index of their own.
        boolean isOfFew = Stream.of(userId, cartId, email, reference, promoCode).anyMatch(Objects::nonNull);
        boolean isByState = !isOfFew && !(anyState && from == null && to == null);
        if (!isByState) {
            conditions.and("o.id < :before", "before", before);
            if (!anyState) {
                conditions
                        .and(IN_STATE)
                        .value("statuses", array(statuses))
                        .value("payment_statuses", array(paymentStatuses));
            }
        }
        Query query = conditions.of(handle, isByState ? BY_STATE : anyState ? BY_ID : FEW_IN_STATE);
        if (isByState) {
            query.bind("before", before)
                    .bind("statuses", array(statuses))
                    .bind("payment_statuses", array(paymentStatuses));
        }
        return query.map(new OrderMapper()).list();
    }

    private static String[] array(List<String> words) {
        return words.toArray(String[]::new);
    }
}

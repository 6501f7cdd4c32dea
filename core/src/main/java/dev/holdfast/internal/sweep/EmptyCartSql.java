package dev.holdfast.internal.sweep;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements that delete carts which are empty and old. An age is in seconds. */
public interface EmptyCartSql {
    /** Whether nothing is in cart {@code c}, nothing was bought from it, and nobody has paid for it; items that expired do not count. */
    String IS_EMPTY = """
            not exists (select from #cart_items i where i.cart_id = c.id)
            and not exists (select from #promo_uses u where u.cart_id = c.id)
            and not exists (select from #orders o where o.cart_id = c.id)
            and not exists (select from #checkout_sessions s where s.cart_id = c.id)""";

    /** Where a sweep begins; empty for the oldest cart. */
    @SqlQuery("select created_at::text as created_at, cart_id as id from #sweep_positions where name = 'empty_carts'")
    Optional<EmptyCart> position();

    /** Lets the next sweep begin somewhere else. */
    @SqlUpdate("""
            insert into #sweep_positions (name, created_at, cart_id)
            values ('empty_carts', cast(:createdAt as timestamptz), :id)
            on conflict (name) do update set created_at = excluded.created_at, cart_id = excluded.cart_id""")
    void remember(@BindMethods EmptyCart position);

    /** Lets the next sweep begin with the oldest cart. */
    @SqlUpdate("delete from #sweep_positions where name = 'empty_carts'")
    void forget();

    /** The last of the next carts, bought or not, that were created so long before a time; empty if there are none. */
    @SqlQuery("""
            select n.created_at::text as created_at, n.id from (
              select c.created_at, c.id from #carts c
              where c.created_at <= cast(:by as timestamptz) - make_interval(secs => :age)
                and (c.created_at, c.id) > (cast(:createdAt as timestamptz), :id)
              order by c.created_at, c.id limit :window) n
            order by n.created_at desc, n.id desc limit 1""")
    Optional<EmptyCart> windowEnd(
            @BindMethods EmptyCart after, @Bind("by") String by, @Bind("age") long age, @Bind("window") int window);

    /** Locks the next empty carts up to one that were last changed so long before a time, except those that are locked. */
    @SqlQuery("""
            select c.created_at::text as created_at, c.id from #carts c
            where (c.created_at, c.id) > (cast(:createdAt as timestamptz), :id)
              and (c.created_at, c.id) <= (cast(:last.createdAt as timestamptz), :last.id)
              and c.status <> 'checked_out'
              and c.updated_at <= cast(:by as timestamptz) - make_interval(secs => :age)
              and\s""" + IS_EMPTY + """

            order by c.created_at, c.id limit :batch for update of c skip locked""")
    List<EmptyCart> lock(
            @BindMethods EmptyCart after,
            @BindMethods("last") EmptyCart last,
            @Bind("by") String by,
            @Bind("age") long age,
            @Bind("batch") int batch);

    /** Those of the locked carts that are empty: something may have been put before the lock was there. */
    @SqlQuery("select c.id from #carts c where c.id = any(:ids) and " + IS_EMPTY)
    List<Long> empty(@Bind("ids") List<Long> ids);

    /** Deletes what expired in carts. */
    @SqlUpdate("delete from #expired_items where cart_id = any(:ids)")
    void deleteExpiredItems(@Bind("ids") List<Long> ids);

    /** Deletes carts, and returns how many there were. */
    @SqlUpdate("delete from #carts where id = any(:ids)")
    int delete(@Bind("ids") List<Long> ids);

    /** How many carts are empty and old, or will be once a sweep has taken what expired; {@code now} as in a sweep. */
    @SqlQuery("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            select count(*) from #carts c, clock
            where c.status <> 'checked_out'
              and c.created_at <= clock.now - make_interval(secs => :age)
              and c.updated_at <= clock.now - make_interval(secs => :age)
              and not exists (select from #cart_items i where i.cart_id = c.id and i.reserved_until > clock.now)
              and not exists (select from #promo_uses u
                              where u.cart_id = c.id and (u.order_id is not null or u.held_until > clock.now))
              and not exists (select from #orders o where o.cart_id = c.id)
              and not exists (select from #checkout_sessions s where s.cart_id = c.id)""")
    long count(@Bind("age") long age, @Bind("now") @Nullable OffsetDateTime now);
}

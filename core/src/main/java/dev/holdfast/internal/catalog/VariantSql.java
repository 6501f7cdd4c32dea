package dev.holdfast.internal.catalog;

import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.stock.LimitsRow;
import dev.holdfast.internal.stock.Movements;
import dev.holdfast.internal.stock.SoldFrom;
import dev.holdfast.internal.stock.StockSql;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterColumnMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on {@code variants}. {@code now} is null for the database's time. */
@RegisterColumnMapper(AttributesMapper.class)
public interface VariantSql {
    /** The time and what overdue orders give back, as common table expressions. */
    String CLOCK = StockSql.CLOCK;

    /** See {@link StockSql#FREE}. */
    String FREE = StockSql.FREE;

    /** Units of the counter {@code s} that are held or waited for and are not on hand. */
    String BACKORDERED = "s.backordered_quantity - coalesce(u.backordered, 0)";

    /**
     * Units of the counter {@code s} that may be sold and are not on hand; negative after the limit fell. Units of the safety
     * stock that are missing count against the limit.
     */
    String ROOM = StockSql.LIMIT + " - (" + BACKORDERED + ") + least(" + FREE + " + " + BACKORDERED + ", 0)";

    /** {@link #FREE} with the units of expired items {@code e}. */
    String FREE_WITH_EXPIRED = FREE + " + coalesce(e.units, 0)";

    /** {@link #ROOM} with the units of expired items {@code e}. */
    String ROOM_WITH_EXPIRED = StockSql.LIMIT + " - (" + BACKORDERED + " - coalesce(e.backordered, 0)) + least("
            + FREE_WITH_EXPIRED + " + " + BACKORDERED + " - coalesce(e.backordered, 0), 0)";

    /** See {@link StockSql#COUNTERS}. */
    String COUNTERS = StockSql.COUNTERS;

    /** How often the kit {@code v} can be had; null for a variant that is no kit. */
    String KIT = StockSql.KIT + "true" + StockSql.OF_KIT;

    /**
     * The stock of the variant {@code v} over all locations as {@code s}, within what an int can be; {@code s.free_quantity}
     * are the units that can be had where it is sold from without those of expired items.
     */
    String STOCK = """
            cross join lateral (
              select least(sum(s.stock_quantity) + coalesce(sum(u.units - u.backordered), 0), 2147483647) as stock_quantity,
                     sum(s.reserved_quantity) as held_quantity,
                     sum(s.reserved_quantity - s.backordered_quantity) as reserved_quantity,
                     coalesce(sum(greatest(""" + FREE + ", 0) + greatest(" + ROOM + ", 0)) filter (where "
            + SoldFrom.COUNTER + "), 0) as free_quantity\nfrom " + COUNTERS + """
              where s.variant_id = v.id) s
            """;

    /** Whether a unit of {@code v}, with its stock {@code s}, can be had, which the units of expired items can. */
    String IS_AVAILABLE = "coalesce(" + KIT + """
             > 0, s.free_quantity > 0
              or (s.held_quantity > 0
                  and exists (
                    select from (
                      select i.location_id, sum(i.quantity) as units, sum(i.backordered_quantity) as backordered
                      from #cart_items i
                      where i.variant_id = v.id and i.reserved_until <= (select now from clock)
                      group by i.location_id) e
                    cross join lateral (
                      select\s""" + FREE_WITH_EXPIRED + " as free, " + ROOM_WITH_EXPIRED
            + " as room from " + COUNTERS + """
                      where s.variant_id = v.id and s.location_id = e.location_id and\s"""
            + SoldFrom.COUNTER + """
            ) s
                    where s.free > 0 or s.room > 0)))""";

    /** Whether {@code v} has the attributes that a {@code jsonpath} asks for. */
    String HAS_ATTRIBUTES = "v.attributes @@ cast(:attributes as jsonpath)";

    /** Reads {@link VariantListing}s; expired reservations count as free, whether or not a sweep has run. */
    String SELECT = """
            select v.id, v.product_id, v.sku, coalesce(v.name, p.name) as name, v.name as own_name, v.price,
                   v.min_price, p.base_price, p.currency, p.status as product_status, v.attributes, v.metadata,
                   v.min_quantity, v.max_quantity, v.quantity_step, v.max_per_user, v.max_per_user_days,
                   v.reservation_seconds, v.created_at, v.updated_at, s.stock_quantity,
                   s.reserved_quantity - (
                     select coalesce(sum(i.quantity - i.backordered_quantity), 0) from #cart_items i, clock
                     where i.variant_id = v.id and i.reserved_until <= clock.now) as reserved_quantity,
                   (select json_agg(json_build_object('variant_id', k.variant_id, 'sku', c.sku, 'quantity', k.quantity)
                                    order by k.position)
                    from #kit_components k join #variants c on c.id = k.variant_id
                    where k.kit_id = v.id) as components,
                   coalesce(""" + KIT + """
            , (
                     select least(coalesce(sum(greatest(""" + FREE_WITH_EXPIRED + ", 0) + greatest("
            + ROOM_WITH_EXPIRED + ", 0)), 0), 2147483647) from " + COUNTERS + """
                     left join lateral (
                       select sum(i.quantity) as units, sum(i.backordered_quantity) as backordered
                       from #cart_items i, clock
                       where i.variant_id = s.variant_id and i.location_id = s.location_id
                         and i.reserved_until <= clock.now) e on true
                     where s.variant_id = v.id and\s""" + SoldFrom.COUNTER + """
            )) as available_quantity
            from #variants v
            join #products p on p.id = v.product_id
            """
            + STOCK;

    /** The same with the time. */
    String LISTING = CLOCK + SELECT;

    /** Reads {@link KnownVariant}s. */
    String KNOWN = """
            select v.id, v.product_id, v.sku, v.name, v.price, v.min_price, v.attributes, v.metadata,
                   v.min_quantity, v.max_quantity, v.quantity_step, v.max_per_user, v.max_per_user_days,
                   v.reservation_seconds
            from #variants v
            """;

    /** The currency of a product. */
    @SqlQuery("select currency from #products where id = :product_id")
    Optional<Currency> currencyOf(@Bind("product_id") long productId);

    /** The base price of a product, in minor units, which is kept from changing until the transaction ends. */
    @SqlQuery("select base_price from #products where id = :product_id for share")
    long keepBasePrice(@Bind("product_id") long productId);

    /**
     * The variants whose minimum price would be above a new base price of their product: of each product the one with
     * the highest. Variants with a price of their own, or one of the SKUs, do not count.
     */
    @SqlQuery("""
            select distinct on (v.product_id) v.product_id, v.sku, v.min_price
            from unnest(cast(:product_ids as bigint[]), cast(:prices as bigint[])) as n(product_id, price)
            join #variants v on v.product_id = n.product_id
            where v.price is null and v.min_price > n.price and v.sku <> all(cast(:skus as text[]))
            order by v.product_id, v.min_price desc, v.id""")
    List<MinimumPrice> above(
            @Bind("product_ids") List<Long> productIds,
            @Bind("prices") List<Long> prices,
            @Bind("skus") List<String> skus);

    /** Adds a variant with its counter, and returns its id. */
    @SqlQuery("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            variant as (
              insert into #variants (product_id, sku, name, price, min_price, attributes, metadata, min_quantity,
                                     max_quantity, quantity_step, max_per_user, max_per_user_days, reservation_seconds,
                                     created_at, updated_at)
              select :product_id, :sku, :name, :price, :min_price, cast(:attributes as jsonb),
                     cast(:metadata as jsonb), :limits.minQuantity, :limits.maxQuantity, :limits.quantityStep,
                     :limits.maxPerUser, :limits.maxPerUserDays, :limits.reservationSeconds, clock.now, clock.now
              from clock
              returning id),
            opened as (
              select id as variant_id, cast(:location_id as int) as location_id, cast(:units as int) as units,
                     cast(null as text) as reference, cast(:audit.actor as text) as actor
              from variant),
            """ + Movements.OPEN_COUNTERS + """
            , audited as (
            """ + AuditSql.INSERT + """
              select clock.now, :audit.actor, 'variant', cast(id as text), null, cast(:audit.after as json)
              from clock, variant)
            select id from variant""")
    long add(
            @Bind("product_id") long productId,
            @Bind("sku") String sku,
            @Bind("name") @Nullable String name,
            @Bind("price") @Nullable Long price,
            @Bind("min_price") @Nullable Long minPrice,
            @Bind("attributes") String attributes,
            @Bind("metadata") @Nullable String metadata,
            @BindMethods("limits") LimitsRow limits,
            @Bind("location_id") int locationId,
            @Bind("units") int units,
            @BindMethods("audit") Audited audit,
            @Bind("now") @Nullable OffsetDateTime now);

    /** The variant with this id. */
    @SqlQuery(LISTING + "where v.id = :id")
    Optional<VariantListing> find(@Bind("id") long id, @Bind("now") @Nullable OffsetDateTime now);

    /** Locks a variant, and returns its id if there is one. */
    @SqlQuery("select id from #variants where id = :id for no key update")
    Optional<Long> lock(@Bind("id") long id);

    /** Changes a variant. */
    @SqlUpdate("""
            with changed as (
              update #variants set sku = :sku, name = :name, price = :price, min_price = :min_price,
                     attributes = cast(:attributes as jsonb), metadata = cast(:metadata as jsonb),
                     min_quantity = :limits.minQuantity, max_quantity = :limits.maxQuantity,
                     quantity_step = :limits.quantityStep, max_per_user = :limits.maxPerUser,
                     max_per_user_days = :limits.maxPerUserDays, reservation_seconds = :limits.reservationSeconds,
                     updated_at = coalesce(cast(:now as timestamptz), clock_timestamp())
              where id = :id returning id, updated_at)
            """ + AuditSql.INSERT + """
            select updated_at, :audit.actor, 'variant', cast(id as text), cast(:audit.before as json),
                   cast(:audit.after as json)
            from changed""")
    void change(
            @Bind("id") long id,
            @Bind("sku") String sku,
            @Bind("name") @Nullable String name,
            @Bind("price") @Nullable Long price,
            @Bind("min_price") @Nullable Long minPrice,
            @Bind("attributes") String attributes,
            @Bind("metadata") @Nullable String metadata,
            @BindMethods("limits") LimitsRow limits,
            @BindMethods("audit") Audited audit,
            @Bind("now") @Nullable OffsetDateTime now);

    /** The first variants of each of these products, by product and id. */
    @SqlQuery(CLOCK + ", listed as (" + SELECT + """
            where v.product_id = any(cast(:product_ids as bigint[]))),
            placed as (
              select l.*, row_number() over (partition by product_id order by id) as place,
                     count(*) over of_product as variant_count,
                     min(coalesce(price, base_price)) over of_product as lowest,
                     max(coalesce(price, base_price)) over of_product as highest,
                     cast(sum(available_quantity) over of_product as bigint) as product_available_quantity
              from listed l window of_product as (partition by product_id))
            select * from placed where place <= :most order by product_id, id""")
    List<VariantOfProduct> firstOfProducts(
            @Bind("product_ids") List<Long> productIds,
            @Bind("most") int most,
            @Bind("now") @Nullable OffsetDateTime now);

    /** The variants of these products. */
    @SqlQuery(KNOWN + """
            where v.product_id = any(cast(:product_ids as bigint[])) order by v.product_id, v.id""")
    List<KnownVariant> ofProducts(@Bind("product_ids") List<Long> productIds);

    /** The variants that have one of these SKUs, locked. */
    @SqlQuery(KNOWN + """
            where v.sku = any(cast(:skus as text[])) order by v.id for no key update of v""")
    List<KnownVariant> lockAll(@Bind("skus") List<String> skus);

    /** Adds variants in their order, with their counters; returns the ids of those whose SKUs were free, by SKU. */
    @SqlQuery("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            added as (
              select * from unnest(cast(:products as bigint[]), cast(:skus as text[]), cast(:names as text[]),
                                   cast(:prices as bigint[]), cast(:minPrices as bigint[]), cast(:attributes as text[]),
                                   cast(:metadata as text[]), cast(:minQuantities as int[]), cast(:maxQuantities as int[]),
                                   cast(:quantitySteps as int[]), cast(:maxPerUser as int[]),
                                   cast(:maxPerUserDays as int[]), cast(:reservationSeconds as int[]),
                                   cast(:audit.afters as text[]))
                            with ordinality as n(product_id, sku, name, price, min_price, attributes, metadata,
                                                 min_quantity, max_quantity, quantity_step, max_per_user,
                                                 max_per_user_days, reservation_seconds, after, place)),
            variant as (
              insert into #variants (product_id, sku, name, price, min_price, attributes, metadata, min_quantity,
                                     max_quantity, quantity_step, max_per_user, max_per_user_days, reservation_seconds,
                                     created_at, updated_at)
              select product_id, sku, name, price, min_price, cast(attributes as jsonb), cast(metadata as jsonb),
                     min_quantity, max_quantity, quantity_step, max_per_user, max_per_user_days,
                     reservation_seconds, clock.now, clock.now
              from added, clock order by place
              on conflict on constraint variants_sku_key do nothing
              returning id, sku),
            written as (
              select v.id, n.place, n.after, cast(:audit.actor as text) as actor
              from variant v join added n on n.sku = v.sku),
            opened as (
              select w.id as variant_id, o.location_id, o.units, cast(:reference as text) as reference, w.actor
              from written w
              join unnest(cast(:opened.places as bigint[]), cast(:opened.locationIds as int[]),
                          cast(:opened.units as int[])) as o(place, location_id, units) on o.place = w.place),
            """ + Movements.OPEN_COUNTERS + """
            , audited as (
            """ + AuditSql.INSERT + """
              select clock.now, actor, 'variant', cast(id as text), null, cast(after as json) from clock, written)
            select id, sku from variant""")
    @KeyColumn("sku")
    @ValueColumn("id")
    Map<String, Long> addAll(
            @BindMethods VariantColumns variants,
            @Bind("products") List<Long> productIds,
            @BindMethods("opened") OpenedColumns opened,
            @Bind("reference") @Nullable String reference,
            @BindMethods("audit") AuditColumns audit,
            @Bind("now") @Nullable OffsetDateTime now);

    /** Changes variants by their ids. */
    @SqlUpdate("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            given as (
              select * from unnest(cast(:ids as bigint[]), cast(:names as text[]), cast(:prices as bigint[]),
                                   cast(:minPrices as bigint[]), cast(:attributes as text[]),
                                   cast(:metadata as text[]), cast(:minQuantities as int[]), cast(:maxQuantities as int[]),
                                   cast(:quantitySteps as int[]), cast(:maxPerUser as int[]),
                                   cast(:maxPerUserDays as int[]), cast(:reservationSeconds as int[]),
                                   cast(:audit.befores as text[]), cast(:audit.afters as text[]))
                            as n(id, name, price, min_price, attributes, metadata, min_quantity, max_quantity,
                                 quantity_step, max_per_user, max_per_user_days, reservation_seconds, before, after)),
            changed as (
              update #variants v set name = n.name, price = n.price, min_price = n.min_price,
                                     attributes = cast(n.attributes as jsonb),
                                     metadata = cast(n.metadata as jsonb), min_quantity = n.min_quantity,
                                     max_quantity = n.max_quantity, quantity_step = n.quantity_step,
                                     max_per_user = n.max_per_user, max_per_user_days = n.max_per_user_days,
                                     reservation_seconds = n.reservation_seconds, updated_at = clock.now
              from clock, given n where v.id = n.id)
            """ + AuditSql.INSERT + """
            select clock.now, cast(:audit.actor as text), 'variant', cast(n.id as text), cast(n.before as json),
                   cast(n.after as json)
            from clock, given n""")
    void changeAll(
            @BindMethods VariantColumns variants,
            @BindMethods("audit") AuditColumns audit,
            @Bind("now") @Nullable OffsetDateTime now);
}

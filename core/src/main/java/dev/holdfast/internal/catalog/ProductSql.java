package dev.holdfast.internal.catalog;

import dev.holdfast.internal.audit.AuditColumns;
import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.audit.Audited;
import java.time.OffsetDateTime;
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

/** The statements on {@code products}. {@code now} is null for the database's time. */
@RegisterColumnMapper(AttributesMapper.class)
public interface ProductSql {
    /** The columns of a {@link ProductRow}; {@code minor} and {@code currency} are those of its price. */
    String COLUMNS = "id, handle, name, description, base_price as minor, currency, category, status, metadata,"
            + " created_at, updated_at";

    /** The columns of a {@link ProductState}, in which an empty description is none. */
    String STATE = "id, handle, name, nullif(description, '') as description, base_price as minor, currency, category,"
            + " status, metadata";

    /** Adds a product, with its id behind its handle if that is taken and may be changed; empty if it stays taken. */
    @SqlQuery("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now,
                                               nextval('#products_id_seq') as id),
            added as (
              insert into #products (id, handle, name, description, base_price, currency, category, status, metadata,
                                     created_at, updated_at)
              overriding system value
              select clock.id,
                     case when :may_rename and exists (select 1 from #products where handle = :handle)
                          then :handle || '-' || clock.id else :handle end,
                     :name, :description, :basePrice.minor, :basePrice.currency.getCurrencyCode,
                     :category, :status, cast(:metadata as jsonb), clock.now, clock.now
              from clock
              on conflict on constraint products_handle_key do nothing
              returning\s""" + COLUMNS + """
            ), audited as (
            """ + AuditSql.INSERT + """
              select created_at, :audit.actor, 'product', cast(id as text), null,
                     cast(cast(:audit.after as jsonb) || jsonb_build_object('handle', handle) as json)
              from added)
            select * from added""")
    Optional<ProductRow> add(
            @BindMethods ProductState product,
            @Bind("metadata") @Nullable String metadata,
            @Bind("may_rename") boolean mayRename,
            @BindMethods("audit") Audited audit,
            @Bind("now") @Nullable OffsetDateTime now);

    /** The product with this id. */
    @SqlQuery("select " + COLUMNS + " from #products where id = :id")
    Optional<ProductRow> find(@Bind("id") long id);

    /** The product with this id, locked. */
    @SqlQuery("select " + COLUMNS + " from #products where id = :id for no key update")
    Optional<ProductRow> lock(@Bind("id") long id);

    /** Changes the product with the id of the state, and returns it as changed. */
    @SqlQuery("""
            with changed as (
              update #products set handle = :handle, name = :name, description = :description,
                                   base_price = :basePrice.minor, category = :category, status = :status,
                                   metadata = cast(:metadata as jsonb),
                                   updated_at = coalesce(cast(:now as timestamptz), clock_timestamp())
              where id = :id returning\s""" + COLUMNS + """
            ), audited as (
            """ + AuditSql.INSERT + """
              select updated_at, :audit.actor, 'product', cast(id as text), cast(:audit.before as json),
                     cast(:audit.after as json)
              from changed)
            select * from changed""")
    ProductRow change(
            @BindMethods ProductState product,
            @Bind("metadata") @Nullable String metadata,
            @BindMethods("audit") Audited audit,
            @Bind("now") @Nullable OffsetDateTime now);

    /** Products behind an id, for an export. */
    @SqlQuery("select " + STATE + " from #products where id > :after order by id limit :limit")
    List<ProductState> page(@Bind("after") long after, @Bind("limit") int limit);

    /** The products that have one of these handles, locked. */
    @SqlQuery("select " + STATE
            + " from #products where handle = any(cast(:handles as text[])) order by id for no key update")
    List<ProductState> lockAll(@Bind("handles") List<String> handles);

    /** Adds products in their order, and returns the ids of those whose handles were free, by handle. */
    @SqlQuery("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            given as (
              select * from unnest(cast(:handles as text[]), cast(:names as text[]), cast(:descriptions as text[]),
                                   cast(:prices as bigint[]), cast(:currencies as text[]), cast(:categories as text[]),
                                   cast(:statuses as text[]), cast(:metadata as text[]), cast(:audit.afters as text[]))
                            with ordinality as n(handle, name, description, base_price, currency, category, status,
                                                 metadata, after, place)),
            added as (
              insert into #products (handle, name, description, base_price, currency, category, status, metadata,
                                     created_at, updated_at)
              select n.handle, n.name, n.description, n.base_price, n.currency, n.category, n.status,
                     cast(n.metadata as jsonb), clock.now, clock.now
              from clock, given n
              order by n.place
              on conflict on constraint products_handle_key do nothing
              returning id, handle),
            audited as (
            """ + AuditSql.INSERT + """
              select clock.now, cast(:audit.actor as text), 'product', cast(a.id as text), null, cast(n.after as json)
              from clock, added a join given n using (handle))
            select id, handle from added""")
    @KeyColumn("handle")
    @ValueColumn("id")
    Map<String, Long> addAll(
            @BindMethods ProductColumns products,
            @BindMethods("audit") AuditColumns audit,
            @Bind("now") @Nullable OffsetDateTime now);

    /** Changes products by their ids. */
    @SqlUpdate("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            given as (
              select * from unnest(cast(:ids as bigint[]), cast(:names as text[]), cast(:descriptions as text[]),
                                   cast(:prices as bigint[]), cast(:categories as text[]), cast(:statuses as text[]),
                                   cast(:metadata as text[]), cast(:audit.befores as text[]),
                                   cast(:audit.afters as text[]))
                            as n(id, name, description, base_price, category, status, metadata, before, after)),
            changed as (
              update #products p set name = n.name, description = n.description, base_price = n.base_price,
                                     category = n.category, status = n.status,
                                     metadata = cast(n.metadata as jsonb), updated_at = clock.now
              from clock, given n where p.id = n.id)
            """ + AuditSql.INSERT + """
            select clock.now, cast(:audit.actor as text), 'product', cast(n.id as text), cast(n.before as json),
                   cast(n.after as json)
            from clock, given n""")
    void changeAll(
            @BindMethods ProductColumns products,
            @BindMethods("audit") AuditColumns audit,
            @Bind("now") @Nullable OffsetDateTime now);
}

package dev.holdfast.internal.stock;

import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.audit.Audited;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on {@code locations}. {@code now} is null for the database's time. */
public interface LocationSql {
    /** Reads {@link LocationRow}s. */
    String SELECT = "select id, code, name, priority, active, sells, created_at, updated_at from #locations\n";

    /** The location with this code. */
    @SqlQuery(SELECT + "where code = :code")
    Optional<LocationRow> find(@Bind("code") String code);

    /** The locations with one of these codes. */
    @SqlQuery(SELECT + "where code = any(cast(:codes as text[]))")
    List<LocationRow> findAll(@Bind("codes") List<String> codes);

    /** The location with this code, which nobody else changes until the transaction ends. */
    @SqlQuery(SELECT + "where code = :code for no key update")
    Optional<LocationRow> lock(@Bind("code") String code);

    /** All of them. */
    @SqlQuery(SELECT)
    List<LocationRow> all();

    /** The version of the locations, which rises with each change of one of them and is never used again. */
    @SqlQuery("select locations_version from #versions")
    long version();

    /** Whether servers of the version before are locked out. */
    String IS_FINISHED = "select to_regclass('#rule_book') is null";

    /** Whether servers are locked out that know no items which several counters hold. */
    @SqlQuery(IS_FINISHED)
    boolean mayBeSplit();

    /** A page of locations, by id. */
    @SqlQuery(SELECT + "where id > :after order by id limit :limit")
    List<LocationRow> list(@Bind("after") long after, @Bind("limit") int limit);

    /** Adds a location; empty if the code is taken. */
    @SqlQuery("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            added as (
              insert into #locations (code, name, priority, active, sells, created_at, updated_at)
              select :code, :name, :priority, :active, :sells, clock.now, clock.now from clock
              on conflict on constraint locations_code_key do nothing
              returning id, code, name, priority, active, sells, created_at, updated_at),
            versioned as (
              update #versions set locations_version = nextval('#rule_book_tokens') where exists (select from added)),
            audited as (
            """ + AuditSql.INSERT + """
              select clock.now, :audit.actor, 'location', code, null, cast(:audit.after as json) from clock, added)
            select * from added""")
    Optional<LocationRow> add(
            @Bind("code") String code,
            @Bind("name") String name,
            @Bind("priority") int priority,
            @Bind("active") boolean active,
            @Bind("sells") boolean sells,
            @BindMethods("audit") Audited audit,
            @Bind("now") @Nullable OffsetDateTime now);

    /** Changes a location. */
    @SqlUpdate("""
            with changed as (
              update #locations set name = :name, priority = :priority, active = :active, sells = :sells,
                     updated_at = coalesce(cast(:now as timestamptz), clock_timestamp())
              where id = :id returning code, updated_at),
            versioned as (update #versions set locations_version = nextval('#rule_book_tokens'))
            """ + AuditSql.INSERT + """
            select updated_at, :audit.actor, 'location', code, cast(:audit.before as json), cast(:audit.after as json)
            from changed""")
    void change(
            @Bind("id") int id,
            @Bind("name") String name,
            @Bind("priority") int priority,
            @Bind("active") boolean active,
            @Bind("sells") boolean sells,
            @BindMethods("audit") Audited audit,
            @Bind("now") @Nullable OffsetDateTime now);
}

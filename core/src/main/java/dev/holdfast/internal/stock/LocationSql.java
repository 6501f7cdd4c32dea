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
    String SELECT = "select id, code, name, priority, active, created_at, updated_at from #locations\n";

    /** The location with this code. */
    @SqlQuery(SELECT + "where code = :code")
    Optional<LocationRow> find(@Bind("code") String code);

    /** The locations with one of these codes. */
    @SqlQuery(SELECT + "where code = any(cast(:codes as text[]))")
    List<LocationRow> findAll(@Bind("codes") List<String> codes);

    /** The location with this code, which nobody else changes until the transaction ends. */
    @SqlQuery(SELECT + "where code = :code for no key update")
    Optional<LocationRow> lock(@Bind("code") String code);

    /** A page of locations, by id. */
    @SqlQuery(SELECT + "where id > :after order by id limit :limit")
    List<LocationRow> list(@Bind("after") long after, @Bind("limit") int limit);

    /** Adds a location; empty if the code is taken. */
    @SqlQuery("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now),
            added as (
              insert into #locations (code, name, priority, active, created_at, updated_at)
              select :code, :name, :priority, :active, clock.now, clock.now from clock
              on conflict on constraint locations_code_key do nothing
              returning id, code, name, priority, active, created_at, updated_at),
            audited as (
            """ + AuditSql.INSERT + """
              select clock.now, :audit.actor, 'location', code, null, cast(:audit.after as json) from clock, added)
            select * from added""")
    Optional<LocationRow> add(
            @Bind("code") String code,
            @Bind("name") String name,
            @Bind("priority") int priority,
            @Bind("active") boolean active,
            @BindMethods("audit") Audited audit,
            @Bind("now") @Nullable OffsetDateTime now);

    /** Changes a location. */
    @SqlUpdate("""
            with changed as (
              update #locations set name = :name, priority = :priority, active = :active,
                     updated_at = coalesce(cast(:now as timestamptz), clock_timestamp())
              where id = :id returning code, updated_at)
            """ + AuditSql.INSERT + """
            select updated_at, :audit.actor, 'location', code, cast(:audit.before as json), cast(:audit.after as json)
            from changed""")
    void change(
            @Bind("id") int id,
            @Bind("name") String name,
            @Bind("priority") int priority,
            @Bind("active") boolean active,
            @BindMethods("audit") Audited audit,
            @Bind("now") @Nullable OffsetDateTime now);
}

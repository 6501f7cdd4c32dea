package dev.holdfast.internal.sweep;

import java.time.OffsetDateTime;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements of leases. {@code now} is null for the database's time; a term is in seconds. */
public interface LeaseSql {
    /** Takes a lease that is free or has ended; false if somebody has it. */
    @SqlUpdate("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            insert into #leases as l (name, owner, expires_at)
            select :name, :owner, clock.now + make_interval(secs => :term) from clock
            on conflict (name) do update set owner = excluded.owner, expires_at = excluded.expires_at
            where l.expires_at <= excluded.expires_at - make_interval(secs => :term)""")
    boolean acquire(
            @Bind("name") String name,
            @Bind("owner") String owner,
            @Bind("term") long term,
            @Bind("now") @Nullable OffsetDateTime now);

    /** Extends a lease that the owner still has; false if it has ended. */
    @SqlUpdate("""
            with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
            update #leases l set expires_at = clock.now + make_interval(secs => :term)
            from clock where l.name = :name and l.owner = :owner and l.expires_at > clock.now""")
    boolean renew(
            @Bind("name") String name,
            @Bind("owner") String owner,
            @Bind("term") long term,
            @Bind("now") @Nullable OffsetDateTime now);

    /** Gives a lease back, if the owner still has it. */
    @SqlUpdate("delete from #leases where name = :name and owner = :owner")
    void release(@Bind("name") String name, @Bind("owner") String owner);
}

package dev.holdfast.sweep;

import dev.holdfast.internal.sql.Database;
import dev.holdfast.spi.SweepLock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Update;

/** A lease in a table, by the database's time: an owner that dies loses it when its time is over. */
final class LeaseLock implements SweepLock {
    private static final Duration TERM = Duration.ofSeconds(60);

    private final Database database;
    private final String name;
    private final String acquire;
    private final String renew;
    private final String release;

    LeaseLock(Database database, String name) {
        this.database = database;
        this.name = name;
        acquire = database.sql("""
                with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
                insert into #leases as l (name, owner, expires_at)
                select :name, :owner, clock.now + make_interval(secs => :term) from clock
                on conflict (name) do update set owner = excluded.owner, expires_at = excluded.expires_at
                where l.expires_at <= excluded.expires_at - make_interval(secs => :term)""");
        renew = database.sql("""
                with clock as materialized (select coalesce(cast(:now as timestamptz), clock_timestamp()) as now)
                update #leases l set expires_at = clock.now + make_interval(secs => :term)
                from clock where l.name = :name and l.owner = :owner and l.expires_at > clock.now""");
        release = database.sql("delete from #leases where name = :name and owner = :owner");
    }

    @Override
    public Optional<Held> tryAcquire() {
        String owner = UUID.randomUUID().toString();
        return execute(acquire, owner, true) ? Optional.of(new Lease(owner)) : Optional.empty();
    }

    private boolean execute(String sql, String owner, boolean timed) {
        return database.write(handle -> {
            Update update = handle.createUpdate(sql).bind("name", name).bind("owner", owner);
            if (timed) {
                update.bind("now", database.clockTime()).bind("term", TERM.toSeconds());
            }
            return update.execute() == 1;
        });
    }

    private final class Lease implements Held {
        private final String owner;

        Lease(String owner) {
            this.owner = owner;
        }

        @Override
        public boolean renew() {
            return execute(renew, owner, true);
        }

        @Override
        public void close() {
            execute(release, owner, false);
        }
    }
}

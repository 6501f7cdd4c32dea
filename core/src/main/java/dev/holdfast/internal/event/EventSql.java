package dev.holdfast.internal.event;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The statements on the progress of the stream. */
public interface EventSql {
    /** The lock that whoever draws a number takes on the sequence before, and keeps until the transaction ends. */
    String DRAWERS = """
            from pg_locks l
            where l.locktype = 'relation' and l.relation = cast('#event_numbers' as regclass)
              and l.database = (select oid from pg_database where datname = current_database())
              and l.mode = 'RowExclusiveLock' and l.granted""";

    /**
     * How far the stream is known, and the last number that was drawn.
     *
     * @param life names the time since the server was started or recovered; numbers that were drawn before may be drawn
     *     again after it
     */
    record Progress(long settled, long keptFrom, long drawn, String life) {}

    /** The progress now. */
    @SqlQuery("""
            select p.settled, p.kept_from, case when s.is_called then s.last_value else 0 end as drawn,
                   pg_postmaster_start_time() || ' ' || pg_stat_get_bgwriter_stat_reset_time() as life
            from #event_progress p cross join #event_numbers s""")
    Progress progress();

    /** The transactions that have drawn a number and not ended; to be asked for after the numbers. */
    @SqlQuery("select distinct l.virtualtransaction\n" + DRAWERS)
    List<String> drawers();

    /** Notes that every number up to this one is settled; the transaction ends when the disk has all of them. */
    @SqlUpdate("update #event_progress set settled = :settled where settled < :settled")
    void settle(@Bind("settled") long settled);

    /**
     * A transaction that holds the stream up.
     *
     * @param pid of its connection; null for a prepared transaction
     * @param since when it began; null if the database does not tell us
     */
    record Drawer(
            @Nullable Integer pid,
            @Nullable String application,
            @Nullable OffsetDateTime since) {}

    /** The transactions of {@link #drawers}, the oldest first. */
    @SqlQuery("""
            select distinct d.pid, a.application_name as application, a.xact_start as since
            from (select l.pid
            """ + DRAWERS + """
            ) as d
            left join pg_stat_activity a on a.pid = d.pid
            order by since nulls first, d.pid""")
    List<Drawer> openDrawers();

    /** When the event of a number happened; empty if there is none. */
    @SqlQuery("""
            select at from #stock_ledger where event = :number
            union all select placed_at from #orders where event = :number
            union all select at from #audit_log where event = :number
            union all select at from #events where number = :number""")
    Optional<OffsetDateTime> at(@Bind("number") long number);

    /** The last number up to a bound that has an event; empty if there is none. */
    @SqlQuery("""
            select max(number) from (
              (select event as number from #stock_ledger where event <= :bound order by event desc limit 1)
              union all (select event from #orders where event <= :bound order by event desc limit 1)
              union all (select event from #audit_log where event <= :bound order by event desc limit 1)
              union all (select number from #events where number <= :bound order by number desc limit 1)) as e""")
    Optional<Long> last(@Bind("bound") long bound);
}

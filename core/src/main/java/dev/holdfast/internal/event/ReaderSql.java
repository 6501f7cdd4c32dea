package dev.holdfast.internal.event;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** The places of readers. */
public interface ReaderSql {
    /** Adds a reader, if it is new. */
    @SqlUpdate("""
            insert into #event_readers (name, cursor, updated_at)
            select :name, :cursor, coalesce(cast(:now as timestamptz), clock_timestamp())
            where not exists (select from #event_readers where name = :name)
            on conflict do nothing""")
    int add(@Bind("name") String name, @Bind("cursor") String cursor, @Bind("now") @Nullable OffsetDateTime now);

    /** The place of a reader, which is locked; empty while somebody else has it. */
    @SqlQuery("select cursor from #event_readers where name = :name for no key update skip locked")
    Optional<String> lock(@Bind("name") String name);

    /** Moves a reader. */
    @SqlUpdate("""
            update #event_readers
            set cursor = :cursor, updated_at = coalesce(cast(:now as timestamptz), clock_timestamp())
            where name = :name""")
    int move(@Bind("name") String name, @Bind("cursor") String cursor, @Bind("now") @Nullable OffsetDateTime now);
}

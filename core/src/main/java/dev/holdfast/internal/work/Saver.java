package dev.holdfast.internal.work;

import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.HostCall;
import dev.holdfast.internal.sql.NamedStatement;
import dev.holdfast.internal.sql.TableWrite;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Writes the rows that a list of commands changed: one statement, with a part for each kind of row that there is to
 * write. The database compares the counts of rows with those that were sent, so that the transaction can be committed by
 * the same message. Thread-safe.
 */
public final class Saver {
    /** What is to become of the transaction once its rows are written. */
    public enum Then {
        /** It goes on, and the call of its host ends. */
        END_CALL("", ";" + HostCall.commandsEnd()),
        /** It is committed in the same round trip. */
        COMMIT("", ";COMMIT"),
        /** The same without waiting for the disk; {@link dev.holdfast.internal.sql.Transactions#flush} waits. */
        COMMIT_UNFLUSHED("set local synchronous_commit = off;", ";COMMIT");

        private final String before;
        private final String after;

        Then(String before, String after) {
            this.before = before;
            this.after = after;
        }
    }

    // A mismatch makes the cast fail, because the text is no boolean, and with it the COMMIT behind the statement.
    // Without the offset the counts would be planned twice.
    private static final String COMPARE_COUNTS = """
            select case when written.counts = cast(:expected as bigint[]) then true
                        else cast('wrote ' || cast(written.counts as text) || ' rows instead of '
                                  || cast(cast(:expected as bigint[]) as text) as boolean) end
            from (select array[$counts] as counts offset 0) as written""";

    private record Shape(List<TableWrite<?>> writes, Then then) {}

    private final Database database;

    // As many as there are mixtures of commands: a part without rows would cost nearly as much as one with a row.
    private final Map<Shape, NamedStatement> statements = new ConcurrentHashMap<>();

    /** Writes to the tables of a database. */
    public Saver(Database database) {
        this.database = database;
    }

    /** Writes changes, of which there must be some, in a transaction of Holdfast's own. */
    public void save(Handle handle, Changes changes, Instant now, Then then) {
        save(handle, changes, now, then, query -> query);
    }

    /** The same in a host's transaction, and ends the host's call. */
    public void save(Handle handle, Changes changes, Instant now, HostCall call) {
        save(handle, changes, now, Then.END_CALL, call::bindEnd);
    }

    private void save(
            Handle handle,
            Changes changes,
            Instant now,
            Then then,
            UnaryOperator<NamedStatement.Execution> bindTheRest) {
        NamedStatement statement = statements.computeIfAbsent(new Shape(changes.writes(), then), this::statement);
        try (NamedStatement.Execution query = statement.on(handle.getConnection())) {
            bindTheRest.apply(query).value("now", now.toString());
            query.longs("expected", changes.bind(query)).read(executed -> true);
        }
    }

    private NamedStatement statement(Shape shape) {
        String expressions = shape.writes.stream().map(TableWrite::expression).collect(Collectors.joining(",\n"));
        String counts = shape.writes.stream()
                .map(write -> "(select count(*) from " + write.name() + ")")
                .collect(Collectors.joining(", "));
        return new NamedStatement(shape.then.before
                + database.sql("with saved(at) as (values (cast(:now as timestamptz))),\n" + expressions + "\n"
                        + COMPARE_COUNTS.replace("$counts", counts))
                + shape.then.after);
    }
}

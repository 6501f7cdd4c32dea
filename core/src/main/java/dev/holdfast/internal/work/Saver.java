package dev.holdfast.internal.work;

import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.HostCall;
import dev.holdfast.internal.sql.NamedStatement;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.sql.TableWrite;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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
                                  || cast(cast(:expected as bigint[]) as text) as boolean) end$drawn
            from (select array[$counts] as counts offset 0) as written""";

    private static final String SAVED = "with saved(at) as (values (cast(:now as timestamptz))),\n";

    // Drawn once, because a common table expression that is volatile is evaluated once.
    private static final String SAVED_WITH_DRAWN = """
            with saved(at, drawn) as materialized (
              select cast(:now as timestamptz), array(select nextval('$sequence') from generate_series(1, :drawn))),
            """;

    private record Shape(
            List<TableWrite<?>> writes, Then then, @Nullable String sequence) {}

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
        Changes.Draw draw = changes.draw();
        Shape shape = new Shape(changes.writes(), then, draw == null ? null : draw.sequence());
        NamedStatement statement = statements.computeIfAbsent(shape, this::statement);
        try (NamedStatement.Execution query = statement.on(handle.getConnection())) {
            bindTheRest.apply(query).value("now", now.toString()).longs("expected", changes.bind(query));
            if (draw == null) {
                query.read(executed -> true);
            } else {
                changes.drawn(query.value("drawn", draw.count()).read(Saver::drawn));
            }
        }
    }

    private static Long[] drawn(PreparedStatement executed) throws SQLException {
        return new Results(executed)
                .next(row -> (Long[]) row.getArray("drawn").getArray())
                .get(0);
    }

    private NamedStatement statement(Shape shape) {
        boolean draws = shape.sequence != null;
        String expressions =
                shape.writes.stream().map(write -> write.expression(draws)).collect(Collectors.joining(",\n"));
        String counts = shape.writes.stream()
                .map(write -> "(select count(*) from " + write.name() + ")")
                .collect(Collectors.joining(", "));
        String sql = draws ? SAVED_WITH_DRAWN.replace("$sequence", shape.sequence) : SAVED;
        String compare = COMPARE_COUNTS.replace("$counts", counts).replace("$drawn", draws ? ", saved.drawn" : "");
        return new NamedStatement(shape.then.before
                + database.sql(sql + expressions + "\n" + compare + (draws ? " cross join saved" : ""))
                + shape.then.after);
    }
}

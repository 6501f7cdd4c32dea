package dev.holdfast.internal.work;

import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Instants;
import dev.holdfast.internal.sql.NamedStatement;
import dev.holdfast.internal.sql.TableWrite;
import dev.holdfast.internal.sql.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Writes what a {@link WorkingSet} has become: one statement, with a part for each kind of row that there is to write. The
 * database compares the counts of rows with those that were sent, so that the transaction can be committed by the same
 * message. Thread-safe.
 */
public final class Saver {
    // What is cast says what went wrong, and is no boolean: the statement fails, and with it the COMMIT behind it.
    // Without the offset the counts would be planned twice.
    private static final String COMPARE_COUNTS = """
            select case when written.counts = cast(:expected as bigint[]) then true
                        else cast('wrote ' || cast(written.counts as text) || ' rows instead of '
                                  || cast(cast(:expected as bigint[]) as text) as boolean) end
            from (select array[$counts] as counts offset 0) as written""";

    private final Database database;

    // As many as there are mixtures of commands: a part that has no rows would cost nearly what one row costs.
    private final Map<List<TableWrite<?>>, NamedStatement> saves = new ConcurrentHashMap<>();
    private final Map<List<TableWrite<?>>, NamedStatement> lastSaves = new ConcurrentHashMap<>();
    private final Map<List<TableWrite<?>>, NamedStatement> unflushedSaves = new ConcurrentHashMap<>();

    public Saver(Database database) {
        this.database = database;
    }

    /** Writes what changed. */
    public void save(Handle handle, WorkingSet shop, Changes changes) {
        List<TableWrite<?>> parts = parts(changes);
        if (!parts.isEmpty()) {
            write(handle, saves.computeIfAbsent(parts, this::statement), parts, shop, changes);
        }
    }

    /** Writes what changed, which must be something, and commits it in the same round trip. */
    public void saveAndCommit(Handle handle, WorkingSet shop, Changes changes) {
        List<TableWrite<?>> parts = parts(changes);
        write(handle, lastSaves.computeIfAbsent(parts, this::lastStatement), parts, shop, changes);
    }

    /** The same, and does not wait until the disk has it: {@link Transactions#flush} does. */
    public void saveAndCommitUnflushed(Handle handle, WorkingSet shop, Changes changes) {
        List<TableWrite<?>> parts = parts(changes);
        write(handle, unflushedSaves.computeIfAbsent(parts, this::unflushedStatement), parts, shop, changes);
    }

    private static List<TableWrite<?>> parts(Changes changes) {
        return SaveParts.ALL.stream()
                .filter(part -> !part.rows().apply(changes).isEmpty())
                .toList();
    }

    private static void write(
            Handle handle, NamedStatement statement, List<TableWrite<?>> parts, WorkingSet shop, Changes changes) {
        try (NamedStatement.Execution query = statement.on(handle.getConnection())) {
            query.value("now", Instants.text(shop.now()));
            List<Long> expected = new ArrayList<>();
            parts.forEach(part -> expected.add(part.bind(query, changes)));
            query.longs("expected", expected.toArray(Long[]::new)).read(executed -> true);
        }
    }

    private NamedStatement statement(List<TableWrite<?>> parts) {
        return new NamedStatement(sql(parts));
    }

    private NamedStatement lastStatement(List<TableWrite<?>> parts) {
        return new NamedStatement(sql(parts) + ";COMMIT");
    }

    private NamedStatement unflushedStatement(List<TableWrite<?>> parts) {
        return new NamedStatement("set local synchronous_commit = off;" + sql(parts) + ";COMMIT");
    }

    private String sql(List<TableWrite<?>> parts) {
        String expressions = parts.stream().map(TableWrite::expression).collect(Collectors.joining(",\n"));
        String counts = parts.stream()
                .map(part -> "(select count(*) from " + part.name() + ")")
                .collect(Collectors.joining(", "));
        return database.sql("with saved(at) as (values (cast(:now as timestamptz))),\n" + expressions + "\n"
                + COMPARE_COUNTS.replace("$counts", counts));
    }
}

package dev.holdfast.internal.sql;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The statements that load a working set for a list of commands, each with the reader of its rows. They are sent
 * together, in one round trip: many small statements cost no more than one, and each asks only for what is needed. Not
 * thread-safe.
 */
public final class LoadScript {
    /** The statements that were parsed before: as many as there are mixtures of commands. Thread-safe. */
    public static final class Cache {
        private final Map<List<String>, NamedStatement> statements = new ConcurrentHashMap<>();

        private NamedStatement get(Database database, List<String> fragments) {
            return statements.computeIfAbsent(
                    fragments, script -> new NamedStatement(database.sql(String.join("", script))));
        }
    }

    private interface Parameter {
        void bind(NamedStatement.Execution execution);
    }

    private final List<String> fragments = new ArrayList<>();
    private final List<Results.RowConsumer> readers = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();

    /**
     * Adds a statement.
     *
     * @param reader called for each row of its result
     * @param sql constants that are put together; a statement may be preceded by others that return no rows
     */
    public LoadScript query(Results.RowConsumer reader, String... sql) {
        return query(reader, List.of(sql));
    }

    /** Adds a statement, as {@link #query(Results.RowConsumer, String...)} does. */
    public LoadScript query(Results.RowConsumer reader, Collection<String> sql) {
        if (!fragments.isEmpty()) {
            fragments.add(";\n");
        }
        fragments.addAll(sql);
        readers.add(reader);
        return this;
    }

    /** Gives a parameter its value. */
    public LoadScript value(String name, @Nullable Object value) {
        parameters.add(execution -> execution.value(name, value));
        return this;
    }

    /** Gives a parameter its values. */
    public LoadScript longs(String name, Collection<Long> values) {
        parameters.add(execution -> execution.longs(name, values.toArray(Long[]::new)));
        return this;
    }

    /** Gives a parameter its values. */
    public LoadScript ints(String name, Collection<Integer> values) {
        parameters.add(execution -> execution.ints(name, values.toArray(Integer[]::new)));
        return this;
    }

    /** Gives a parameter its values. */
    public LoadScript texts(String name, Collection<String> values) {
        parameters.add(execution -> execution.texts(name, values.toArray(String[]::new)));
        return this;
    }

    /** Runs the statements and reads their rows. */
    public void run(Database database, Cache cache, Connection connection) {
        try (NamedStatement.Execution execution = cache.get(database, fragments).on(connection)) {
            parameters.forEach(parameter -> parameter.bind(execution));
            execution.read(executed -> {
                Results results = new Results(executed);
                for (Results.RowConsumer reader : readers) {
                    results.forEach(reader);
                }
                return results;
            });
        }
    }
}

package dev.holdfast.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A constant statement with named parameters, most of them arrays. The two statements that every command runs are
 * executed this way, because a mapping library would look up and convert each parameter anew for each call.
 * Thread-safe.
 */
public final class NamedStatement {
    // A colon after a colon is a cast.
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-z_]+)");

    /** Reads the results of an execution. */
    public interface Reader<T> {
        T read(PreparedStatement executed) throws SQLException;
    }

    private final String text;
    private final Map<String, List<Integer>> positions = new HashMap<>();

    /** Parses the statement. */
    public NamedStatement(String named) {
        Matcher matcher = PARAMETER.matcher(named);
        for (int position = 1; matcher.find(); position++) {
            positions
                    .computeIfAbsent(matcher.group(1), name -> new ArrayList<>())
                    .add(position);
        }
        text = matcher.replaceAll("?");
    }

    /** Prepares an execution, which must be closed. */
    public Execution on(Connection connection) {
        try {
            return new Execution(connection, connection.prepareStatement(text));
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    /** An execution: first its values, then its result. Not thread-safe. */
    public final class Execution implements AutoCloseable {
        private final Connection connection;
        private final PreparedStatement statement;

        private Execution(Connection connection, PreparedStatement statement) {
            this.connection = connection;
            this.statement = statement;
        }

        public Execution longs(String name, @Nullable Long[] values) {
            return array(name, "int8", values);
        }

        public Execution ints(String name, Integer[] values) {
            return array(name, "int4", values);
        }

        public Execution texts(String name, @Nullable String[] values) {
            return array(name, "text", values);
        }

        public Execution value(String name, @Nullable Object value) {
            return bind(name, position -> statement.setObject(position, value));
        }

        /** Executes it and reads its result. */
        public <T> T read(Reader<T> reader) {
            try {
                statement.execute();
                return reader.read(statement);
            } catch (SQLException e) {
                throw new SqlFailure(e);
            }
        }

        @Override
        public void close() {
            try {
                statement.close();
            } catch (SQLException e) {
                throw new SqlFailure(e);
            }
        }

        /** Sets an array, whose type is named as the database names it, so that nothing has to be converted. */
        Execution array(String name, String type, @Nullable Object[] values) {
            return bind(name, position -> statement.setArray(position, connection.createArrayOf(type, values)));
        }

        private Execution bind(String name, Setter setter) {
            try {
                for (int position : Objects.requireNonNull(positions.get(name), name)) {
                    setter.set(position);
                }
                return this;
            } catch (SQLException e) {
                throw new SqlFailure(e);
            }
        }
    }

    private interface Setter {
        void set(int position) throws SQLException;
    }

    /** An error of the database on its way to {@link SqlErrors}. */
    private static final class SqlFailure extends RuntimeException {
        SqlFailure(SQLException cause) {
            super(cause);
        }
    }
}

package dev.holdfast.internal.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The result sets of several statements, one after the other. */
public final class Results {
    /** One row of a result as a value. */
    public interface RowReader<T> {
        /** The value of the row that the result stands on. */
        T read(ResultSet row) throws SQLException;
    }

    /** Takes one row of a result. */
    public interface RowConsumer {
        /** Takes the row that the result stands on. */
        void accept(ResultSet row) throws SQLException;
    }

    private final PreparedStatement statement;
    private boolean started;

    /** Of a statement that was executed. */
    public Results(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Reads the rows of the next statement that returns rows. */
    public <T> List<T> next(RowReader<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        forEach(row -> rows.add(reader.read(row)));
        return rows;
    }

    /** Hands over the rows of the next statement that returns rows, one by one. */
    public void forEach(RowConsumer consumer) throws SQLException {
        boolean isRows = started ? statement.getMoreResults() : statement.getResultSet() != null;
        started = true;
        while (!isRows) {
            if (statement.getUpdateCount() == -1) {
                throw new SQLException("fewer results than statements");
            }
            isRows = statement.getMoreResults();
        }
        try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
                consumer.accept(result);
            }
        }
    }
}

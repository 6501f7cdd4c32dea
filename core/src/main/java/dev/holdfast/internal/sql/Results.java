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

    private final PreparedStatement statement;
    private boolean started;

    /** Of a statement that was executed. */
    public Results(PreparedStatement statement) {
        this.statement = statement;
    }

    /** The next result that has rows, if any statement is left that gave one. */
    public <T> List<T> next(RowReader<T> reader) throws SQLException {
        boolean isRows = started ? statement.getMoreResults() : statement.getResultSet() != null;
        started = true;
        while (!isRows) {
            if (statement.getUpdateCount() == -1) {
                throw new SQLException("fewer results than statements");
            }
            isRows = statement.getMoreResults();
        }
        List<T> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
                rows.add(reader.read(result));
            }
        }
        return rows;
    }
}

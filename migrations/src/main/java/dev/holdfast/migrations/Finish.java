package dev.holdfast.migrations;

import dev.holdfast.migrations.MigrationException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** Requires what servers of the version before do not write, and hides what each of their commands reads. */
final class Finish {
    /** How long the table may be waited for: buyers wait as long behind it. */
    static final Duration WAIT = Duration.ofSeconds(3);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final int MOST_FILLS = 10;

    private static final int BATCH = 10_000;

    private static final String IS_FINISHED = "select to_regclass('\"${schema}\".rule_book') is null";

    private static final String END_OF_BATCH = """
            select max(cart_id) from (
              select cart_id from "${schema}".cart_items where cart_id > ? order by cart_id limit %d) as batch""".formatted(BATCH);

    // Rows that a server has locked are left for later: it may wait for others of these rows.
    private static final String FILL = """
            update "${schema}".cart_items i set item_id = i.id
            from (
              select cart_id, id from "${schema}".cart_items
              where cart_id > ? and cart_id <= ? and item_id is null for no key update skip locked) as n
            where i.cart_id = n.cart_id and i.id = n.id""";

    private static final String IS_FILLED =
            "select not exists (select from \"${schema}\".cart_items where item_id is null)";

    // Checks no row that is there, so that its lock is short.
    private static final String FORBID = """
            alter table "${schema}".cart_items drop constraint if exists cart_items_item_id,
              add constraint cart_items_item_id check (item_id is not null) not valid""";

    // Reads all rows while everybody goes on.
    private static final String CHECK = "alter table \"${schema}\".cart_items validate constraint cart_items_item_id";

    // PostgreSQL reads no row for it, because of the constraint.
    private static final String REQUIRE = """
            alter table "${schema}".cart_items alter column item_id set not null;
            alter table "${schema}".cart_items drop constraint cart_items_item_id""";

    private static final String HIDE = "drop view \"${schema}\".rule_book";

    private final String schema;
    private final Duration wait;

    /**
     * Of a schema.
     *
     * @param schema a valid name
     * @param wait how long the table may be waited for
     */
    Finish(String schema, Duration wait) {
        this.schema = schema;
        this.wait = wait;
    }

    /** Finishes; false if that was done before. */
    boolean run(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            boolean commits = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                boolean isNew = !isFinished(connection);
                if (isNew) {
                    fillAll(connection);
                    alter(connection, FORBID);
                    fill(connection);
                    alter(connection, CHECK);
                    alter(connection, REQUIRE);
                    alter(connection, HIDE);
                }
                connection.commit();
                return isNew;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(commits);
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private MigrationException failed(SQLException e) {
        String what = "the migration of schema \"" + schema + "\" could not be finished: ";
        return LOCK_NOT_AVAILABLE.equals(e.getSQLState())
                ? new MigrationException(
                        Reason.BUSY,
                        what + "the table cart_items was in use for " + wait.toMillis() + " ms; try again,"
                                + " and look for transactions that stay open",
                        e)
                : new MigrationException(Reason.FAILED, what + e.getMessage(), e);
    }

    private boolean isFinished(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(of(IS_FINISHED));
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
    }

    // Once a row without it is forbidden, no server could change one that is left.
    private void fillAll(Connection connection) throws SQLException {
        int fills = 0;
        do {
            fill(connection);
            fills++;
        } while (!isFilled(connection) && fills < MOST_FILLS);
    }

    private void fill(Connection connection) throws SQLException {
        try (PreparedStatement endOfBatch = connection.prepareStatement(of(END_OF_BATCH));
                PreparedStatement fill = connection.prepareStatement(of(FILL))) {
            long after = 0;
            while (true) {
                endOfBatch.setLong(1, after);
                long end;
                try (ResultSet row = endOfBatch.executeQuery()) {
                    row.next();
                    end = row.getLong(1);
                }
                if (end == 0) {
                    return;
                }
                fill.setLong(1, after);
                fill.setLong(2, end);
                fill.executeUpdate();
                connection.commit();
                after = end;
            }
        }
    }

    private boolean isFilled(Connection connection) throws SQLException {
        boolean isFilled;
        try (PreparedStatement statement = connection.prepareStatement(of(IS_FILLED));
                ResultSet row = statement.executeQuery()) {
            row.next();
            isFilled = row.getBoolean(1);
        }
        connection.commit();
        return isFilled;
    }

    private void alter(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = " + wait.toMillis());
            statement.execute(of(sql));
        }
        connection.commit();
    }

    private String of(String sql) {
        return sql.replace("${schema}", schema);
    }
}

package dev.holdfast.migrations;

import dev.holdfast.migrations.MigrationException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** Requires what servers of the version before do not write, which locks them out. */
final class Finish {
    /** How long the table may be waited for: buyers wait as long behind it. */
    static final Duration WAIT = Duration.ofSeconds(3);

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final int BATCH = 10_000;

    private static final String IS_FINISHED = """
            select attnotnull from pg_attribute
            where attrelid = cast('"${schema}".cart_items' as regclass) and attname = 'item_id'""";

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

    private static final String REQUIRE = """
            set local lock_timeout = %d;
            lock table "${schema}".cart_items in access exclusive mode;
            update "${schema}".cart_items set item_id = id where item_id is null;
            alter table "${schema}".cart_items alter column item_id set not null""";

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
                    fill(connection);
                    require(connection);
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
                        what + "the table cart_items was in use for " + wait.toMillis() + " ms. Nothing has changed for"
                                + " other servers; try again, and look for transactions that stay open",
                        e)
                : new MigrationException(Reason.FAILED, what + e.getMessage(), e);
    }

    private boolean isFinished(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(of(IS_FINISHED));
                ResultSet row = statement.executeQuery()) {
            return row.next() && row.getBoolean(1);
        }
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

    private void require(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(of(REQUIRE).formatted(wait.toMillis()));
        }
    }

    private String of(String sql) {
        return sql.replace("${schema}", schema);
    }
}

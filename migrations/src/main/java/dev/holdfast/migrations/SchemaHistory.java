package dev.holdfast.migrations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.sql.DataSource;

/**
 * What Flyway wrote about a schema, read without Flyway, which takes longer to load than a server to start.
 *
 * <p>It knows one answer, that every row is as this version would have written it. Whatever else there is, a table that
 * is missing included, is for Flyway to look at.
 */
final class SchemaHistory {
    /** The table. */
    static final String TABLE = "schema_history";

    /** The migrations in their order; a test compares them with the files. */
    static final List<String> SCRIPTS = List.of(
            "V1__holdfast.sql",
            "V2__promo_codes.sql",
            "V3__charges.sql",
            "V4__carts_by_user.sql",
            "V5__lines_without_foreign_keys.sql",
            "V6__order_counts_and_minimum_prices.sql",
            "V10__orders_undone.sql",
            "V11__product_status.sql",
            "V12__metadata.sql",
            "V13__lists.sql",
            "V14__carts_unsold.sql",
            "V15__checkout_sessions.sql",
            "V16__pay_by.sql",
            "V17__orders_unpaid.sql",
            "V18__api_keys.sql",
            "V19__actor.sql",
            "V20__cart_tokens.sql",
            "V21__cart_tokens_of_old.sql",
            "V22__cart_tokens_unique.sql",
            "V23__carts_without_status_in_indexes.sql",
            "V24__supply.sql",
            "V25__cart_origins.sql",
            "V26__locations_and_transfers.sql",
            "V27__kinds_checked.sql",
            "V28__quantities.sql",
            "V31__supply_checked.sql",
            "V32__cart_origins_found.sql",
            "V33__allocation.sql",
            "V34__reorder_points.sql",
            "V36__untracked.sql",
            "V37__tracked_checked.sql",
            "V38__preorder.sql",
            "V40__versions.sql",
            "V41__kits.sql",
            "V42__kits_in_carts.sql",
            "V43__kits_beside_components.sql",
            "V44__events.sql",
            "V45__events_found.sql");

    /** A row of the history as one text, in SQL. */
    static final String ROW = "concat_ws(' ', version, type, script, checksum, success, description)";

    private SchemaHistory() {}

    /**
     * Whether all migrations of this version, as they are here, and no others were applied.
     *
     * @param schema a valid name; need not be there
     */
    static boolean isCurrent(DataSource dataSource, String schema) {
        try (Connection connection = dataSource.getConnection()) {
            try {
                return applied(connection, schema).equals(expected());
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            return false;
        }
    }

    /** The version of the newest migration of a schema; 0 if there is none. */
    static int version(Connection connection, String schema) throws SQLException {
        String sql = "select coalesce(max(version::integer), 0) from " + schema + "." + TABLE
                + " where success and type <> 'SCHEMA'";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    /** The version of a migration. */
    static int version(String script) {
        return Integer.parseInt(script.substring(1, script.indexOf("__")));
    }

    // The row of type SCHEMA says that Flyway made the schema.
    private static List<String> applied(Connection connection, String schema) throws SQLException {
        String sql =
                "select " + ROW + " from " + schema + "." + TABLE + " where type <> 'SCHEMA' order by installed_rank";
        List<String> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static List<String> expected() {
        return SCRIPTS.stream().map(SchemaHistory::expected).toList();
    }

    /** The {@link #ROW} that a migration has once it was applied. */
    static String expected(String script) {
        return version(script) + " SQL " + script + " " + checksum(script) + " t " + description(script);
    }

    /** The description of a migration. */
    static String description(String script) {
        return script.substring(script.indexOf("__") + 2, script.lastIndexOf('.'))
                .replace('_', ' ');
    }

    /** Flyway's: over the lines without their ends. */
    static int checksum(String script) {
        CRC32 checksum = new CRC32();
        try (BufferedReader lines = new BufferedReader(MigrationFiles.open(script))) {
            lines.lines().forEach(line -> checksum.update(line.getBytes(StandardCharsets.UTF_8)));
            return (int) checksum.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

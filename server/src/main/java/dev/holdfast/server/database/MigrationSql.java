package dev.holdfast.server.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.migrations.MigrationException;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.DatabaseAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;
import javax.sql.DataSource;

/** The SQL that migrates a schema, for people who run it themselves. Nothing is changed. */
public final class MigrationSql {
    private static final String UNDEFINED_TABLE = "42P01";

    private MigrationSql() {}

    /**
     * The script that brings the schema of a configuration up to date.
     *
     * @param from the version that the schema is at; if empty, the database in {@code DATABASE_URL} is asked, and
     *     without one the script creates all tables
     * @throws DatabaseUnavailableException if the database cannot be asked
     * @throws dev.holdfast.server.config.ConfigurationException if its schema cannot be migrated
     * @throws IllegalArgumentException if no migration has the version {@code from}
     */
    public static String script(Configuration configuration, OptionalInt from) {
        int version = from.orElseGet(() -> configuration
                .database()
                .map(address -> installed(configuration, address))
                .orElse(0));
        return Migrations.script(version, configuration.schema());
    }

    /** A script that grants a role what it needs to serve the shop in a schema. */
    public static String grants(String schema, String role) {
        return "\n\\set ON_ERROR_STOP on\nbegin;\n" + Migrations.grants(schema, role) + "commit;\n";
    }

    /**
     * Grants a role what it needs to serve the shop in a schema, in one transaction.
     *
     * @throws DatabaseUnavailableException if that fails, for example because there is no such role
     */
    public static void grant(DataSource dataSource, String schema, String role) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(Migrations.grants(schema, role));
            connection.commit();
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "the role " + role + " could not be granted anything: " + e.getMessage(), e);
        }
    }

    private static int installed(Configuration configuration, DatabaseAddress address) {
        try (HikariDataSource pool = ConnectionPool.open(address, 2)) {
            // Refuses what a migration would refuse.
            Migrations.pending(pool, configuration.schema());
            try (Connection connection = pool.getConnection()) {
                return Migrations.installed(connection, configuration.schema());
            }
        } catch (SQLException e) {
            if (UNDEFINED_TABLE.equals(e.getSQLState())) {
                return 0;
            }
            throw new DatabaseUnavailableException(
                    "the version of the schema at " + address.shown() + " cannot be read: " + e.getMessage(), e);
        } catch (MigrationException e) {
            throw ShopDatabase.refused(configuration, e);
        }
    }
}

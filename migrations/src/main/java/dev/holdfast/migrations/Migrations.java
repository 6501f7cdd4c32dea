package dev.holdfast.migrations;

import dev.holdfast.migrations.MigrationException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings a database to the tables that this version of Holdfast works with.
 *
 * <p>Applying is safe to repeat and safe to run from several processes at once; what is up to date is left alone. The
 * migrations go forward only: a schema written by a newer Holdfast is refused. Everything, the history table
 * included, lives in the one schema that is given, which is made if it is missing. Needs two connections at a time.
 */
public final class Migrations {
    /** The schema used when none is named. */
    public static final String DEFAULT_SCHEMA = "holdfast";

    private Migrations() {}

    /**
     * Applies what is missing.
     *
     * @param dataSource a database of PostgreSQL 15 or newer, whose user may create tables
     * @param schema the schema of the shop: lower-case letters, digits and underscores
     * @return the number of migrations that were applied, 0 when the schema was up to date
     * @throws MigrationException if the schema is another program's, newer than this version or changed by hand, if the
     *     encoding of the database is not UTF8, or if a statement failed
     */
    public static int apply(DataSource dataSource, String schema) {
        requireName(schema);
        if (SchemaHistory.isCurrent(dataSource, schema)) {
            return 0;
        }
        NewSchema.require(dataSource, schema);
        try {
            Flyway flyway = flyway(dataSource, schema);
            refuseOther(flyway.info(), schema);
            MigrateResult result = flyway.migrate();
            return result.migrationsExecuted;
        } catch (FlywayException e) {
            throw failed(schema, "migrated", e);
        }
    }

    /**
     * How many migrations {@link #apply} would apply; nothing is changed.
     *
     * @param dataSource as for {@link #apply}
     * @param schema as for {@link #apply}; need not be there
     * @return 0 when the schema is up to date
     * @throws MigrationException if {@link #apply} would refuse the schema, or the database cannot be asked
     */
    public static int pending(DataSource dataSource, String schema) {
        requireName(schema);
        if (SchemaHistory.isCurrent(dataSource, schema)) {
            return 0;
        }
        NewSchema.require(dataSource, schema);
        try {
            MigrationInfoService info = flyway(dataSource, schema).info();
            refuseOther(info, schema);
            return info.pending().length;
        } catch (FlywayException e) {
            throw failed(schema, "looked at", e);
        }
    }

    /**
     * Locks servers of the version before out, once none of them runs, so that what they would read wrongly can be
     * written: carts take units from other locations than {@code default}. Afterwards, such a server fails to put items.
     * A shop that was new with this version is finished from the start. Safe to repeat.
     *
     * <p>Rows are filled in batches. Then a table is locked twice for a moment, and waited for no longer than three seconds.
     *
     * @param dataSource as for {@link #apply}; the user must own the tables
     * @param schema as for {@link #apply}; must be up to date
     * @return false if that was done before
     * @throws MigrationException if the schema is not up to date, the table was in use ({@link Reason#BUSY}), or a
     *     statement failed; it can be run again then
     */
    public static boolean finish(DataSource dataSource, String schema) {
        return finish(dataSource, schema, Finish.WAIT);
    }

    static boolean finish(DataSource dataSource, String schema, Duration wait) {
        if (pending(dataSource, schema) > 0) {
            throw new MigrationException(
                    Reason.FAILED,
                    "the migration of schema \"" + schema + "\" cannot be finished before all migrations are applied");
        }
        return new Finish(schema, wait).run(dataSource);
    }

    /**
     * The migrations as one SQL script, for a database that {@link #apply} may not or cannot change. It is ready for
     * {@code psql}, runs in one transaction, refuses a schema that is at another version, and writes the history, so
     * that {@link #apply} finds nothing to do afterwards. Other programs have to leave out its one line that starts
     * with a backslash.
     *
     * @param from the version of the newest migration that the schema has had, as {@link #installed} tells it; 0 for
     *     one that is missing or empty
     * @param schema as for {@link #apply}
     * @return only a comment if the schema is up to date
     * @throws IllegalArgumentException if no migration has that version; the message lists those that exist
     */
    public static String script(int from, String schema) {
        requireName(schema);
        if (from != 0 && !versions().contains(from)) {
            throw new IllegalArgumentException("version " + from + " is not one of 0, "
                    + versions().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return MigrationScript.of(from, schema);
    }

    /**
     * The statements that give a role what it needs to serve a shop, and nothing else: it can neither change tables nor
     * rewrite the ledger or orders. For the owner of the tables to run after each migration.
     *
     * @param schema as for {@link #apply}
     * @param role an existing role other than the owner
     */
    public static String grants(String schema, String role) {
        requireName(schema);
        return MigrationScript.grants(schema, role);
    }

    private static List<Integer> versions() {
        return SchemaHistory.SCRIPTS.stream().map(SchemaHistory::version).toList();
    }

    /** The version of the newest migration that this version of Holdfast knows. */
    public static int newest() {
        return SchemaHistory.version(SchemaHistory.SCRIPTS.get(SchemaHistory.SCRIPTS.size() - 1));
    }

    /**
     * The version of the newest migration that a schema has had, found out without loading Flyway.
     *
     * @param connection a connection to the database, in any state
     * @param schema as for {@link #apply}
     * @return 0 if the schema has had none
     * @throws SQLException if the schema has no tables (SQLSTATE 42P01), or the database cannot be asked
     */
    public static int installed(Connection connection, String schema) throws SQLException {
        requireName(schema);
        return SchemaHistory.version(connection, schema);
    }

    private static void refuseOther(MigrationInfoService info, String schema) {
        for (MigrationInfo migration : info.all()) {
            MigrationState state = migration.getState();
            if (state == MigrationState.FUTURE_SUCCESS) {
                throw new MigrationException(
                        Reason.NEWER,
                        "schema \"" + schema + "\" was made by a newer Holdfast: its migration "
                                + migration.getVersion() + " is not known here. Run that version or a newer one;"
                                + " there is no way back but a backup from before");
            }
            if (state.isApplied() && !isOurs(migration)) {
                throw new MigrationException(
                        Reason.CHANGED,
                        "the history of schema \"" + schema + "\" is not that of Holdfast: the checksum of migration "
                                + migration.getVersion() + " differs. Restore a backup, or name another schema");
            }
        }
    }

    // The making of the schema is a row of the history as well, and has no checksum.
    private static boolean isOurs(MigrationInfo migration) {
        return migration.getVersion() == null
                || (migration.isChecksumMatching()
                        && migration.isDescriptionMatching()
                        && migration.isTypeMatching()
                        && !migration.getState().isFailed());
    }

    private static MigrationException failed(String schema, String what, FlywayException e) {
        return e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
                ? NewSchema.inUse(schema, null)
                : new MigrationException(
                        Reason.FAILED, "schema \"" + schema + "\" could not be " + what + ": " + e.getMessage(), e);
    }

    private static void requireName(String schema) {
        if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "schema: \"" + schema + "\" is not made of lower-case letters, digits and underscores");
        }
    }

    private static Flyway flyway(DataSource dataSource, String schema) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .table(SchemaHistory.TABLE)
                .resourceProvider(new MigrationFiles())
                .javaMigrationClassProvider(List::of)
                .placeholders(Map.of("schema", schema))
                // A migration that is applied but unknown here was made by a newer version: refuse, do not go on.
                .ignoreMigrationPatterns(new String[0])
                .cleanDisabled(true)
                .load();
    }
}

package dev.holdfast.migrations;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
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

    private static final String LOCATION = "classpath:dev/holdfast/migrations";

    private Migrations() {}

    /**
     * Applies what is missing.
     *
     * @param dataSource a database of PostgreSQL 15 or newer, whose user may create tables
     * @param schema the schema of the shop: lower-case letters, digits and underscores
     * @return the number of migrations that were applied, 0 when the schema was up to date
     * @throws MigrationException if the schema is newer than this version, was changed by hand, or a statement failed
     */
    public static int apply(DataSource dataSource, String schema) {
        try {
            MigrateResult result = flyway(dataSource, schema).migrate();
            return result.migrationsExecuted;
        } catch (FlywayException e) {
            throw new MigrationException("schema \"" + schema + "\" could not be migrated: " + e.getMessage(), e);
        }
    }

    /**
     * How many migrations {@link #apply} would apply; nothing is changed.
     *
     * @param dataSource as for {@link #apply}
     * @param schema as for {@link #apply}; need not be there
     * @return 0 when the schema is up to date, or newer than this version
     * @throws MigrationException if the database cannot be asked
     */
    public static int pending(DataSource dataSource, String schema) {
        try {
            return flyway(dataSource, schema).info().pending().length;
        } catch (FlywayException e) {
            throw new MigrationException("schema \"" + schema + "\" could not be looked at: " + e.getMessage(), e);
        }
    }

    private static Flyway flyway(DataSource dataSource, String schema) {
        if (!schema.matches("[a-z_][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "schema: \"" + schema + "\" is not made of lower-case letters, digits and underscores");
        }
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .table("schema_history")
                .locations(LOCATION)
                .placeholders(Map.of("schema", schema))
                // A migration that is applied but unknown here was made by a newer version: refuse, do not go on.
                .ignoreMigrationPatterns(new String[0])
                .cleanDisabled(true)
                .failOnMissingLocations(true)
                .load();
    }
}

package dev.holdfast.migrations;

import dev.holdfast.migrations.MigrationException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Checks that a schema without a history is Holdfast's to fill. */
final class NewSchema {
    private static final String UTF8 = "UTF8";

    /**
     * The objects of a schema, as {@code name} and {@code kind}; its name takes the place of the question mark. The
     * objects of an extension in the schema are nobody's tables. The types of tables, and arrays, come with others.
     */
    static final String OBJECTS = """
            with space as (select oid from pg_namespace where nspname = ?),
            objects as (
              select relname as name, 1 as kind from pg_class where relnamespace = (select oid from space)
              and relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c')
              and not exists (select from pg_depend where objid = pg_class.oid and deptype in ('e', 'i', 'a'))
              union all
              select typname, 2 from pg_type where typnamespace = (select oid from space) and typtype in ('e', 'd', 'r')
              and not exists (select from pg_depend where objid = pg_type.oid and deptype = 'e')
              union all
              select proname, 3 from pg_proc where pronamespace = (select oid from space)
              and not exists (select from pg_depend where objid = pg_proc.oid and deptype in ('e', 'i')))
            """;

    private static final String LOOK = OBJECTS + """
            select current_setting('server_encoding'),
                   exists (select from pg_class where relnamespace = (select oid from space) and relname = ?),
                   (select string_agg(name, ', ' order by kind, name)
                    from (select name, kind from objects order by kind, name limit 3) first),
                   (select count(*) from objects)
            """;

    private NewSchema() {}

    /**
     * Refuses a schema of another program, and a new schema in a database that cannot store all text.
     *
     * @param schema a valid name; need not be there
     * @throws MigrationException if it is refused
     */
    static void require(DataSource dataSource, String schema) {
        try (Connection connection = dataSource.getConnection()) {
            try {
                require(connection, schema);
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw new MigrationException(
                    Reason.FAILED, "schema \"" + schema + "\" could not be looked at: " + e.getMessage(), e);
        }
    }

    /** The refusal of a schema that contains objects of another program. */
    static MigrationException inUse(String schema, @Nullable String objects) {
        return new MigrationException(
                Reason.SCHEMA_IN_USE,
                "schema " + schema + " holds other tables" + (objects == null ? "" : " (" + objects + ")")
                        + "; name one that is missing or empty");
    }

    private static void require(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, schema);
            statement.setString(2, SchemaHistory.TABLE);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getBoolean(2)) {
                    return;
                }
                String encoding = row.getString(1);
                if (!encoding.equals(UTF8)) {
                    throw new MigrationException(
                            Reason.ENCODING,
                            "the database has the encoding " + encoding + ", which cannot store all text; create one"
                                    + " with: create database ... encoding 'UTF8' template template0");
                }
                String first = row.getString(3);
                if (first != null) {
                    throw inUse(schema, first + (row.getInt(4) > 3 ? ", ..." : ""));
                }
            }
        }
    }
}

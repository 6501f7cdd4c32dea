package dev.holdfast.server.database;

import dev.holdfast.InvalidInputException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * Copies a shop from one database to another, across versions of PostgreSQL. The copy is a consistent snapshot, written
 * in one transaction: completely or not at all.
 */
public final class DatabaseCopy {
    private static final String HISTORY = "schema_history";

    // Each table comes after those that it refers to. Self-references are left out, or the recursion would not end.
    private static final String TABLES = """
            with recursive refers as (
              select conrelid as child, confrelid as parent from pg_constraint
              where contype = 'f' and connamespace = cast(? as regnamespace) and conrelid <> confrelid),
            ranked as (
              select c.oid, 0 as rank from pg_class c where c.relnamespace = cast(? as regnamespace) and c.relkind = 'r'
              union select r.child, ranked.rank + 1 from ranked join refers r on r.parent = ranked.oid)
            select c.relname,
                   (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
            from ranked join pg_class c using (oid)
            group by c.oid, c.relname order by max(rank), c.relname
            """;

    private final String schema;

    private DatabaseCopy(String schema) {
        this.schema = schema;
    }

    /**
     * Copies a shop.
     *
     * @param source others may go on changing it, and what they change is not copied
     * @param target has no shop yet
     * @param schema of the shop in both
     * @return the rows that were copied, by table
     * @throws InvalidInputException if the target has a shop; nothing was changed
     * @throws DatabaseUnavailableException if one of them fails; nothing was changed
     */
    public static Map<String, Long> copy(ShopDatabase source, ShopDatabase target, String schema) {
        return copy(source.dataSource(), target.dataSource(), schema);
    }

    /**
     * Copies all tables of a schema.
     *
     * @param source has an up-to-date schema; concurrent changes are allowed and are not copied
     * @param target has an up-to-date schema without a shop
     * @return the number of rows copied, by table
     * @throws InvalidInputException if the target has a shop; nothing was changed
     * @throws DatabaseUnavailableException if one of the databases fails; nothing was changed
     */
    public static Map<String, Long> copy(DataSource source, DataSource target, String schema) {
        try (Connection from = source.getConnection();
                Connection to = target.getConnection()) {
            ShopDatabase.beginSnapshot(from);
            to.setAutoCommit(false);
            try {
                Map<String, Long> copied = new DatabaseCopy(schema).copy(from, to);
                to.commit();
                return copied;
            } finally {
                to.rollback();
                from.rollback();
            }
        } catch (SQLException e) {
            throw new DatabaseUnavailableException("the shop could not be copied: " + e.getMessage(), e);
        }
    }

    private Map<String, Long> copy(Connection from, Connection to) throws SQLException {
        Map<String, String> tables = tables(from);
        Optional<String> taken = firstInUse(to);
        if (taken.isPresent()) {
            throw new InvalidInputException(
                    "/to",
                    "already has a shop in schema " + schema + " (there are rows in " + taken.get()
                            + "); name another schema or database");
        }
        empty(to, tables.keySet().stream().toList());
        Map<String, Long> copied = new LinkedHashMap<>();
        for (Map.Entry<String, String> table : tables.entrySet()) {
            String place = table(table.getKey()) + " (" + table.getValue() + ")";
            copied.put(table.getKey(), pipe(from, to, place));
        }
        sequences(from, to);
        return copied;
    }

    private Map<String, String> tables(Connection from) throws SQLException {
        Map<String, String> tables = new LinkedHashMap<>();
        try (PreparedStatement statement = from.prepareStatement(TABLES)) {
            statement.setString(1, schema);
            statement.setString(2, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getString(1).equals(HISTORY)) {
                        tables.put(rows.getString(1), rows.getString(2));
                    }
                }
            }
        }
        return tables;
    }

    private Optional<String> firstInUse(Connection to) throws SQLException {
        for (String name : List.of("products", "carts", "orders", "stock_ledger", "pricing_rules")) {
            try (Statement statement = to.createStatement();
                    ResultSet row = statement.executeQuery("select exists (select from " + table(name) + ")")) {
                row.next();
                if (row.getBoolean(1)) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    // A new schema is not empty: it has a first location and a first rule book.
    private void empty(Connection to, List<String> tables) throws SQLException {
        try (Statement statement = to.createStatement()) {
            statement.execute("truncate "
                    + String.join(", ", tables.stream().map(this::table).toList()));
        }
    }

    private static long pipe(Connection from, Connection to, String place) throws SQLException {
        CopyManager reader = from.unwrap(PGConnection.class).getCopyAPI();
        CopyManager writer = to.unwrap(PGConnection.class).getCopyAPI();
        CopyOut out = reader.copyOut("copy " + place + " to stdout");
        CopyIn in = writer.copyIn("copy " + place + " from stdin");
        for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
            in.writeToCopy(row, 0, row.length);
        }
        return in.endCopy();
    }

    // Read last: sequences ignore transactions, and one that is too far ahead is harmless.
    private void sequences(Connection from, Connection to) throws SQLException {
        Map<String, Long> last = new LinkedHashMap<>();
        try (PreparedStatement statement = from.prepareStatement("select sequencename, last_value from pg_sequences"
                + " where schemaname = ? and last_value is not null order by 1")) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    last.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        try (PreparedStatement statement = to.prepareStatement("select setval(cast(? as regclass), ?)")) {
            for (Map.Entry<String, Long> sequence : last.entrySet()) {
                statement.setString(1, table(sequence.getKey()));
                statement.setLong(2, sequence.getValue());
                statement.execute();
            }
        }
    }

    private String table(String name) {
        return '"' + schema + "\".\"" + name + '"';
    }
}

package dev.holdfast.verify;

import dev.holdfast.internal.sql.Database;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;

/**
 * Holds the books of a shop against each other: counters, ledger, lines, orders, rules. It reads and changes nothing.
 *
 * <p>Each invariant is one statement, and so one snapshot: on a shop that is selling, nothing is found that is not
 * there. What is found is streamed; memory is bounded on both sides, whatever the size of the shop, and sorts of the
 * database go to its disk. A snapshot that stays open keeps dead versions of rows that change a lot from being cleaned
 * up, which makes a hot counter slower until it ends; so on a large shop run it at a quiet hour, or against a replica.
 *
 * <p>A foreign {@code statement_timeout} is put off for its own transactions. Thread-safe.
 */
public final class Verifier {
    private static final int FETCH_SIZE = 1_000;

    // For this transaction alone: no session state is left behind, so that a pooler may stand in between.
    private static final String READ_ONLY = """
            set transaction isolation level repeatable read, read only;
            set local statement_timeout = 0;
            set local work_mem = '64MB'
            """;

    private final Database database;
    private final List<Invariant> invariants;

    /** For {@link dev.holdfast.Holdfast}. */
    public Verifier(Database database) {
        this.database = database;
        this.invariants = Stream.of(StockInvariants.all(), OrderInvariants.all(), PromoInvariants.all())
                .flatMap(List::stream)
                .map(invariant ->
                        new Invariant(invariant.name(), invariant.claim(), database.sql(invariant.violations())))
                .toList();
    }

    /**
     * Looks at everything.
     *
     * @return what was found
     * @throws dev.holdfast.UnavailableException if the database cannot be reached
     */
    public VerifyReport verify() {
        return verify(violation -> {});
    }

    /**
     * Looks at everything, and tells of each violation when it is found.
     *
     * @param found is told of all of them, also of those that the report does not keep
     * @return what was found
     * @throws dev.holdfast.UnavailableException if the database cannot be reached
     */
    public VerifyReport verify(Consumer<Violation> found) {
        long started = System.nanoTime();
        List<Violation> kept = new ArrayList<>();
        List<VerifyReport.Result> results = new ArrayList<>();
        for (Invariant invariant : invariants) {
            long begun = System.nanoTime();
            long count = database.read(handle -> inTransaction(handle, invariant, violation -> {
                if (kept.size() < VerifyReport.MAX_KEPT) {
                    kept.add(violation);
                }
                found.accept(violation);
            }));
            results.add(new VerifyReport.Result(invariant.name(), invariant.claim(), count, since(begun)));
        }
        return new VerifyReport(results, kept, since(started));
    }

    private long inTransaction(Handle handle, Invariant invariant, Consumer<Violation> found) {
        if (database.isJoined()) {
            return read(handle, invariant, found);
        }
        // Rows are streamed only inside a transaction.
        handle.begin();
        try {
            handle.execute(READ_ONLY);
            return read(handle, invariant, found);
        } finally {
            handle.rollback();
        }
    }

    private long read(Handle handle, Invariant invariant, Consumer<Violation> found) {
        long[] count = new long[1];
        try (Query query = handle.createQuery(invariant.violations()).setFetchSize(FETCH_SIZE)) {
            // Few invariants ask for the time.
            query.getConfig(SqlStatements.class).setUnusedBindingAllowed(true);
            query.bind("now", database.clockTime());
            query.map((row, context) -> violation(invariant, row)).forEach(violation -> {
                count[0]++;
                found.accept(violation);
            });
        }
        return count[0];
    }

    private static Violation violation(Invariant invariant, ResultSet row) throws SQLException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        ResultSetMetaData columns = row.getMetaData();
        for (int column = 2; column <= columns.getColumnCount(); column++) {
            Object value = row.getObject(column);
            values.put(columns.getColumnLabel(column), value instanceof Number ? row.getLong(column) : value);
        }
        return new Violation(invariant.name(), row.getString("problem"), values);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}

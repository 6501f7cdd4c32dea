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
 * Cross-checks the stock, ledger, transfers, carts, checkout sessions, orders, promo codes and rules of a shop. Only reads.
 *
 * <p>Each invariant is one statement, and so one snapshot: a shop that is selling gives no false alarms. Violations are
 * streamed, so memory is bounded here and in the database, whatever the size of the shop; large sorts go to disk. A
 * long snapshot delays the cleanup of dead row versions, which slows down hot counters until it ends: on a large shop,
 * run this at a quiet hour or against a replica.
 *
 * <p>Its own transactions have no {@code statement_timeout}. Thread-safe.
 */
public final class Verifier {
    private static final int FETCH_SIZE = 1_000;

    // For this transaction only: no session state is left behind, so that it works through a connection pooler.
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
        this.invariants = Stream.of(
                        StockInvariants.all(),
                        TransferInvariants.all(),
                        OrderInvariants.all(),
                        CorrectionInvariants.all(),
                        PromoInvariants.all(),
                        SessionInvariants.all(),
                        KitInvariants.all())
                .flatMap(List::stream)
                .map(invariant ->
                        new Invariant(invariant.name(), invariant.claim(), database.sql(invariant.violations())))
                .toList();
    }

    /**
     * Checks all invariants.
     *
     * @return the result
     * @throws dev.holdfast.UnavailableException if the database cannot be reached
     */
    public VerifyReport verify() {
        return verify(violation -> {});
    }

    /**
     * Checks all invariants, and reports each violation as soon as it is found.
     *
     * @param found receives all violations, including those that the report does not keep
     * @return the result
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
        // The driver streams rows only inside a transaction.
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
            // Few invariants use the time.
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

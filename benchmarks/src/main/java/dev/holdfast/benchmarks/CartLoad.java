package dev.holdfast.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Sides of a comparison that use each cart once, so that all find the same. */
final class CartLoad {
    private final Stage stage;
    private final Carts carts;
    private final AtomicInteger most;

    /**
     * A load.
     *
     * @param mostPerSecond more than any side does, at first; it follows what is seen
     */
    CartLoad(Stage stage, Carts.Maker maker, int mostPerSecond) {
        this.stage = stage;
        this.carts = new Carts(maker);
        this.most = new AtomicInteger(mostPerSecond);
    }

    /** Makes sure of carts for so many calls. */
    void ready(int calls) throws SQLException {
        carts.ensure(calls);
    }

    /** A cart that nobody has used. */
    long cart() {
        return carts.take();
    }

    /** Threads that call something. */
    Comparison.Side calls(int callers, Callable<Callers.Call> calls) {
        return side(time -> Callers.run(callers, time, calls));
    }

    /** One statement by JDBC, each thread with a connection of its own. */
    Comparison.Side statement(int callers, String resource, Supplier<Map<String, ?>> values) {
        Sql sql = Sql.of(resource);
        return calls(callers, () -> new Statement(stage.connectCaller(), sql, values));
    }

    /** One statement by pgbench; {@code settings} are lines that set its parameters, and {@code :cart} is set. */
    Comparison.Side pgbench(Pgbench pgbench, int clients, String settings, String resource) {
        String sql = Sql.of(resource).text();
        AtomicInteger fastest = new AtomicInteger(most.get() / 6);
        return side(time -> {
            int each = (int) (fastest.get() * 3L * seconds(time) / clients);
            long before = carts.take(each * clients) - 1;
            String cart = "\\set n :n + 1\n\\set cart %d + :client_id * %d + :n\n".formatted(before, each);
            Measured measured = pgbench.run(cart + settings + sql + ";\n", clients, time);
            fastest.accumulateAndGet((int) measured.perSecond(), Math::max);
            return measured;
        });
    }

    private interface Run {
        Measured run(Duration time) throws Exception;
    }

    private Comparison.Side side(Run run) {
        return new Comparison.Side() {
            @Override
            public void prepare(Duration time) throws SQLException {
                carts.ensure((int) (most.get() * seconds(time)));
            }

            @Override
            public Measured run(Duration time) throws Exception {
                Measured measured = run.run(time);
                most.accumulateAndGet((int) (measured.perSecond() * 2), Math::max);
                return measured;
            }
        };
    }

    private static long seconds(Duration time) {
        return Math.max(1, (time.toMillis() + 999) / 1000);
    }

    private static final class Statement implements Callers.Call {
        private final Connection connection;
        private final Sql sql;
        private final Supplier<Map<String, ?>> values;
        private final PreparedStatement prepared;

        Statement(Connection connection, Sql sql, Supplier<Map<String, ?>> values) throws SQLException {
            this.connection = connection;
            this.sql = sql;
            this.values = values;
            this.prepared = sql.prepare(connection);
        }

        @Override
        public void run() throws SQLException {
            sql.bind(prepared, values.get());
            boolean rows = prepared.execute();
            if (rows ? !prepared.getResultSet().next() : prepared.getUpdateCount() != 1) {
                throw new IllegalStateException("nothing was written");
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}

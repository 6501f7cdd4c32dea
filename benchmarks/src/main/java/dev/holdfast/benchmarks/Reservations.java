package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.PutItem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** One unit of a variant for a cart that has nothing yet, in each way that there is to do it. */
final class Reservations {
    // More than any machine at hand does in a second; made ahead, so that no cart is used twice.
    private static final int MOST_PER_SECOND = 60_000;

    private final Stage stage;
    private final boolean hot;
    private final Carts carts;
    private final AtomicInteger fastestPgbench = new AtomicInteger(8_000);

    /** Of variant 1 only, or of all of them alike. */
    Reservations(Stage stage, boolean hot) {
        this.stage = stage;
        this.hot = hot;
        this.carts = new Carts(stage::addCarts);
    }

    Comparison.Side library(Holdfast shop, int callers) {
        return side(time ->
                Callers.run(callers, time, () -> () -> shop.carts().put(carts.take(), PutItem.of(variant(), 1))));
    }

    Comparison.Side statement(int callers) {
        Sql sql = Sql.of("put.sql");
        return side(time -> Callers.run(callers, time, () -> new Statement(stage.connect(), sql)));
    }

    Comparison.Side transaction(int callers) {
        return side(time -> Callers.run(callers, time, () -> new Transaction(stage.connect())));
    }

    Comparison.Side pgbench(Pgbench pgbench, int clients) {
        String sql = Sql.of("put.sql").text();
        return side(time -> {
            int each = (int) (fastestPgbench.get() * 3L * seconds(time) / clients);
            long first = carts.take(each * clients) - 1;
            Measured measured = pgbench.run(
                    """
                    \\set n :n + 1
                    \\set cart %d + :client_id * %d + :n
                    \\set variant %s
                    \\set quantity 1
                    %s;
                    """.formatted(first, each, hot ? "1" : "random(1, " + stage.variants() + ")", sql), clients, time);
            fastestPgbench.accumulateAndGet((int) measured.perSecond(), Math::max);
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
                carts.ensure(enough(time));
            }

            @Override
            public Measured run(Duration time) throws Exception {
                return run.run(time);
            }
        };
    }

    private static int enough(Duration time) {
        return (int) (MOST_PER_SECOND * seconds(time));
    }

    private static long seconds(Duration time) {
        return Math.max(1, (time.toMillis() + 999) / 1000);
    }

    private long variant() {
        return hot ? 1 : ThreadLocalRandom.current().nextLong(stage.variants()) + 1;
    }

    private final class Statement implements Callers.Call {
        private final Connection connection;
        private final PreparedStatement prepared;
        private final Sql sql;

        Statement(Connection connection, Sql sql) throws SQLException {
            this.connection = connection;
            this.prepared = sql.prepare(connection);
            this.sql = sql;
        }

        @Override
        public void run() throws SQLException {
            sql.bind(prepared, Map.of("cart", carts.take(), "variant", variant(), "quantity", 1));
            if (prepared.executeUpdate() != 1) {
                throw new IllegalStateException("nothing was reserved");
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    /** BEGIN, which the driver sends along with the first statement, three statements, COMMIT. */
    private final class Transaction implements Callers.Call {
        private final Sql counterSql = Sql.of("put-counter.sql");
        private final Sql lineSql = Sql.of("put-line.sql");
        private final Sql ledgerSql = Sql.of("put-ledger.sql");
        private final Connection connection;
        private final PreparedStatement counter;
        private final PreparedStatement line;
        private final PreparedStatement ledger;

        Transaction(Connection connection) throws SQLException {
            this.connection = connection;
            connection.setAutoCommit(false);
            counter = counterSql.prepare(connection);
            line = lineSql.prepare(connection);
            ledger = ledgerSql.prepare(connection);
        }

        @Override
        public void run() throws SQLException {
            long cart = carts.take();
            long variant = variant();
            counterSql.bind(counter, Map.of("variant", variant, "quantity", 1));
            try (ResultSet row = counter.executeQuery()) {
                row.next();
                lineSql.bind(line, Map.of("cart", cart, "variant", variant, "quantity", 1));
                line.executeUpdate();
                ledgerSql.bind(
                        ledger,
                        Map.of(
                                "cart",
                                cart,
                                "variant",
                                variant,
                                "quantity",
                                1,
                                "version",
                                row.getLong(1),
                                "stock",
                                row.getInt(2),
                                "reserved",
                                row.getInt(3)));
                ledger.executeUpdate();
            }
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}

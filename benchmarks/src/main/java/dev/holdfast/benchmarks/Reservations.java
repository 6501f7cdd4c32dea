package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.PutItem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** One unit of a variant for a cart that has nothing yet, in each way that there is to do it. */
final class Reservations {
    private static final int MOST_PER_SECOND = 60_000;

    private final Stage stage;
    private final boolean hot;
    private final CartLoad load;

    /** Of variant 1 only, or of all of them alike. */
    Reservations(Stage stage, boolean hot) {
        this.stage = stage;
        this.hot = hot;
        this.load = new CartLoad(stage, stage::addCarts, MOST_PER_SECOND);
    }

    Comparison.Side library(Holdfast shop, int callers) {
        return load.calls(callers, () -> () -> put(shop));
    }

    /** Makes carts for so many calls of {@link #put}. */
    void ready(int calls) throws SQLException {
        load.ready(calls);
    }

    void put(Holdfast shop) {
        shop.carts().put(load.cart(), PutItem.of(variant(), 1));
    }

    Comparison.Side statement(int callers) {
        return load.statement(
                callers, "put.sql", () -> Map.of("cart", load.cart(), "variant", variant(), "quantity", 1));
    }

    Comparison.Side transaction(int callers) {
        return load.calls(callers, () -> new Transaction(stage.connectCaller()));
    }

    Comparison.Side pgbench(Pgbench pgbench, int clients) {
        String variant = hot ? "1" : "random(1, " + stage.variants() + ")";
        return load.pgbench(pgbench, clients, "\\set variant " + variant + "\n\\set quantity 1\n", "put.sql");
    }

    private long variant() {
        return hot ? 1 : ThreadLocalRandom.current().nextLong(stage.variants()) + 1;
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
            long cart = load.cart();
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

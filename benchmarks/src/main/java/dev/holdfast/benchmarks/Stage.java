package dev.holdfast.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.pricing.quote.PricingPolicy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** A shop in a database, with a catalogue and as many carts as a load wants. */
final class Stage implements AutoCloseable {
    // As many as the server takes when nothing else is said, and no more.
    private static final int POOL = 10;

    private final Postgres postgres;
    private final Options options;
    private final HikariDataSource pool;
    private int variants;

    Stage(Postgres postgres, Options options) {
        this.postgres = postgres;
        this.options = options;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.url());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(POOL);
        this.pool = new HikariDataSource(config);
    }

    /** Begins anew, with so many variants. */
    void fill(int newVariants) throws SQLException {
        variants = newVariants;
        execute("drop schema if exists holdfast cascade");
        Migrations.apply(pool, HoldfastBuilder.DEFAULT_SCHEMA);
        try (Connection connection = connect()) {
            Sql.of("seed-catalogue.sql").run(connection, Map.of("variants", newVariants));
        }
        settle();
    }

    int variants() {
        return variants;
    }

    Postgres postgres() {
        return postgres;
    }

    /** The library's connections. */
    DataSource dataSource() {
        return pool;
    }

    /** The library, configured as on the command line. */
    Holdfast shop() {
        return builder().build();
    }

    HoldfastBuilder builder() {
        return builder(pool);
    }

    HoldfastBuilder builder(DataSource dataSource) {
        HoldfastBuilder builder = Holdfast.builder(dataSource);
        if (options.lanes() > 0) {
            builder.lanes(options.lanes());
        }
        if (options.batchLimit() > 0) {
            builder.batchLimit(options.batchLimit());
        }
        return builder;
    }

    /** A connection that is the caller's. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
    }

    /** A connection for SQL written by hand, whose statements are prepared and planned once. */
    Connection connectCaller() throws SQLException {
        String options = "?prepareThreshold=1&options=" + Postgres.PLANS_BY_KEYS.replace(" ", "%20");
        return DriverManager.getConnection(postgres.url() + options, postgres.user(), postgres.password());
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    String text(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Sets a parameter of the server, for new transactions. */
    void set(String parameter, String value) throws SQLException {
        execute("alter system set " + parameter + " = " + value);
        execute("select pg_reload_conf()");
    }

    /** Makes empty carts, and answers the first of their ids, which follow each other. */
    long addCarts(int count) throws SQLException {
        return add("seed-carts.sql", Map.of("carts", count, "policy", PricingPolicy.DEFAULT.name()));
    }

    /**
     * Makes carts with lines of one unit each, and answers the first of their ids, which follow each other.
     *
     * @param hot whether each holds variant 1
     * @param seconds until the first of them expires; negative for the past
     */
    long addHeldCarts(int count, int lines, boolean hot, int seconds) throws SQLException {
        return add(
                "seed-held-carts.sql",
                Map.of(
                        "carts",
                        count,
                        "lines",
                        lines,
                        "hot",
                        hot,
                        "seconds",
                        seconds,
                        "variants",
                        variants,
                        "policy",
                        PricingPolicy.DEFAULT.name()));
    }

    private long add(String resource, Map<String, Object> values) throws SQLException {
        long last = number("select coalesce(max(id), 0) from holdfast.carts");
        try (Connection connection = connect()) {
            Sql.of(resource).run(connection, values);
        }
        return number("select min(id) from holdfast.carts where id > " + last);
    }

    /** Lets the planner know the data, as a running database does in time; tables without rows are left as new. */
    void settle() throws SQLException {
        for (String table : List.of(
                "products",
                "variants",
                "stock",
                "stock_ledger",
                "carts",
                "cart_items",
                "expired_items",
                "orders",
                "order_items",
                "pricing_rules",
                "pricing_rule_revisions")) {
            if (number("select count(*) from (select from holdfast." + table + " limit 1) as first") > 0) {
                execute("vacuum analyze holdfast." + table);
            }
        }
    }

    /** How many rows contradict each other. */
    long contradictions() throws SQLException {
        return number(Sql.of("contradictions.sql").text());
    }

    /** How many of the updates of stock were heap-only, for a table. */
    String heapOnlyUpdates() throws SQLException {
        return text("""
                select n_tup_hot_upd || ' of ' || n_tup_upd || ' updates of stock were heap-only ('
                       || round(100.0 * n_tup_hot_upd / greatest(n_tup_upd, 1), 1) || ' %)'
                from pg_stat_user_tables where schemaname = 'holdfast' and relname = 'stock'""");
    }

    @Override
    public void close() {
        pool.close();
    }
}

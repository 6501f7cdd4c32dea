package dev.holdfast.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction of somebody else, on a connection of its own: it holds what a test wants to be held. */
public final class OtherTransaction implements AutoCloseable {
    private final TestShop shop;
    public final Connection connection;

    public OtherTransaction(TestShop shop) {
        this.shop = shop;
        try {
            connection = DriverManager.getConnection(TestDatabase.url());
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same at another isolation level, such as {@link Connection#TRANSACTION_REPEATABLE_READ}. */
    public OtherTransaction isolated(int level) throws SQLException {
        connection.setTransactionIsolation(level);
        return this;
    }

    /** Runs a statement; a table is written as in {@link TestShop#count}. */
    public OtherTransaction execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(shop.sql(sql));
        }
        return this;
    }

    /** The first column of the first row. */
    public String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(shop.sql(sql))) {
            row.next();
            return row.getString(1);
        }
    }

    public OtherTransaction lockCart(long cart) throws SQLException {
        return execute("select 1 from #carts where id = " + cart + " for no key update");
    }

    public OtherTransaction lockStock(long variant) throws SQLException {
        return execute("select 1 from #stock where variant_id = " + variant + " for no key update");
    }

    /** The process of the server that serves it. */
    public int pid() throws SQLException {
        return Integer.parseInt(text("select pg_backend_pid()"));
    }

    public void commit() throws SQLException {
        connection.commit();
    }

    /** Rolls back what was not committed. */
    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            connection.rollback();
            connection.close();
        }
    }
}

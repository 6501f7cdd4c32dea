package dev.holdfast.server.http;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that a test can interrupt or delay. */
final class Interruptible implements DataSource {
    private final DataSource target;
    private volatile boolean cut;
    private volatile @Nullable RuntimeException failure;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    Interruptible(DataSource target) {
        this.target = target;
    }

    /** Makes the database unreachable from now on. */
    void cut() {
        cut = true;
    }

    /** Makes the database reachable again. */
    void restore() {
        cut = false;
    }

    /** Makes every connection fail with an unexpected exception from now on. */
    void fail(RuntimeException newFailure) {
        failure = newFailure;
    }

    /** Delays every connection until the returned latch is counted down. */
    CountDownLatch block() {
        gate = new CountDownLatch(1);
        return gate;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (cut) {
            throw new SQLException("the database is away", "08001");
        }
        if (failure != null) {
            throw failure;
        }
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new SQLException("interrupted", "57014", e);
        }
        return target.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        target.setLogWriter(writer);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public Logger getParentLogger() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return target.isWrapperFor(type);
    }
}

package dev.holdfast.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands between a pool and the database, counts round trips, and cuts a connection at COMMIT when it is told to: before
 * the database hears of it, or after the database did it and before the client hears of that.
 */
public final class CuttingProxy implements Closeable {
    /** Where to cut. */
    public enum Cut {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    // The word alone, as a statement: it is followed by the end of its text.
    private static final String COMMIT = "COMMIT\0";

    private final int databasePort = TestDatabase.port();
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Cut> next = new AtomicReference<>();
    private volatile String with = "";
    private final AtomicInteger roundTrips = new AtomicInteger();
    private volatile boolean answered = true;
    private volatile boolean refuses;
    private volatile boolean staysAway;
    private volatile boolean mute;

    /** Before the database that all tests share. */
    public CuttingProxy() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread(this::accept);
    }

    /** The JDBC address of the database through this proxy. */
    public String url() {
        return TestDatabase.url().replace(":" + databasePort, ":" + server.getLocalPort());
    }

    /**
     * A pool of connections through this proxy, which its caller closes.
     *
     * @param prepareThreshold how often the driver sees a statement before it keeps it prepared; 0 for never, so that a
     *     COMMIT is sent as the word that is looked for here
     */
    public HikariDataSource pool(int size, int prepareThreshold) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.addDataSourceProperty("prepareThreshold", String.valueOf(prepareThreshold));
        config.setMaximumPoolSize(size);
        config.setConnectionTimeout(2_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /** Cuts only at a COMMIT that is sent together with this text. */
    public void cutOnly(String text) {
        with = text;
    }

    /** Cuts the connection of the next COMMIT, once. */
    public void cutNext(Cut cut) {
        next.set(cut);
    }

    /** The same, and nobody gets through any more until {@link #recover()}. */
    public void cutNextAndStayAway(Cut cut) {
        next.set(cut);
        staysAway = true;
    }

    /** The same, and who asks what became of it is cut off as well, as often as they ask, until {@link #recover()}. */
    public void cutNextAndKeepItsFate(Cut cut) {
        next.set(cut);
        mute = true;
    }

    /** Cuts all connections and lets nobody through. */
    public void goAway() {
        refuses = true;
        sockets.forEach(CuttingProxy::close);
    }

    /** Lets everybody through again. */
    public void recover() {
        refuses = false;
        staysAway = false;
        mute = false;
    }

    /** How often a client spoke after the database had answered, which is meaningful for one client at a time. */
    public int roundTrips() {
        return roundTrips.get();
    }

    /** Whether the cut that was asked for has been made. */
    public boolean hasCut() {
        return next.get() == null;
    }

    @Override
    public void close() throws IOException {
        server.close();
        sockets.forEach(CuttingProxy::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                sockets.add(client);
                if (refuses) {
                    close(client);
                    continue;
                }
                Socket database = new Socket(InetAddress.getLoopbackAddress(), databasePort);
                sockets.add(database);
                AtomicReference<Cut> cutting = new AtomicReference<>();
                CountDownLatch committed = new CountDownLatch(1);
                AtomicBoolean silent = new AtomicBoolean();
                thread(() -> forward(client, database, cutting, committed, silent));
                thread(() -> backward(database, client, cutting, committed, silent));
            } catch (IOException e) {
                // The proxy was closed.
            }
        }
    }

    private void forward(
            Socket client,
            Socket database,
            AtomicReference<Cut> cutting,
            CountDownLatch committed,
            AtomicBoolean silent) {
        byte[] buffer = new byte[65_536];
        // A long message comes in pieces.
        String sent = "";
        try (client;
                database) {
            InputStream from = client.getInputStream();
            OutputStream to = database.getOutputStream();
            for (int read = from.read(buffer); read > 0; read = from.read(buffer)) {
                String piece = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                sent = silent.getAndSet(true) ? sent + piece : piece;
                if (mute && sent.contains("pg_xact_status")) {
                    return;
                }
                Cut cut = sent.contains(COMMIT) && sent.contains(with) ? next.getAndSet(null) : null;
                if (cut == Cut.BEFORE_COMMIT) {
                    stayAwayIfAsked();
                    return;
                }
                cutting.set(cut);
                if (answered) {
                    answered = false;
                    roundTrips.incrementAndGet();
                }
                to.write(buffer, 0, read);
                to.flush();
                if (cut == Cut.AFTER_COMMIT) {
                    committed.await();
                    return;
                }
            }
        } catch (IOException | InterruptedException e) {
            // One of the two is gone, and the other goes with it.
        }
    }

    private void backward(
            Socket database,
            Socket client,
            AtomicReference<Cut> cutting,
            CountDownLatch committed,
            AtomicBoolean silent) {
        byte[] buffer = new byte[65_536];
        try (client;
                database) {
            InputStream from = database.getInputStream();
            OutputStream to = client.getOutputStream();
            for (int read = from.read(buffer); read > 0; read = from.read(buffer)) {
                if (cutting.get() == Cut.AFTER_COMMIT) {
                    // The database answered, so it is committed; the client never hears of it.
                    stayAwayIfAsked();
                    return;
                }
                answered = true;
                silent.set(false);
                to.write(buffer, 0, read);
                to.flush();
            }
        } catch (IOException e) {
            // One of the two is gone, and the other goes with it.
        } finally {
            committed.countDown();
        }
    }

    private void stayAwayIfAsked() {
        if (staysAway) {
            goAway();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}

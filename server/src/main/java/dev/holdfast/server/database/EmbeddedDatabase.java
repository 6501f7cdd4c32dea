package dev.holdfast.server.database;

import dev.holdfast.server.config.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL 18 that is shipped with this program and keeps its data in a directory.
 *
 * <p>Any number of processes may open the same directory: the first one starts PostgreSQL, the others connect to it, and
 * the last one to close stops it. A PostgreSQL that outlived the processes that used it is found and used. It listens
 * only on 127.0.0.1 and requires a password that is kept in the directory, readable only by its owner. {@link #close}
 * does not wait for work in progress, so finish that first. Thread-safe.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final int SECONDS_BETWEEN_STARTS = 5;

    private final Path directory;
    private final SharedUse use;
    private final Cluster cluster;
    private Postmaster postmaster;
    private boolean closed;

    private EmbeddedDatabase(Path directory, SharedUse use, Cluster cluster, Postmaster postmaster) {
        this.directory = directory;
        this.use = use;
        this.cluster = cluster;
        this.postmaster = postmaster;
    }

    /**
     * Opens the database in a directory, which is created if it is missing; the first time takes some seconds. Waits for
     * the recovery after a crash, and for another process that is starting or stopping the same database.
     *
     * @throws DatabaseUnavailableException if it cannot be opened; the message says what to do
     */
    public static EmbeddedDatabase open(Path directory) {
        return open(directory, directory.resolve("programs"));
    }

    /** Opens the database with the programs unpacked in another directory. */
    static EmbeddedDatabase open(Path directory, Path programs) {
        try {
            Directories.createPrivate(directory);
            Path real = directory.toRealPath();
            SharedUse use = SharedUse.of(real);
            try {
                return use.inTurn(() -> {
                    use.join();
                    Cluster cluster = new Cluster(real, PostgresPrograms.unpackedIn(programs));
                    return new EmbeddedDatabase(real, use, cluster, cluster.ensureRunning());
                });
            } catch (IOException | RuntimeException e) {
                use.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseUnavailableException("the database in " + directory + " cannot be opened: " + e, e);
        }
    }

    /**
     * The address of the database in a directory if it is running, whichever process started it. Writes nothing.
     *
     * @throws IOException if the directory cannot be read
     */
    static Optional<DatabaseAddress> running(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        Path data = directory.toRealPath().resolve(Cluster.DATA);
        Optional<Postmaster> postmaster = Postmaster.of(data)
                .filter(Postmaster::ready)
                .filter(Postmaster::isAlive)
                .filter(running -> running.isPostgresOf(data));
        if (postmaster.isEmpty()) {
            return Optional.empty();
        }
        String password = Files.readString(data.resolve(ClusterSetUp.PASSWORD_FILE));
        return Optional.of(Cluster.address(postmaster.get().port(), password.strip()));
    }

    /** The address of the database, with the password. */
    public synchronized DatabaseAddress address() {
        return cluster.address(postmaster.port());
    }

    /** The directory of the data. */
    public Path directory() {
        return directory;
    }

    /** The process id of PostgreSQL. */
    synchronized long pid() {
        return postmaster.pid();
    }

    /** Restarts PostgreSQL, from now on, whenever it ends before this is closed. The address stays the same. */
    public synchronized void keepRunning() {
        ProcessHandle.of(postmaster.pid())
                .map(ProcessHandle::onExit)
                .<CompletableFuture<?>>map(exit -> exit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRunAsync(this::startAgain);
    }

    private synchronized void startAgain() {
        if (closed) {
            return;
        }
        LOG.warn("PostgreSQL in {} has ended; restarting it", directory);
        try {
            int port = postmaster.port();
            Postmaster started = use.inTurn(cluster::ensureRunning);
            if (started.port() == port) {
                postmaster = started;
                keepRunning();
            } else {
                LOG.error("PostgreSQL in {} now listens on another port; restart this process", directory);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("PostgreSQL in {} could not be restarted; will retry", directory, e);
            Executor later = CompletableFuture.delayedExecutor(SECONDS_BETWEEN_STARTS, TimeUnit.SECONDS);
            later.execute(this::startAgain);
        }
    }

    /** Stops PostgreSQL if no other process uses it. A second call has no effect. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (use) {
            use.inTurn(() -> {
                if (use.leave()) {
                    cluster.stop();
                }
                return true;
            });
        } catch (IOException e) {
            LOG.error("the database in {} could not be closed", directory, e);
        }
    }
}

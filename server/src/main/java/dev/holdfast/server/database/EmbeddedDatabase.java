package dev.holdfast.server.database;

import dev.holdfast.server.config.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A durable PostgreSQL 18 that comes along, with its data in a directory.
 *
 * <p>Any number of processes may open the same directory: the first one starts PostgreSQL, the others connect to what
 * runs, and the last one to close stops it. A PostgreSQL whose processes were all killed is found and used. It listens
 * on 127.0.0.1 only, and asks for a password that is kept in the directory, readable by its owner alone. Closing does
 * not wait for anybody's work, so end that first. Thread-safe.
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
     * Opens the database in a directory, made if it is missing; the first time takes some seconds. Waits for a recovery
     * after a crash, and for another process that is just starting or stopping the same database.
     *
     * @throws DatabaseUnavailableException if it cannot be opened, with what can be done
     */
    public static EmbeddedDatabase open(Path directory) {
        return open(directory, directory.resolve("programs"));
    }

    /** Opens it with the programs unpacked elsewhere. */
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

    /** Where it is reached, the password included. */
    public synchronized DatabaseAddress address() {
        return cluster.address(postmaster.port());
    }

    /** The directory that holds it. */
    public Path directory() {
        return directory;
    }

    /** The process of PostgreSQL. */
    synchronized long pid() {
        return postmaster.pid();
    }

    /** From now on starts PostgreSQL again when it ends before this is closed. Its address stays the same. */
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
        LOG.warn("PostgreSQL in {} has ended; it is started again", directory);
        try {
            int port = postmaster.port();
            Postmaster started = use.inTurn(cluster::ensureRunning);
            if (started.port() == port) {
                postmaster = started;
                keepRunning();
            } else {
                LOG.error("PostgreSQL in {} now listens on another port; start this process again", directory);
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("PostgreSQL in {} could not be started again", directory, e);
            Executor later = CompletableFuture.delayedExecutor(SECONDS_BETWEEN_STARTS, TimeUnit.SECONDS);
            later.execute(this::startAgain);
        }
    }

    /** Stops PostgreSQL if no other process uses it. Doing so twice does nothing. */
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

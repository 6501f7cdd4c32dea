package dev.holdfast.server.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps track of the processes that use a data directory. Each holds a shared lock on one file while it uses the
 * directory, so that the last one to leave knows that it is the last. A process that starts or stops the server first
 * locks another file. The operating system releases the locks however a process ends. Not thread-safe.
 */
final class SharedUse implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The directories in use: closing a second channel on the same file would release the locks of the first. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel users;
    private final FileChannel turns;
    private @Nullable FileLock joined;

    private SharedUse(Path directory, FileChannel users, FileChannel turns) {
        this.directory = directory;
        this.users = users;
        this.turns = turns;
    }

    /** Work that is done while no other process starts or stops the database. */
    interface Work<T> {
        T run() throws IOException;
    }

    static SharedUse of(Path directory) throws IOException {
        if (!OPEN.add(directory)) {
            throw new DatabaseUnavailableException("this process already uses the database in " + directory);
        }
        try {
            return new SharedUse(directory, channel(directory, "users.lock"), channel(directory, "turn.lock"));
        } catch (IOException | RuntimeException e) {
            OPEN.remove(directory);
            throw e;
        }
    }

    /** Waits until no other process starts or stops the database, and keeps others from doing so during the work. */
    <T> T inTurn(Work<T> work) throws IOException {
        FileLock turn = takeTurn();
        try {
            return work.run();
        } finally {
            turn.release();
        }
    }

    /** Registers as a user. Called within {@link #inTurn}. */
    void join() throws IOException {
        joined = users.lock(0, Long.MAX_VALUE, true);
    }

    /** Ceases to be a user; returns whether there is no other. Called within {@link #inTurn}. */
    boolean leave() throws IOException {
        if (joined != null) {
            joined.release();
            joined = null;
        }
        try (FileLock alone = users.tryLock()) {
            return alone != null;
        }
    }

    @Override
    public void close() throws IOException {
        OPEN.remove(directory);
        try {
            users.close();
        } finally {
            turns.close();
        }
    }

    private FileLock takeTurn() throws IOException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        for (FileLock lock = turns.tryLock(); ; lock = turns.tryLock()) {
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new DatabaseUnavailableException(
                        "another process has been starting or stopping the database in " + directory + " for too long");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static FileChannel channel(Path directory, String name) throws IOException {
        return FileChannel.open(
                directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}

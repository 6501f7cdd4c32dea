package dev.holdfast.internal.run;

import dev.holdfast.HoldfastException;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.UnusableTransactionException;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.HostCall;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.SqlErrors;
import dev.holdfast.internal.sql.Transactions;
import dev.holdfast.internal.work.BookMissing;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Loader;
import dev.holdfast.internal.work.NotLoaded;
import dev.holdfast.internal.work.Saver;
import dev.holdfast.internal.work.ShortageMayPass;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.spi.HoldfastListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Runs commands: load, decide, save, each list of them in one transaction. Thread-safe.
 *
 * <p>Commands of concurrent callers are combined, see {@link Lane}. A command is tried again until its deadline: in its
 * lane if the decision needs a rule book that is not in memory, or if a shortage rests on rows that others have locked;
 * by itself and beside its lane, so that it blocks nobody, if its transaction conflicted with another (class 40) or
 * waited too long for a lock. Inside a host's transaction nothing is combined or tried again, and a failed command is
 * undone to a savepoint.
 */
public final class CommandRunner {
    // Long enough for another lane's transaction to end, short enough for a lane to wait.
    private static final Duration LANE_LOCK_TIMEOUT = Duration.ofMillis(100);

    // The lane has waited once already, when the list failed.
    private static final Duration ONE_BY_ONE_LOCK_TIMEOUT = Duration.ofMillis(5);

    // Commands that wait beside the lanes hold connections; the others are left to the lanes.
    private static final int MOST_BESIDE = 4;

    /** The turn of a command that runs beside its lane. */
    private static final Lane.Turn OUTSIDE = () -> false;

    private final Database database;
    private final Duration timeout;
    private final HoldfastListener listener;
    private final Loader loader;
    private final Saver saver;
    private final List<Lane> lanes;
    private final Semaphore beside;

    /** On this database, combining and timing out as the settings say. */
    public CommandRunner(Database database, Loader loader, Settings settings) {
        this(
                database,
                settings.commands().timeout(),
                settings.listener(),
                loader,
                new Saver(database),
                lanes(settings),
                new Semaphore(MOST_BESIDE, true));
    }

    private CommandRunner(
            Database database,
            Duration timeout,
            HoldfastListener listener,
            Loader loader,
            Saver saver,
            List<Lane> lanes,
            Semaphore beside) {
        this.database = database;
        this.timeout = timeout;
        this.listener = listener;
        this.loader = loader;
        this.saver = saver;
        this.lanes = lanes;
        this.beside = beside;
    }

    private static List<Lane> lanes(Settings settings) {
        Lane.Running running = new Lane.Running(settings.commands().lanes());
        return Stream.generate(() -> new Lane(
                        settings.commands().batchLimit(), settings.commands().queueLimit(), running))
                .limit(settings.commands().lanes())
                .toList();
    }

    /** The same, in the same lanes, for a caller with another timeout. */
    public CommandRunner withTimeout(Duration other) {
        return new CommandRunner(database, other, listener, loader, saver, lanes, beside);
    }

    /**
     * The same, in the same lanes, for another actor. Costs no more than the object.
     *
     * @param named the same database for that actor
     */
    public CommandRunner as(Database named) {
        return new CommandRunner(named, timeout, listener, loader, saver, lanes, beside);
    }

    /**
     * The same on a host's connection, where nothing is combined. Costs no more than the object.
     *
     * @param joinedLoader loads on the same connection
     */
    public CommandRunner within(Database joined, Loader joinedLoader) {
        return new CommandRunner(joined, timeout, listener, joinedLoader, saver, lanes, beside);
    }

    /**
     * Runs one command.
     *
     * @return its answer
     * @throws HoldfastException if it was refused, and nothing was changed
     * @throws dev.holdfast.UnavailableException if it could not run in time, and nothing was changed
     * @throws OutcomeUnknownException if the connection was lost in COMMIT, and its outcome cannot be found out
     */
    public <R> R run(Command<R> command) {
        Database here = database.here();
        return here == database
                ? runHere(command)
                : new CommandRunner(here, here.limited(timeout), listener, loader.within(here), saver, lanes, beside)
                        .runHere(command);
    }

    private <R> R runHere(Command<R> command) {
        long begun = System.nanoTime();
        String outcome = HoldfastListener.FAILED;
        try {
            R answer = run(new Pending<>(command, database.actor()), begun + timeout.toNanos());
            outcome = HoldfastListener.ACCEPTED;
            return answer;
        } catch (HoldfastException e) {
            outcome = e.code();
            throw e;
        } finally {
            listener.commandEnded(command.name(), outcome, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private <R> R run(Pending<R> pending, long deadline) {
        runNow(pending, deadline);
        for (int attempt = 1; pending.again() != null; attempt++) {
            runAgain(pending, pending.again(), attempt, deadline);
        }
        return pending.answer();
    }

    private void runNow(Pending<?> pending, long deadline) {
        if (database.isJoined()) {
            runAlone(pending, left(deadline), OUTSIDE);
        } else {
            lane(pending.command).run(pending, deadline, this::runList);
        }
    }

    private void runAgain(Pending<?> pending, RuntimeException reason, int attempt, long deadline) {
        if (reason instanceof BookMissing missing) {
            loader.prepare(missing);
            lane(pending.command).run(pending, deadline, this::runList);
        } else if (reason instanceof NotLoaded) {
            runNow(pending, deadline);
        } else if (database.isJoined() || System.nanoTime() >= deadline) {
            throw SqlErrors.busy(reason);
        } else if (reason instanceof ShortageMayPass) {
            Database.pause(attempt);
            lane(pending.command).run(pending, deadline, this::runList);
        } else {
            runBeside(pending, attempt, deadline);
        }
    }

    /** Runs a command that timed out on a lock by itself, so that it can wait longer. A few at a time do. */
    private void runBeside(Pending<?> pending, int attempt, long deadline) {
        try {
            if (!beside.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw SqlErrors.busy(pending.again());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlErrors.busy(e);
        }
        try {
            Database.pause(attempt);
            runAlone(pending, left(deadline), OUTSIDE);
        } finally {
            beside.release();
        }
    }

    /** The number of commands that wait for their turn, in all lanes. */
    public int waiting() {
        return lanes.stream().mapToInt(Lane::waiting).sum();
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    private Lane lane(Command<?> command) {
        return lanes.get(Math.floorMod(Long.hashCode(command.lane() * 0x9E3779B97F4A7C15L), lanes.size()));
    }

    /** Runs a list as one transaction; if that is known not to have committed, runs its commands one by one. */
    private void runList(List<Pending<?>> list, Lane.Turn turn) {
        if (list.size() == 1) {
            runAlone(list.get(0), LANE_LOCK_TIMEOUT, turn);
            return;
        }
        try {
            transact(list, LANE_LOCK_TIMEOUT, turn);
        } catch (UnusableTransactionException e) {
            // Nothing has run yet, and only this thread is in a transaction.
            throw e;
        } catch (NotLoaded e) {
            // The locations have changed, and are known now.
            list.forEach(pending -> pending.again(e));
        } catch (OutcomeUnknownException e) {
            list.forEach(pending -> pending.failed(pending.isAccepted() ? e : SqlErrors.busy(e)));
        } catch (RuntimeException | Error e) {
            if (e instanceof RuntimeException lost && SqlErrors.isConnectionLoss(SqlErrors.state(lost))) {
                list.forEach(pending -> pending.failed(SqlErrors.translate(lost)));
            } else {
                list.forEach(pending -> runAlone(pending, ONE_BY_ONE_LOCK_TIMEOUT, OUTSIDE));
            }
        }
    }

    private void runAlone(Pending<?> pending, Duration lockTimeout, Lane.Turn turn) {
        try {
            transact(List.of(pending), lockTimeout, turn);
        } catch (NotLoaded e) {
            pending.again(e);
        } catch (RuntimeException e) {
            String state = SqlErrors.state(e);
            if (!SqlErrors.isExplained(e) && (SqlErrors.isTransient(state) || SqlErrors.isTimeout(state))) {
                pending.again(e);
            } else {
                pending.failed(SqlErrors.translate(e));
            }
        } catch (Error e) {
            pending.failed(new IllegalStateException("the command could not be run", e));
        }
    }

    /**
     * Runs a list as one transaction, or in the transaction of a host.
     *
     * @param timeLimit of each wait for a lock or, in a host's transaction, of each statement
     */
    private void transact(List<Pending<?>> list, Duration timeLimit, Lane.Turn turn) {
        Decided done;
        try (Handle handle = database.open()) {
            done = database.isJoined()
                    ? HostCall.command(handle, timeLimit, call -> join(handle, list, call))
                    : Transactions.run(
                            database,
                            handle,
                            own -> loadAndDecide(own, list, Loader.ownTransaction(timeLimit)),
                            decided ->
                                    decided.changes.isEmpty() && list.stream().noneMatch(Pending::isAccepted)
                                            ? null
                                            : decided.loaded.transaction(),
                            decided -> saveAndCommit(handle, decided, turn));
        }
        findDrawn(done);
        done.changes.moved().forEach(listener::unitsMoved);
        listener.batchEnded(list.size());
    }

    // The connection was lost behind the COMMIT, which is known to have arrived.
    private void findDrawn(Decided done) {
        Changes.Draw lost = done.changes.lostDraw();
        if (lost == null) {
            return;
        }
        String id = Transactions.id(done.loaded.transaction());
        try {
            database.read(handle -> {
                lost.finder().accept(handle, id);
                return true;
            });
        } catch (RuntimeException e) {
            throw new OutcomeUnknownException(id, e);
        }
    }

    /**
     * Where others wait for the lane, locks are held only until the commit is written, not until it is on the disk. The
     * next transaction commits behind it, and no caller is answered before the disk has the commit. A table can forbid
     * that, see {@link dev.holdfast.internal.sql.Table#isVisibleOnlyWhenDurable}.
     */
    private void saveAndCommit(Handle handle, Decided decided, Lane.Turn turn) {
        if (decided.changes.isEmpty()) {
            // "Nothing to do" may rest on a commit that is not on the disk yet.
            Transactions.flush(handle);
        } else if (!decided.changes.isVisibleOnlyWhenDurable() && turn.leave()) {
            saver.save(handle, decided.changes, decided.now(), Saver.Then.COMMIT_UNFLUSHED);
            Transactions.flush(handle);
        } else {
            saver.save(handle, decided.changes, decided.now(), Saver.Then.COMMIT);
        }
    }

    private record Decided(WorkingSet loaded, Changes changes) {
        Instant now() {
            return loaded.now();
        }
    }

    private Decided join(Handle handle, List<Pending<?>> list, HostCall call) {
        Decided decided = loadAndDecide(handle, list, call::begin);
        if (list.get(0).again() instanceof NotLoaded missing) {
            // Rolling back to the savepoint releases the locks, so that all can be taken in order.
            throw missing;
        }
        if (decided.changes.isEmpty()) {
            call.end();
        } else {
            saver.save(handle, decided.changes, decided.now(), call);
        }
        return decided;
    }

    private Decided loadAndDecide(Handle handle, List<Pending<?>> list, Consumer<LoadScript> beginning) {
        List<Command<?>> commands = new ArrayList<>(list.size());
        list.forEach(pending -> commands.add(pending.command));
        WorkingSet loaded = loader.load(handle, commands, beginning);
        list.forEach(pending -> pending.decide(loaded));
        return new Decided(loaded, loaded.changes());
    }
}

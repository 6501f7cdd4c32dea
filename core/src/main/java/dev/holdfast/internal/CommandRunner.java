package dev.holdfast.internal;

import dev.holdfast.HoldfastException;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.pricing.RuleBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes commands through their one way: load, decide, save, each list of them in one transaction. Thread-safe.
 *
 * <p>A list is repeated as long as there is time when it met another transaction (class 40), when a decision needed a
 * rule book that was not at hand, or when a shortage rested on rows that others had locked. Inside a host's transaction
 * nothing is repeated, and what fails is undone to a savepoint.
 */
public final class CommandRunner {
    private static final int ATTEMPTS = 50;

    private final Database database;
    private final RuleBooks books;
    private final Duration timeout;
    private final Loader loader;
    private final Saver saver;

    /** On this database; a command is refused as busy when it could not be done within the timeout. */
    public CommandRunner(Database database, RuleBooks books, Duration timeout) {
        this.database = database;
        this.books = books;
        this.timeout = timeout;
        this.loader = new Loader(database);
        this.saver = new Saver(database);
    }

    /**
     * Runs one command.
     *
     * @return its answer
     * @throws HoldfastException if it was refused; nothing was changed
     */
    public <R> R run(Command<R> command) {
        return new Pending<>(command).runAlone().answer();
    }

    /** A command and what became of it. */
    private final class Pending<R> {
        private final Command<R> command;
        private @Nullable Supplier<R> accepted;
        private @Nullable HoldfastException refusal;

        Pending(Command<R> command) {
            this.command = command;
        }

        void decide(Shop shop) {
            accepted = null;
            refusal = null;
            try {
                accepted = command.decide(shop);
            } catch (HoldfastException e) {
                refusal = e;
            }
        }

        Pending<R> runAlone() {
            runTogether(List.of(this));
            return this;
        }

        R answer() {
            if (refusal != null) {
                throw refusal;
            }
            if (accepted == null) {
                throw new IllegalStateException("not decided");
            }
            return accepted.get();
        }
    }

    private void runTogether(List<Pending<?>> list) {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (int attempt = 1; ; attempt++) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            boolean last = database.isJoined() || attempt == ATTEMPTS || left.isNegative();
            try {
                transact(list, left);
                return;
            } catch (BookMissing e) {
                books.at(e.token());
            } catch (ShortageMayPass e) {
                if (last) {
                    throw SqlErrors.busy(e);
                }
                Database.pause(attempt);
            } catch (RuntimeException e) {
                if (last || !SqlErrors.isTransient(SqlErrors.state(e))) {
                    throw SqlErrors.translate(e);
                }
                Database.pause(attempt);
            }
        }
    }

    private void transact(List<Pending<?>> list, Duration lockTimeout) {
        try (Handle handle = database.open()) {
            if (database.isJoined()) {
                Database.savepoint(handle, joined -> loadDecideSave(joined, list, lockTimeout));
                return;
            }
            handle.begin();
            String transaction;
            try {
                transaction = loadDecideSave(handle, list, lockTimeout);
            } catch (RuntimeException e) {
                rollbackQuietly(handle, e);
                throw e;
            }
            if (transaction == null) {
                handle.rollback();
            } else {
                commit(handle, transaction);
            }
        }
    }

    private @Nullable String loadDecideSave(Handle handle, List<Pending<?>> list, Duration lockTimeout) {
        List<Command<?>> commands = new ArrayList<>(list.size());
        list.forEach(pending -> commands.add(pending.command));
        Shop shop = loader.load(handle, commands, lockTimeout, bookSource(handle));
        list.forEach(pending -> pending.decide(shop));
        return saver.save(handle, shop);
    }

    private LongFunction<RuleBook> bookSource(Handle handle) {
        if (database.isJoined()) {
            return token -> books.read(handle, token);
        }
        return token -> {
            RuleBook book = books.cached(token);
            if (book == null) {
                throw new BookMissing(token);
            }
            return book;
        };
    }

    private void commit(Handle handle, String transaction) {
        try {
            handle.commit();
        } catch (RuntimeException e) {
            if (!SqlErrors.isConnectionLoss(SqlErrors.state(e))) {
                throw e;
            }
            switch (fate(transaction).orElse("unknown")) {
                case "committed" -> {}
                case "aborted" -> throw e;
                default -> throw new OutcomeUnknownException(transaction, e);
            }
        }
    }

    /** What became of a transaction whose connection was lost in COMMIT; empty when it cannot be learnt. */
    private Optional<String> fate(String transaction) {
        try {
            for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
                Optional<String> status =
                        database.read(other -> other.createQuery("select pg_xact_status(cast(:id as xid8))")
                                .bind("id", transaction)
                                .mapTo(String.class)
                                .findOne());
                if (!status.equals(Optional.of("in progress"))) {
                    return status;
                }
                Database.pause(attempt);
            }
        } catch (RuntimeException e) {
            // The database is away altogether; nobody can say.
        }
        return Optional.empty();
    }

    private static void rollbackQuietly(Handle handle, RuntimeException cause) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}

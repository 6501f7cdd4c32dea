package dev.holdfast.internal.run;

import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.IdempotentAnswer;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.UnavailableException;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.sql.SqlErrors;
import dev.holdfast.internal.sql.Transactions;
import dev.holdfast.internal.work.ShortageMayPass;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Keeps answers by idempotency key: the key, the effect and the answer are one transaction. Thread-safe. */
public final class IdempotencyKeys {
    /** How long an answer is kept. After that the key can be used anew, whether or not a sweep has deleted it. */
    public static final Duration KEPT_FOR = Duration.ofHours(24);

    private static final int MAX_KEY = 255;
    private static final int MAX_SCOPE = 500;

    // The lock only saves a second request its work. The primary key is what prevents the work from being done twice.
    private static final String FIND = """
            select pg_try_advisory_xact_lock(hashtextextended('#keys' || :scope || chr(31) || :key, 7)) as free;
            select request_hash, answer from #idempotency_keys
            where scope = :scope and key = :key
              and created_at >= coalesce(cast(:now as timestamptz), clock_timestamp()) - make_interval(secs => :kept);
            savepoint holdfast_answer
            """;

    // The savepoint ends with the transaction or, in a host's, with that of the call.
    private static final String UNDO = "rollback to savepoint holdfast_answer";

    private static final String OWN_TRANSACTION = """
            set transaction isolation level read committed;
            select set_config('lock_timeout', :lock_timeout, true), current_setting('transaction_read_only') = 'on';
            """;

    private static final String KEEP = """
            insert into #idempotency_keys as kept (scope, key, request_hash, answer, created_at)
            values (:scope, :key, :request_hash, :answer, coalesce(cast(:now as timestamptz), clock_timestamp()))
            on conflict (scope, key) do update
            set request_hash = excluded.request_hash, answer = excluded.answer, created_at = excluded.created_at
            where kept.created_at < excluded.created_at - make_interval(secs => :kept)
            returning
            """ + Transactions.NAME;

    private record Kept(String requestHash, String answer) {}

    private record Done(IdempotentAnswer answer, @Nullable String transaction) {}

    private record Found(boolean free, boolean readOnly, Optional<Kept> kept) {}

    private final Database database;
    private final Duration timeout;

    /** The keys of this database. */
    public IdempotencyKeys(Database database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
    }

    /**
     * Does work under a key, unless it was done before.
     *
     * @param work runs on the transaction's connection, which it must not commit; returns the answer to keep
     * @param refused returns the answer to keep if the work was refused; all that it did is undone
     */
    public IdempotentAnswer once(
            IdempotencyKey key, Function<Connection, String> work, Function<HoldfastException, String> refused) {
        Validation checks = new Validation();
        checks.text("/idempotency_key", key.key(), MAX_KEY);
        checks.text("/scope", key.scope(), MAX_SCOPE);
        checks.text("/request_hash", key.requestHash(), MAX_SCOPE);
        checks.throwIfAny();
        long deadline = System.nanoTime() + timeout.toNanos();
        for (int attempt = 1; ; attempt++) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            try {
                return database.write(left, handle -> answer(handle, key, work, refused, left), Done::transaction)
                        .answer();
            } catch (UnavailableException e) {
                // Inside the transaction a shortage cannot be tried again, but the whole transaction can.
                if (!(e.getCause() instanceof ShortageMayPass) || left.isNegative() || database.isJoined()) {
                    throw e;
                }
                Database.pause(attempt);
            }
        }
    }

    private Done answer(
            Handle handle,
            IdempotencyKey key,
            Function<Connection, String> work,
            Function<HoldfastException, String> refused,
            Duration lockTimeout) {
        Found found = find(handle, key, lockTimeout);
        if (found.kept().isPresent()) {
            Kept kept = found.kept().get();
            if (!kept.requestHash().equals(key.requestHash())) {
                throw IdempotencyException.reused(key.key());
            }
            return new Done(new IdempotentAnswer(kept.answer(), true), null);
        }
        if (!found.free()) {
            throw IdempotencyException.inUse(key.key());
        }
        if (found.readOnly()) {
            // The command would take it for a host's transaction that is read only.
            throw SqlErrors.cannotWrite(null);
        }
        String answer = outcome(handle, work, refused);
        String transaction = handle.createQuery(KEEP)
                .bind("scope", key.scope())
                .bind("key", key.key())
                .bind("request_hash", key.requestHash())
                .bind("answer", answer)
                .bind("now", database.clockTime())
                .bind("kept", KEPT_FOR.toSeconds())
                .map((row, context) -> Transactions.name(row, 1))
                .findOne()
                .orElseThrow(() -> IdempotencyException.inUse(key.key()));
        return new Done(new IdempotentAnswer(answer, false), transaction);
    }

    // Of several commands the last may be refused; the others are undone as well.
    private static String outcome(
            Handle handle, Function<Connection, String> work, Function<HoldfastException, String> refused) {
        try {
            return work.apply(handle.getConnection());
        } catch (UnavailableException | OutcomeUnknownException e) {
            throw e;
        } catch (HoldfastException e) {
            handle.execute(UNDO);
            return refused.apply(e);
        }
    }

    private Found find(Handle handle, IdempotencyKey key, Duration lockTimeout) {
        Query query = handle.createQuery(database.isJoined() ? FIND : OWN_TRANSACTION + FIND);
        if (!database.isJoined()) {
            query.bind("lock_timeout", Transactions.milliseconds(lockTimeout));
        }
        return query.bind("now", database.clockTime())
                .bind("kept", KEPT_FOR.toSeconds())
                .bind("scope", key.scope())
                .bind("key", key.key())
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    boolean readOnly = !database.isJoined()
                            && results.next(row -> row.getBoolean(2)).get(0);
                    boolean free = results.next(row -> row.getBoolean(1)).get(0);
                    List<Kept> kept = results.next(row -> new Kept(row.getString(1), row.getString(2)));
                    return new Found(free, readOnly, kept.stream().findFirst());
                });
    }
}

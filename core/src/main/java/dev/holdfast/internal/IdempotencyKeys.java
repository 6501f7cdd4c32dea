package dev.holdfast.internal;

import dev.holdfast.IdempotencyException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.IdempotentAnswer;
import dev.holdfast.UnavailableException;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** Answers by idempotency key: the key, the effect and the answer are one transaction. */
public final class IdempotencyKeys {
    private static final int MAX_KEY = 255;
    private static final int MAX_SCOPE = 500;

    // The lock only saves the work of a second request; what keeps it from being done twice is the table's key.
    private static final String FIND = """
            set transaction isolation level read committed;
            select set_config('lock_timeout', :lock_timeout, true);
            select pg_try_advisory_xact_lock(hashtextextended(:scope || chr(31) || :key, 7)) as free;
            select request_hash, answer from #idempotency_keys where scope = :scope and key = :key
            """;

    private static final String KEEP = """
            insert into #idempotency_keys (scope, key, request_hash, answer, created_at)
            values (:scope, :key, :request_hash, :answer, coalesce(cast(:now as timestamptz), clock_timestamp()))
            on conflict do nothing
            """;

    private record Kept(String requestHash, String answer) {}

    private record Found(boolean free, Optional<Kept> kept) {}

    private final Database database;
    private final Duration timeout;
    private final String find;
    private final String keep;

    /** The keys of this database. */
    public IdempotencyKeys(Database database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
        this.find = database.sql(FIND);
        this.keep = database.sql(KEEP);
    }

    /**
     * Does work under a key, unless it was done.
     *
     * @param work on the transaction's connection, which it must not commit; answers what is to be kept
     */
    public IdempotentAnswer once(IdempotencyKey key, Function<Connection, String> work) {
        Checks checks = new Checks();
        checks.text("/idempotency_key", key.key(), MAX_KEY);
        checks.text("/scope", key.scope(), MAX_SCOPE);
        checks.text("/request_hash", key.requestHash(), MAX_SCOPE);
        checks.throwIfAny();
        long deadline = System.nanoTime() + timeout.toNanos();
        for (int attempt = 1; ; attempt++) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            try {
                return database.write(handle -> answer(handle, key, work, left));
            } catch (UnavailableException e) {
                // Inside the transaction a shortage cannot be tried again; the transaction as a whole can.
                if (!(e.getCause() instanceof ShortageMayPass) || left.isNegative()) {
                    throw e;
                }
                Database.pause(attempt);
            }
        }
    }

    private IdempotentAnswer answer(
            Handle handle, IdempotencyKey key, Function<Connection, String> work, Duration lockTimeout) {
        Found found = find(handle, key, lockTimeout);
        if (found.kept().isPresent()) {
            Kept kept = found.kept().get();
            if (!kept.requestHash().equals(key.requestHash())) {
                throw IdempotencyException.reused(key.key());
            }
            return new IdempotentAnswer(kept.answer(), true);
        }
        if (!found.free()) {
            throw IdempotencyException.inUse(key.key());
        }
        String answer = work.apply(handle.getConnection());
        int kept = handle.createUpdate(keep)
                .bind("scope", key.scope())
                .bind("key", key.key())
                .bind("request_hash", key.requestHash())
                .bind("answer", answer)
                .bind("now", database.clockTime())
                .execute();
        if (kept == 0) {
            throw IdempotencyException.inUse(key.key());
        }
        return new IdempotentAnswer(answer, false);
    }

    private Found find(Handle handle, IdempotencyKey key, Duration lockTimeout) {
        return handle.createQuery(find)
                .bind("lock_timeout", Math.max(1, lockTimeout.toMillis()) + "ms")
                .bind("scope", key.scope())
                .bind("key", key.key())
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    boolean free = results.next(row -> row.getBoolean(1)).get(0);
                    List<Kept> kept = results.next(row -> new Kept(row.getString(1), row.getString(2)));
                    return new Found(free, kept.stream().findFirst());
                });
    }
}

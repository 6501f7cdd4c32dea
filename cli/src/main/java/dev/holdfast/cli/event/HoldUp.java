package dev.holdfast.cli.event;

import dev.holdfast.event.EventProgress;
import dev.holdfast.event.EventProgress.OpenTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notices when a reader gets nothing because a transaction is open, and tells it once. Not thread-safe. */
final class HoldUp {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LongSupplier nanoTime;
    private final Supplier<Instant> now;
    private @Nullable Long since;
    private boolean told;

    /**
     * A reader that gets on.
     *
     * @param nanoTime the time that waiting is measured by, in nanoseconds
     * @param now the time that the age of a transaction is told by
     */
    HoldUp(LongSupplier nanoTime, Supplier<Instant> now) {
        this.nanoTime = nanoTime;
        this.now = now;
    }

    /** The reader got on. */
    void gotOn() {
        since = null;
        told = false;
    }

    /** The reader got nothing: what to tell the person who watches, if that has lasted and was not told yet. */
    Optional<String> gotNothing(EventProgress progress) {
        if (progress.behind() == 0) {
            gotOn();
            return Optional.empty();
        }
        long time = nanoTime.getAsLong();
        if (since == null) {
            since = time;
        }
        if (told || time - since < PATIENCE.toNanos()) {
            return Optional.empty();
        }
        told = true;
        return Optional.of(message(progress, now.get()));
    }

    private static String message(EventProgress progress, Instant now) {
        List<OpenTransaction> open = progress.openTransactions();
        String start = "no events can be read, because " + progress.behind() + " are not settled yet";
        return open.isEmpty()
                ? start
                : start + ": waiting for " + described(open.get(0), now)
                        + (open.size() == 1 ? "" : "; " + (open.size() - 1) + " more in events progress");
    }

    private static String described(OpenTransaction open, Instant now) {
        String application = open.application();
        Long age = ProgressTable.ageSeconds(open, now);
        return (open.pid() == null ? "a prepared transaction" : "the transaction of process " + open.pid())
                + (application == null || application.isEmpty() ? "" : " (" + application + ")")
                + (age == null ? "" : ", which has been open for " + age + " s");
    }
}

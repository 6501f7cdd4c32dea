package dev.holdfast.benchmarks;

import dev.holdfast.spi.HoldfastListener;
import java.time.Duration;

/**
 * Where the time of a command goes: what its caller waited in the library, of that the transaction that carried it, and
 * of that the round trips.
 */
final class Parts implements HoldfastListener {
    private final RoundTrips roundTrips;
    private Latencies library = new Latencies();
    private Latencies transaction = new Latencies();
    private Latencies database = new Latencies();

    Parts(RoundTrips roundTrips) {
        this.roundTrips = roundTrips;
    }

    @Override
    public synchronized void commandEnded(String command, String outcome, Duration duration) {
        library.add(duration.toNanos());
    }

    // Comes in the thread that has just run the transaction. Each of its commands has waited for all of its round
    // trips.
    @Override
    public synchronized void batchEnded(int commands) {
        RoundTrips.Taken spent = roundTrips.take();
        for (int i = 0; i < commands; i++) {
            transaction.add(spent.transaction());
            database.add(spent.roundTrips());
        }
    }

    /** What came since this was asked last. */
    synchronized Taken take() {
        Taken taken = new Taken(library, transaction, database);
        library = new Latencies();
        transaction = new Latencies();
        database = new Latencies();
        return taken;
    }

    /**
     * The distributions of the same commands.
     *
     * @param library what the callers waited in the library
     * @param transaction of it, from asking for a connection to the end of the transaction that carried the command
     * @param database of that, the round trips
     */
    record Taken(Latencies library, Latencies transaction, Latencies database) {
        static Taken none() {
            return new Taken(new Latencies(), new Latencies(), new Latencies());
        }

        void addAll(Taken other) {
            library.addAll(other.library);
            transaction.addAll(other.transaction);
            database.addAll(other.database);
        }
    }
}

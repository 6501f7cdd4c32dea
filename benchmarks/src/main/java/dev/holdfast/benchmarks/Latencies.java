package dev.holdfast.benchmarks;

/** How long calls took, in buckets that are three percent wide. One thread writes; then it is added to others. */
final class Latencies {
    private static final int BITS = 5;
    private static final int PER_POWER = 1 << BITS;

    private final long[] counts = new long[(Long.SIZE - BITS) * PER_POWER];
    private long total;
    private long nanos;

    void add(long nanos) {
        counts[bucket(nanos)]++;
        total++;
        this.nanos += nanos;
    }

    void addAll(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
        nanos += other.nanos;
    }

    long total() {
        return total;
    }

    /** The mean, in microseconds. */
    double mean() {
        return nanos / 1_000.0 / Math.max(1, total);
    }

    /** The time within which such a share of the calls was done, in microseconds. */
    double micros(double share) {
        long wanted = (long) Math.ceil(total * share);
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return middle(i) / 1_000.0;
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        if (nanos < PER_POWER) {
            return (int) Math.max(0, nanos);
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        return (power - BITS + 1) * PER_POWER + (int) (nanos >>> (power - BITS)) - PER_POWER;
    }

    private static double middle(int bucket) {
        if (bucket < PER_POWER) {
            return bucket;
        }
        int power = bucket / PER_POWER + BITS - 1;
        double width = 1L << (power - BITS);
        return (bucket % PER_POWER + PER_POWER) * width + width / 2;
    }
}

package dev.holdfast.benchmarks;

/**
 * What a load came to.
 *
 * @param p50 median of the calls' times, in microseconds
 * @param p99 in microseconds
 */
record Measured(double perSecond, double p50, double p99) {
    static Measured of(Latencies latencies, double seconds) {
        return new Measured(latencies.total() / seconds, latencies.micros(0.50), latencies.micros(0.99));
    }
}

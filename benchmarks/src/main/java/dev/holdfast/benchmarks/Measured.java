package dev.holdfast.benchmarks;

/**
 * What a load came to.
 *
 * @param p50 median of the calls' times, in microseconds
 * @param p99 in microseconds
 * @param java processor time of this JVM for each call, in microseconds
 * @param postgres processor time of PostgreSQL for each call, in microseconds
 */
record Measured(double perSecond, double p50, double p99, double java, double postgres) {
    static Measured of(Latencies latencies, double seconds) {
        return new Measured(latencies.total() / seconds, latencies.micros(0.50), latencies.micros(0.99), 0, 0);
    }

    /** The same, having used so much processor time in all, in microseconds, within so many seconds. */
    Measured using(double javaTime, double postgresTime, double seconds) {
        double calls = Math.max(1, perSecond * seconds);
        return new Measured(perSecond, p50, p99, javaTime / calls, postgresTime / calls);
    }
}

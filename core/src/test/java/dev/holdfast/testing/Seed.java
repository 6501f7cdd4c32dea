package dev.holdfast.testing;

import java.util.Random;

/** Where the random choices of a test come from: {@code -Dseed=} repeats those of a run that printed it. */
public final class Seed {
    private Seed() {}

    /** The seed that was asked for, otherwise a new one; printed, so that a failure can be repeated. */
    public static long of(Class<?> test) {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println(test.getSimpleName() + ": -Dseed=" + seed);
        return seed;
    }
}

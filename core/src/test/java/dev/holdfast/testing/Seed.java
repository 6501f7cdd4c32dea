package dev.holdfast.testing;

import java.util.Random;

/** Where the random choices of a test come from: {@code -Dseed=} repeats those of a run that printed it. */
public final class Seed {
    // Every mutant runs all of them: see the profile pit.
    private static final int SHARE = Integer.getInteger("rounds.divided.by", 1);

    private Seed() {}

    /** The rounds that a random test takes: as many as it says, unless mutants are about. */
    public static int rounds(int many) {
        return Math.max(1, many / SHARE);
    }

    /** The seed that was asked for, otherwise a new one; printed, so that a failure can be repeated. */
    public static long of(Class<?> test) {
        long seed = Long.getLong("seed", new Random().nextLong());
        System.out.println(test.getSimpleName() + ": -Dseed=" + seed);
        return seed;
    }
}

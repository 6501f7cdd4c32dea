package dev.holdfast.testing.junit;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that are unique, also on a database with data of other runs. */
final class Names {
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private Names() {}

    /** A part of a name or of an SKU, such as {@code 1F3A9C20-7}. */
    static String next() {
        return RUN.toUpperCase(Locale.ROOT) + "-" + COUNT.incrementAndGet();
    }

    /** The name of a schema, such as {@code holdfast_test_1f3a9c20_7}. */
    static String schema() {
        return "holdfast_test_" + RUN + "_" + COUNT.incrementAndGet();
    }
}

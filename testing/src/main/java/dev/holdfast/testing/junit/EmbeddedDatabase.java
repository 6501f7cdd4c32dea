package dev.holdfast.testing.junit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The embedded PostgreSQL: one per JVM, started on first use; a shutdown hook of its library stops it. */
final class EmbeddedDatabase {
    private static @Nullable TestDatabase started;

    private EmbeddedDatabase() {}

    /** @throws UncheckedIOException if it does not start */
    static synchronized TestDatabase get() {
        TestDatabase present = started;
        if (present == null) {
            present = TestDatabase.at(start().getJdbcUrl("postgres", "postgres"));
            started = present;
        }
        return present;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded PostgreSQL does not start", e);
        }
    }
}

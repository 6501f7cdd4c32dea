package dev.holdfast.internal;

import java.time.Instant;

/** Times on their way to the database. */
final class Instants {
    private Instants() {}

    /** A form that PostgreSQL reads the same in every session, whatever its time zone. */
    static String text(Instant instant) {
        return instant.toString();
    }
}

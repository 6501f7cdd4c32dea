package dev.holdfast.internal.sql;

import java.time.Instant;

/** Times on their way to the database. */
public final class Instants {
    private Instants() {}

    /** A form that PostgreSQL reads the same in every session, whatever its time zone. */
    public static String text(Instant instant) {
        return instant.toString();
    }
}

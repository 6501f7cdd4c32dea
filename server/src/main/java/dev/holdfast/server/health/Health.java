package dev.holdfast.server.health;

import org.jspecify.annotations.Nullable;

/**
 * Whether the server can work. Immutable.
 *
 * @param reason why it cannot; null if it can
 * @param cause what exactly went wrong, for the log of the operator, who may see addresses; empty if there is no more to
 *     say
 */
public record Health(@Nullable Reason reason, String cause) {
    /** The server can work. */
    public static final Health READY = new Health(null, "");

    /** Why a server cannot work. Everybody may see this. */
    public enum Reason {
        /** Nothing listens where the database should be, or its name is not known. */
        CONNECTION_REFUSED("the database refuses connections"),
        /** The database accepts connections, and the server's pool is about to make them. */
        CONNECTING("the server is connecting to the database"),
        /** A connection broke. */
        CONNECTION_LOST("the connection to the database was lost"),
        /** The database, or the way to it, is silent. */
        NO_ANSWER("the database does not answer"),
        /** The database is starting, stopping or recovering. */
        NOT_ACCEPTING("the database is starting or stopping"),
        /** The user or the password is wrong, or the user may not connect. */
        AUTHENTICATION_FAILED("the database does not accept the user or the password"),
        /** There is no database of this name. */
        DATABASE_MISSING("the database of this name does not exist"),
        /** The database has as many connections as it allows. */
        TOO_MANY_CONNECTIONS("the database has too many connections"),
        /** All connections of the server's pool are in use. */
        POOL_EXHAUSTED("all connections of the server are in use"),
        /** The database can be read but not written, as a standby. */
        READ_ONLY("the database is read-only"),
        /** The tables of the shop are not there. */
        SCHEMA_MISSING("the tables are missing: the schema has not been migrated"),
        /** The tables of the shop are older than the program. */
        SCHEMA_OUTDATED("the tables are older than the server: the schema has not been migrated"),
        /** The user may not read the tables. */
        PERMISSION_DENIED("the user of the database may not use the tables"),
        /** Anything else. */
        DATABASE_UNAVAILABLE("the database cannot be used");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** The reason as a sentence, without a name or an address. */
        public String sentence() {
            return sentence;
        }
    }

    /** The server cannot work. */
    public static Health notReady(Reason reason, String cause) {
        return new Health(reason, cause);
    }

    /** The server cannot work, and there is no more to say. */
    public static Health notReady(Reason reason) {
        return new Health(reason, "");
    }
}

package dev.holdfast.cli.session;

/** The exit codes. */
public final class ExitCode {
    /** Success. */
    public static final int DONE = 0;
    /** A finding, or refused: something does not exist, or its state does not allow the command. */
    public static final int FINDING = 1;
    /** Invalid usage or configuration. */
    public static final int USAGE = 2;
    /** The database or Redis is unavailable. */
    public static final int DATABASE_UNAVAILABLE = 69;
    /** Internal error. */
    public static final int INTERNAL_ERROR = 70;
    /** Locked or busy: trying again can succeed. */
    public static final int TRY_AGAIN = 75;

    /** Interrupted by Ctrl-C; the same code as the JVM's own. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}

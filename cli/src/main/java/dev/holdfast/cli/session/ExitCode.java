package dev.holdfast.cli.session;

/** What the exit codes mean. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FINDING = 1;
    public static final int USAGE = 2;
    public static final int DATABASE_UNAVAILABLE = 69;
    public static final int INTERNAL_ERROR = 70;
    public static final int TRY_AGAIN = 75;

    /** Ctrl-C ended the process before its end, as the JVM does it. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}

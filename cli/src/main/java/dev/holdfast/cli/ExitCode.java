package dev.holdfast.cli;

/** What the exit codes mean. */
final class ExitCode {
    static final int DONE = 0;
    static final int FINDING = 1;
    static final int USAGE = 2;
    static final int DATABASE_UNAVAILABLE = 69;
    static final int INTERNAL_ERROR = 70;
    static final int TRY_AGAIN = 75;

    /** Ctrl-C ended the process before its end, as the JVM does it. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}

package dev.holdfast.cli;

import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.UnavailableException;
import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.server.database.DatabaseUnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says why a command failed, and gives the exit code for it. */
final class Failures {
    private Failures() {}

    /** A command that cannot be understood: what is wrong, and where to read more. */
    static int explain(ParameterException mistake, Session session) {
        CommandLine command = mistake.getCommandLine();
        session.err().println("error: " + mistake.getMessage());
        UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
        session.err().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    static int report(Exception failure, Session session) {
        if (failure instanceof ConfigurationException) {
            return say(failure, session, ExitCode.USAGE);
        }
        if (failure instanceof DatabaseUnavailableException) {
            return say(failure, session, ExitCode.DATABASE_UNAVAILABLE);
        }
        if (failure instanceof OutcomeUnknownException) {
            return say(failure, session, ExitCode.TRY_AGAIN);
        }
        if (failure instanceof UnavailableException unavailable) {
            return say(
                    failure,
                    session,
                    unavailable.code().equals("busy") ? ExitCode.TRY_AGAIN : ExitCode.DATABASE_UNAVAILABLE);
        }
        session.err().println("error in Holdfast itself; please report it with what follows");
        failure.printStackTrace(session.err());
        return ExitCode.INTERNAL_ERROR;
    }

    private static int say(Exception failure, Session session, int exitCode) {
        session.err().println("error: " + failure.getMessage());
        return exitCode;
    }
}

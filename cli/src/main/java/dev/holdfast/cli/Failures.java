package dev.holdfast.cli;

import dev.holdfast.HoldfastException;
import dev.holdfast.InvalidInputException;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.UnavailableException;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.server.database.DatabaseUnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains failures of commands, and maps them to exit codes. */
final class Failures {
    private Failures() {}

    /** Explains a command line that cannot be parsed, and names the help to read. */
    static int explain(ParameterException mistake, Session session) {
        CommandLine command = mistake.getCommandLine();
        session.fail(String.valueOf(mistake.getMessage()));
        if (!session.logsMessages()) {
            UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
            session.say("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE;
    }

    /** Reports an exception that ended a command. */
    static int report(Exception failure, Session session) {
        if (failure instanceof ConfigurationException) {
            return say(failure, session, ExitCode.USAGE);
        }
        if (failure instanceof DatabaseUnavailableException) {
            return say(failure, session, ExitCode.DATABASE_UNAVAILABLE);
        }
        if (failure instanceof OutcomeUnknownException) {
            say(failure, session, ExitCode.TRY_AGAIN);
            session.inform("Check whether the change was made before you run the command again.");
            return ExitCode.TRY_AGAIN;
        }
        if (failure instanceof UnavailableException unavailable) {
            return say(
                    failure,
                    session,
                    unavailable.code().equals("busy") ? ExitCode.TRY_AGAIN : ExitCode.DATABASE_UNAVAILABLE);
        }
        if (failure instanceof InvalidInputException invalid) {
            invalid.errors().forEach(error -> session.fail(line(error)));
            return ExitCode.USAGE;
        }
        if (failure instanceof HoldfastException) {
            return say(failure, session, ExitCode.FINDING);
        }
        session.fail("internal error; please report it with the following details", failure);
        return ExitCode.INTERNAL_ERROR;
    }

    /** An error as one line: the field, then the detail. */
    static String line(InvalidInputException.Error error) {
        String field = error.pointer().replaceFirst("^/", "").replace('/', '.');
        return (field.isEmpty() ? "" : field + ": ") + error.detail();
    }

    private static int say(Exception failure, Session session, int exitCode) {
        session.fail(String.valueOf(failure.getMessage()));
        return exitCode;
    }
}

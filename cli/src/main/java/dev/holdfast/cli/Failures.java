package dev.holdfast.cli;

import dev.holdfast.HoldfastException;
import dev.holdfast.InvalidInputException;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.UnavailableException;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.HelpWanted;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.server.database.DatabaseUnavailableException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Explains failures of commands, and maps them to exit codes. */
final class Failures {
    private static final int MOST_ERRORS = 100;

    private Failures() {}

    /** Explains a command line that cannot be parsed, and names the help to read. */
    static int explain(ParameterException mistake, Session session) {
        CommandLine command = mistake.getCommandLine();
        if (mistake instanceof HelpWanted) {
            // To standard error and with the exit code of wrong usage: a script that forgot the command must not go on.
            command.usage(command.getErr());
            return ExitCode.USAGE;
        }
        session.fail(String.valueOf(mistake.getMessage()));
        if (!session.logsMessages()) {
            UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
            session.say("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.USAGE;
    }

    /** Reports an exception that ended a command. */
    static int report(Exception failure, Session session, CommandSpec command, List<String> arguments) {
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
            List<InvalidInputException.Error> errors = invalid.errors();
            errors.stream().limit(MOST_ERRORS).forEach(error -> session.fail(line(error, command, arguments)));
            if (errors.size() > MOST_ERRORS) {
                session.fail("and " + (errors.size() - MOST_ERRORS) + " more");
            }
            return ExitCode.USAGE;
        }
        if (failure instanceof HoldfastException) {
            return say(failure, session, ExitCode.FINDING);
        }
        session.fail("internal error; please report it with the following details", failure);
        return ExitCode.INTERNAL_ERROR;
    }

    /** An error as one line: the option, argument or field, then the detail. */
    private static String line(InvalidInputException.Error error, CommandSpec command, List<String> arguments) {
        String pointer = error.pointer().replaceFirst("^/", "");
        // A member of a member may have an option of its own.
        Optional<String> own = GivenName.of(pointer.replace('/', '_'), command, arguments);
        if (own.isPresent()) {
            return own.get() + ": " + error.detail();
        }
        String[] steps = pointer.split("/", 2);
        String rest = steps.length == 1 ? "" : steps[1].replace('/', '.');
        String field = GivenName.of(steps[0], command, arguments)
                // The values of an option that is repeated have no fields for people.
                .map(given -> rest.matches("[0-9]{1,9}([.][a-z_]+)?")
                        ? given + " number " + (Integer.parseInt(rest.replaceFirst("[.].*", "")) + 1)
                        : given + (rest.isEmpty() ? "" : "." + rest))
                .orElse(steps[0] + (rest.isEmpty() ? "" : "." + rest));
        return (field.isEmpty() ? "" : field + ": ") + error.detail();
    }

    private static int say(Exception failure, Session session, int exitCode) {
        session.fail(String.valueOf(failure.getMessage()));
        return exitCode;
    }
}

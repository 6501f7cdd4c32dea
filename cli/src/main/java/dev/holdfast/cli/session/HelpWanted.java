package dev.holdfast.cli.session;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A command was called without the command in it that is required, so that its help is what the user wants. */
public final class HelpWanted extends ParameterException {
    private static final long serialVersionUID = 1L;

    /** For a command that only groups others. */
    public HelpWanted(CommandLine command) {
        super(command, "a command is required");
    }
}

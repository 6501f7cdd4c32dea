package dev.holdfast.cli.command;

import dev.holdfast.cli.session.HelpWanted;
import dev.holdfast.cli.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only groups others. */
abstract class CommandGroup implements Runnable {
    /** The session that its commands run in. */
    final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CommandGroup(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new HelpWanted(spec.commandLine());
    }

    /** An exception for wrong usage. */
    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

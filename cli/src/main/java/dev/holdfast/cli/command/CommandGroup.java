package dev.holdfast.cli.command;

import dev.holdfast.cli.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that is only a name for others. */
abstract class CommandGroup implements Runnable {
    /** What was run, and where its commands find each other. */
    final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CommandGroup(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw wrong(
                "which of its commands? " + String.join(", ", spec.subcommands().keySet()));
    }

    /** The exception for what was typed wrong. */
    ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

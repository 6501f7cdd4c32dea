package dev.holdfast.cli.session;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only groups others, and shows its help when none of them is named. */
public abstract class CommandGroup implements Runnable {
    /** The session that its commands run in. */
    protected final Session session;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs in a session. */
    protected CommandGroup(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new HelpWanted(spec.commandLine());
    }

    /** An exception for wrong usage. */
    protected ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

package dev.holdfast.cli.command;

import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast completion}. */
@Command(
        name = "completion",
        description = "Writes a shell script that completes commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(holdfast completion bash)",
            "  holdfast completion zsh > ~/.holdfast-completion; source ~/.holdfast-completion"
        })
final class CompletionCommand implements Callable<Integer> {
    /** Shells. */
    enum Shell {
        BASH,
        ZSH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Session session;

    // One script serves both shells: in zsh it enables the support for bash completions.
    @Parameters(paramLabel = "bash|zsh", description = "The shell.")
    @SuppressWarnings("UnusedVariable")
    private Shell shell = Shell.BASH;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        session.out().print(AutoComplete.bash(root.name(), root.commandLine()));
        session.out().flush();
        return ExitCode.DONE;
    }
}

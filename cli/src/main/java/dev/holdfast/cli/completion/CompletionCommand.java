package dev.holdfast.cli.completion;

import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast completion}. */
@Command(
        name = "completion",
        description = {
            "Writes a shell script that completes commands, options, files and codes.",
            "For bash, run the first example and add the line source ~/.holdfast.bash to ~/.bashrc. For zsh, run the "
                    + "second and add source ~/.holdfast.zsh to ~/.zshrc. For fish, run the third. Then open a new shell. "
                    + "Write the script again after an update of Holdfast.",
            "Codes are the SKUs, handles, rule codes, promo codes, order numbers and key names of the shop. The script asks its "
                    + "database for them while you type, and offers none if it does not answer within two seconds. An "
                    + "embedded database answers while a server is running."
        },
        footer = {
            "",
            "Examples:",
            "  holdfast completion bash > ~/.holdfast.bash",
            "  holdfast completion zsh > ~/.holdfast.zsh",
            "  holdfast completion fish > ~/.config/fish/completions/holdfast.fish"
        })
public final class CompletionCommand implements Callable<Integer> {
    /** Shells. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Session session;

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    private Shell shell = Shell.BASH;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command in a session. */
    public CompletionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<CommandTable> commands = CommandTable.of(spec.root());
        session.out()
                .print(
                        switch (shell) {
                            case BASH -> Script.bash(commands);
                            case ZSH -> Script.zsh(commands);
                            case FISH -> Script.fish(commands);
                        });
        session.out().flush();
        return ExitCode.DONE;
    }
}

package dev.holdfast.cli.completion;

import dev.holdfast.cli.input.References;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.cli.session.TerminalText;
import dev.holdfast.lookup.CodeKind;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.database.RunningShop;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code holdfast complete}, which the completion scripts ask for codes of the shop. A person is in the middle of a line
 * when it runs, so it never writes, asks or reports anything: whatever goes wrong, there are no codes.
 */
@Command(
        name = "complete",
        hidden = true,
        description = "Prints codes of the shop that begin with a prefix, for completion scripts.",
        footer = {"", "Examples:", "  holdfast complete variant TS-"})
public final class CompleteCommand implements Callable<Integer> {
    private static final int MOST = 50;
    // A person waits for it; a test on a busy machine can set more.
    private static final Duration LONGEST = Duration.ofSeconds(Long.getLong("holdfast.completion.seconds", 2));
    private static final Duration LONGEST_WAIT = LONGEST.dividedBy(2);

    private final Session session;

    // A required parameter would be reported when it is missing.
    @Parameters(arity = "0..*", paramLabel = "KIND PREFIX", description = "The kind of code, and how it begins.")
    private List<String> words = List.of();

    /** The command in a session. */
    public CompleteCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String prefix = words.size() < 2 ? "" : words.get(1);
        // It ends with the process if it takes longer.
        Executor daemon = task -> {
            Thread thread = new Thread(task, "complete");
            thread.setDaemon(true);
            thread.start();
        };
        kind().map(kind -> CompletableFuture.supplyAsync(() -> find(kind, prefix), daemon)
                        .completeOnTimeout(List.of(), LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                        .exceptionally(failure -> List.of())
                        .join())
                .orElse(List.of())
                .forEach(session.out()::println);
        session.out().flush();
        return ExitCode.DONE;
    }

    private Optional<CodeKind> kind() {
        return words.isEmpty()
                ? Optional.empty()
                : Arrays.stream(CodeKind.values())
                        .filter(kind -> Codes.word(kind).equals(words.get(0)))
                        .findFirst();
    }

    /** The codes of a kind as they are written in arguments. */
    private List<String> find(CodeKind kind, String prefix) {
        String mark = switch (kind) {
            case PRODUCT -> References.HANDLE;
            case VARIANT -> References.SKU;
            case RULE, PROMO_CODE, STORED_PROMO_CODE, ORDER, CART, CHECKOUT_SESSION, API_KEY, LOCATION -> "";
        };
        boolean isMarked = !mark.isEmpty() && prefix.startsWith(mark);
        String begin = isMarked ? prefix.substring(mark.length()) : prefix;
        return startingWith(kind, begin).stream()
                .filter(code -> code.equals(TerminalText.escaped(code)))
                .map(code -> isMarked ? mark + code : References.written(mark, code))
                .filter(code -> code.startsWith(prefix))
                .collect(Collectors.toList());
    }

    private List<String> startingWith(CodeKind kind, String prefix) {
        Configuration configuration = Configuration.load(session.environment(), session.directory());
        return RunningShop.read(
                        configuration, LONGEST_WAIT, shop -> shop.lookup().startingWith(kind, prefix, MOST))
                .orElse(List.of());
    }
}

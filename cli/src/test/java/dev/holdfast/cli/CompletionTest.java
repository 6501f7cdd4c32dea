package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.Holdfast;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Completion in real shells. Bash must be installed; other shells are left out where they are not.
 */
@Tag("long")
@Timeout(300)
class CompletionTest {
    /** Lines, and all that the last word can be. */
    private static final Map<String, List<String>> CANDIDATES = Map.ofEntries(
            Map.entry("holdfast pro", List.of("products", "promo-codes")),
            Map.entry("holdfast products ", List.of("add", "change", "list", "show")),
            // The command that the scripts ask is hidden.
            Map.entry("holdfast --help comp", List.of("completion")),
            Map.entry("holdfast carts charge ", List.of("remove", "set")),
            Map.entry("holdfast products list --st", List.of("--status")),
            Map.entry("holdfast variants list --product x --av", List.of("--available")),
            Map.entry("holdfast variants list --no-av", List.of("--no-available")),
            Map.entry("holdfast events tail --types cart.c", List.of("cart.checked_out", "cart.created")),
            Map.entry("holdfast completion ", List.of("bash", "fish", "zsh")),
            Map.entry("holdfast export --format ", List.of("holdfast", "shopify", "shopify-inventory")),
            // Two options with the same label, and different words.
            Map.entry("holdfast orders list --status ", List.of("cancelled", "fulfilled", "placed", "returned")),
            Map.entry("holdfast orders list --status placed --payment=pa", List.of("paid", "partially_refunded")),
            Map.entry("holdfast products add --name ", List.of()),
            Map.entry("holdfast variants add --sku TS", List.of()),
            Map.entry("holdfast variants show TS-", List.of("TS-BLUE-M", "TS-RED-M")),
            Map.entry("holdfast stock adjust --reason found TS-R", List.of("TS-RED-M")),
            Map.entry("holdfast quote --tier gold --sku=TS-R", List.of("TS-RED-M")),
            Map.entry("holdfast variants show sku:4", List.of("sku:4711")),
            Map.entry("holdfast products show b", List.of("basic-tee")),
            Map.entry("holdfast promo-codes list S", List.of("SINGLE")),
            Map.entry("holdfast promo-codes show -o json H", List.of("HELP")),
            Map.entry("holdfast orders show ", List.of("1001")));

    /** Lines that are typed, and the words that the shell takes from them after a tab. */
    private static final Map<String, List<String>> TYPED = Map.of(
            "holdfast prod", List.of("products"),
            "holdfast rules apply -f spr", List.of("rules", "apply", "-f", "spring.yaml"),
            "holdfast rules apply --file=my", List.of("rules", "apply", "--file=my rules.yaml"),
            "holdfast rules export dir/in", List.of("rules", "export", "dir/inner.json"),
            "holdfast variants show TS-R", List.of("variants", "show", "TS-RED-M"),
            "holdfast quote --sku=TS-R", List.of("quote", "--sku=TS-RED-M"),
            "holdfast variants show sku:4", List.of("variants", "show", "sku:4711"),
            "holdfast variants show A", List.of("variants", "show", "A B'C"),
            "holdfast variants show \"A", List.of("variants", "show", "A B'C"));

    @TempDir
    static Path directory;

    private static Shell shell = new Shell(Path.of("."));

    @BeforeAll
    static void shop() throws Exception {
        Path home = Shell.installation(directory.resolve("home")).getParent();
        Console console = new Console(directory);
        sell(console);
        for (String name : List.of("bash", "zsh", "fish")) {
            Files.writeString(directory.resolve("completion." + name), console.done("completion", name));
        }
        Files.createDirectory(directory.resolve("dir"));
        for (String file : List.of("spring.yaml", "my rules.yaml", "dir/inner.json")) {
            Files.createFile(directory.resolve(file));
        }
        shell = new Shell(directory);
        shell.environment.putAll(console.environment);
        shell.environment.put("HOME", directory.toString());
        shell.environment.put("TERM", "xterm");
        shell.environment.put("JAVA_TOOL_OPTIONS", "-Dholdfast.completion.seconds=60");
        shell.environment.put("LC_ALL", "C.UTF-8");
        shell.environment.compute("PATH", (name, path) -> home + ":" + path);
        if (System.getenv("JAVA_HOME") != null) {
            shell.environment.put("JAVA_HOME", System.getenv("JAVA_HOME"));
        }
    }

    private static void sell(Console console) throws IOException {
        console.done("products", "add", "--name", "Basic Tee", "--base-price", "19.90");
        for (String sku : List.of("TS-RED-M", "TS-BLUE-M", "4711", "A B'C")) {
            console.done("variants", "add", "--product", "basic-tee", "--sku", sku, "--stock", "5");
        }
        Files.writeString(directory.resolve("rule.json"), """
                {"code": "SINGLE", "name": "Single", "conditions": {"stored_codes": true},
                 "discount": {"type": "percent_off", "percent": "10"}}""");
        console.done("rules", "add", "-f", "rule.json");
        console.done("promo-codes", "add", "SINGLE", "HELP");
        Holdfast shop = console.shop();
        long cart = shop.carts().create(NewCart.anonymous()).id();
        shop.carts().put(cart, PutItem.of(1, 1));
        shop.checkout().place(CheckoutRequest.of(cart));
    }

    private static boolean isInstalled(String program) throws Exception {
        return shell.run("command -v " + program).exit() == 0;
    }

    private static void answers(List<String> lines, Shell.Result result, Pattern kept) {
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        List<String> answers = result.out().lines().toList();
        assertThat(answers).hasSameSizeAs(lines);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(Stream.of(answers.get(i).split("\\|"))
                            .filter(word -> !word.isEmpty())
                            .map(word -> kept.matcher(word).replaceFirst(""))
                            .sorted())
                    .as(lines.get(i))
                    .isEqualTo(CANDIDATES.get(lines.get(i)).stream()
                            .map(word -> kept.matcher(word).replaceFirst(""))
                            .toList());
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** The words of a line as bash splits them. */
    private static String words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("[=:]|[^ =:]+").matcher(line);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        if (line.endsWith(" ")) {
            words.add("");
        }
        return words.stream().map(CompletionTest::quoted).collect(Collectors.joining(" "));
    }

    @Test
    void bashOffersCandidates() throws Exception {
        List<String> lines = List.copyOf(CANDIDATES.keySet());
        String script = """
                source ./completion.bash
                ask() {
                    COMP_LINE=$1
                    shift
                    COMP_WORDS=("$@")
                    COMP_CWORD=$(($# - 1))
                    _holdfast
                    printf '%s|' "${COMPREPLY[@]}"
                    echo
                }
                """;
        Files.writeString(
                directory.resolve("ask.bash"),
                script
                        + lines.stream()
                                .map(line -> "ask " + quoted(line) + " " + words(line) + "\n")
                                .collect(Collectors.joining()));

        // It completes only what is behind the last = or colon.
        answers(lines, shell.run("bash --norc ask.bash"), Pattern.compile("^.*[=:]"));
    }

    @Test
    void fishOffersCandidates() throws Exception {
        assumeTrue(isInstalled("fish"));
        List<String> lines = List.copyOf(CANDIDATES.keySet());
        Files.writeString(
                directory.resolve("ask.fish"),
                "source ./completion.fish\n"
                        + lines.stream()
                                .map(line -> "echo (string replace -r '\\t.*' '' -- (complete -C " + quoted(line)
                                        + ") | string join '|')\n")
                                .collect(Collectors.joining()));

        answers(lines, shell.run("fish --no-config ask.fish"), Pattern.compile("^--.*="));
    }

    @Test
    void fishOffersFiles() throws Exception {
        assumeTrue(isInstalled("fish"));
        Files.writeString(directory.resolve("files.fish"), """
                source ./completion.fish
                complete -C 'holdfast rules apply -f spr'
                complete -C 'holdfast rules apply --file=my'
                complete -C 'holdfast rules export dir/in'
                """);

        assertThat(shell.run("fish --no-config files.fish").out().lines().map(line -> line.replaceFirst("\t.*", "")))
                .containsExactly("spring.yaml", "--file=my rules.yaml", "dir/inner.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash --norc --noprofile", "zsh -f"})
    void tabCompletesWhatWasTyped(String command) throws Exception {
        String name = command.replaceFirst(" .*", "");
        assumeTrue(isInstalled(name) && isInstalled("script"));
        // The beginning of the line is only put before it when the line is complete.
        String keys = TYPED.keySet().stream()
                .map(line -> line + "\t\001printf '<%s>' \nprintf '\\n'\n")
                .collect(Collectors.joining());
        Files.writeString(directory.resolve("keys"), "source ./completion." + name + "\n" + keys + "exit\n");

        Shell.Result result = shell.run("script -qefc '" + command + " -i' /dev/null < keys");

        assertThat(TYPED.values())
                .allSatisfy(words -> assertThat(result.out())
                        .contains(Stream.concat(Stream.of("holdfast"), words.stream())
                                .map(word -> "<" + word + ">")
                                .collect(Collectors.joining())));
    }

    @Test
    void scriptsAreWellFormed() throws Exception {
        for (String name : List.of("bash", "zsh", "fish")) {
            if (name.equals("bash") || isInstalled(name)) {
                assertThat(shell.run(name + " -n completion." + name)).isEqualTo(new Shell.Result(0, "", ""));
            }
        }
    }
}

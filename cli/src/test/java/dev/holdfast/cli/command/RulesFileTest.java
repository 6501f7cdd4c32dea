package dev.holdfast.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.PageRequest;
import dev.holdfast.cli.Console;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.pricing.book.RuleRevision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of rules: exported, compared and applied. */
class RulesFileTest {
    private static final String RULES = """
            rules:
              - code: HAPPY-HOUR
                conditions:
                  schedule: {from: 18:30, to: 20:00, time_zone: Europe/Berlin}
                discount: {type: percent_off, percent: 12.50}
              - code: SPRING
                name: "Spring: 5 off"
                starts_at: 2027-03-01T00:00:00Z
                conditions: {promo_code: SPRING, min_subtotal: "50.00"}
                target: order
                discount: {type: amount_off, amount: "5.00", currency: USD}
            """;

    @TempDir
    Path directory;

    private Console console = new Console(Path.of("."));

    @BeforeEach
    void ownDirectory() {
        console = new Console(directory);
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private List<String> standing() {
        return console.shop().pricing().list(PageRequest.first(100)).items().stream()
                .map(entry -> entry.rule().code() + " " + entry.revision())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"all.yaml", "all.json"})
    void whatIsExportedIsAppliedWithoutAChange(String name) throws IOException {
        file("rules.yaml", RULES);
        console.done("rules", "apply", "-f", "rules.yaml");
        List<RuleRevision> before =
                console.shop().pricing().list(PageRequest.first(100)).items();
        assertThat(standing()).containsExactly("HAPPY-HOUR 1", "SPRING 1");

        console.done("rules", "export", name);
        assertThat(console.err()).isEqualTo("exported 2 rules\n");
        assertThat(console.done("rules", "apply", "-f", name, "--prune")).isEmpty();
        assertThat(console.err()).isEqualTo("0 to add, 0 to change, 0 to delete, 2 unchanged\nnothing to change\n");
        assertThat(console.shop().pricing().list(PageRequest.first(100)).items())
                .isEqualTo(before);

        Console elsewhere = new Console(directory);
        elsewhere.done("rules", "apply", "-f", name);
        assertThat(elsewhere.shop().pricing().list(PageRequest.first(100)).items())
                .extracting(RuleRevision::rule)
                .isEqualTo(before.stream().map(RuleRevision::rule).toList());
    }

    @Test
    void theDifferenceIsShownFirst() throws IOException {
        file("rules.yaml", RULES);
        console.done("rules", "apply", "-f", "rules.yaml");
        file("new.yaml", """
                rules:
                  - code: HAPPY-HOUR
                    conditions:
                      schedule: {from: 18:30, to: 21:00, time_zone: Europe/Berlin}
                    discount: {type: percent_off, percent: 15}
                  - {code: NEW, discount: {type: percent_off, percent: 1}}
                """);

        assertThat(console.done("rules", "apply", "-f", "new.yaml", "--prune", "--dry-run"))
                .startsWith("""
                        --- HAPPY-HOUR revision 1
                        +++ HAPPY-HOUR
                        @@ -5,9 +5,9 @@
                         conditions:
                           schedule:
                             from: "18:30"
                        -    to: "20:00"
                        +    to: "21:00"
                             time_zone: Europe/Berlin
                         discount:
                           type: percent_off
                        -  percent: 12.5
                        +  percent: 15
                         stacking: stackable
                        --- /dev/null
                        +++ NEW
                        @@ -0,0 +1,8 @@
                        +code: NEW
                        """)
                .contains("--- SPRING revision 1\n+++ /dev/null\n@@ -1,15 +0,0 @@\n-code: SPRING\n");
        assertThat(console.err())
                .isEqualTo("1 to add, 1 to change, 1 to delete, 0 unchanged\ndry run: nothing was changed\n");
        assertThat(standing()).containsExactly("HAPPY-HOUR 1", "SPRING 1");

        assertThat(console.done("rules", "apply", "-f", "new.yaml", "--prune", "-o", "json"))
                .isEqualTo("{\"added\":1,\"changed\":1,\"archived\":1,\"unchanged\":0,\"written\":true}\n");
        assertThat(standing()).containsExactly("HAPPY-HOUR 2", "NEW 1");
    }

    @Test
    void onATerminalItAsksAndIsColoured() throws IOException {
        file("rules.yaml", RULES);
        console.attended = true;
        console.terminal = true;

        assertThat(answering("n\n", "rules", "apply", "-f", "rules.yaml")).isEqualTo(ExitCode.FINDING);
        assertThat(console.err())
                .isEqualTo(
                        "2 to add, 0 to change, 0 to delete, 0 unchanged. Continue? [y/N] " + "nothing was changed\n");
        assertThat(console.out()).contains("\u001b[32m+code: SPRING\u001b[0m");
        assertThat(answering("", "rules", "apply", "-f", "rules.yaml")).isEqualTo(ExitCode.FINDING);
        assertThat(answering(RULES, "rules", "apply", "-f", "-")).isEqualTo(ExitCode.FINDING);
        assertThat(standing()).isEmpty();
        assertThat(answering("y\n", "rules", "apply", "-f", "rules.yaml")).isEqualTo(ExitCode.DONE);
        assertThat(standing()).hasSize(2);
        assertThat(answering("rules: []", "rules", "apply", "-f", "-", "--prune", "--yes"))
                .isEqualTo(ExitCode.DONE);
        assertThat(standing()).isEmpty();
    }

    @Test
    void allMistakesOfAFileAreNamedByTheirPlace() throws IOException {
        file("wrong.yaml", """
                rules:
                  - {code: A, discount: {type: percent_off, percent: 120}, colour: red}
                  - {code: B, discount: {type: gift}}
                more: 1
                """);
        assertThat(console.run("rules", "apply", "-f", "wrong.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err().lines())
                .containsExactlyInAnyOrder(
                        "error: more: is not a known field; only rules is",
                        "error: rules.0.discount.percent: 120 is more than 100",
                        "error: rules.0.colour: is not a known field",
                        "error: rules.1.discount.variant: is missing");
        file("broken.yaml", "rules: [");
        assertThat(console.run("rules", "apply", "-f", "broken.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: -f: line 1: is not valid YAML: ");
        file("twice.json", "{\"rules\": [], \"rules\": []}");
        assertThat(console.run("rules", "apply", "-f", "twice.json")).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).startsWith("error: -f: line 1: is not valid JSON: Duplicate");
        file("empty.yaml", "");
        assertThat(console.run("rules", "apply", "-f", "empty.yaml", "--prune")).isEqualTo(ExitCode.USAGE);
        assertThat(standing()).isEmpty();
    }

    private int answering(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return console.run(arguments);
        } finally {
            System.setIn(before);
        }
    }
}

package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.server.http.wire.ErrorCodes;
import dev.holdfast.server.http.wire.Json;
import dev.holdfast.server.http.wire.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The contract says of each operation which errors it has, and the page of all codes says what to do. {@code mvn -pl server
 * -am test -Dtest=ContractErrorsTest -Dsurefire.failIfNoSpecifiedTests=false -Dwrite} writes the page again.
 */
@Tag("quick")
class ContractErrorsTest {
    private static final Path PAGE = Path.of("..", "docs", "errors.md");
    // Refusals of what cannot be asked for over HTTP.
    private static final Set<String> ONLY_IN_JAVA = Set.of("rules_changed", "redis_unavailable");
    private static final List<Pattern> CODES = List.of(
            Pattern.compile("(?:unavailable|forbidden|tooMany)\\(\\s*\"([a-z]+(?:_[a-z]+)*)\""),
            Pattern.compile("Problems\\.answer\\(\\s*[a-z0-9.()A-Z]+,\\s*\"([a-z_]+)\""),
            Pattern.compile("return answer\\(\\s*[0-9]+,\\s*\"([a-z_]+)\""),
            Pattern.compile("new (?:Unavailable|Idempotency)Exception\\(\\s*\"([a-z_]+)\""));
    private static final Pattern OF_AN_EXCEPTION = Pattern.compile("super\\(\\s*\"([a-z_]+)\"");
    private static final Pattern NOT_FOUND = Pattern.compile("new NotFoundException\\(\\s*\"([a-z_]+)\"");
    private static final Pattern TAKEN = Pattern.compile("new TakenException\\(\\s*\"([a-z_]+)\"");

    private final Contract contract = Contract.get();
    private final JsonNode examples = contract.document().at("/components/examples");

    @Test
    void everyErrorResponseHasAnExampleForEachOfItsCodes() {
        Set<String> answered = new TreeSet<>();
        eachResponse((what, response) -> {
            JsonNode problem = response.at("/content/application~1problem+json");
            assertThat(problem.isMissingNode()).as(what).isEqualTo(status(what) < 400);
            if (status(what) >= 400) {
                assertThat(problem.path("examples")).as(what).isNotEmpty();
                problem.path("examples").properties().forEach(example -> {
                    answered.add(example.getKey());
                    assertThat(contract.resolve(example.getValue())
                                    .at("/value/status")
                                    .intValue())
                            .as(what + " " + example.getKey())
                            .isEqualTo(status(what));
                });
            }
        });

        Set<String> codes = codes();
        // Answered where there is no operation.
        codes.remove("method_not_allowed");
        assertThat(answered).isEqualTo(codes);
    }

    @Test
    void everyExampleIsAProblemAndLeadsToItsCode() {
        examples.properties().forEach(example -> {
            JsonNode problem = example.getValue().required("value");
            contract.checkSchema("/components/schemas/Problem", Json.write(problem), example.getKey());
            assertThat(problem.required("code").textValue()).isEqualTo(example.getKey());
            assertThat(problem.required("type").textValue()).isEqualTo("/docs/errors#" + example.getKey());
        });

        assertThat(codes())
                .containsExactlyInAnyOrderElementsOf(contract.document()
                        .at("/components/schemas/Problem/properties/code/enum")
                        .valueStream()
                        .map(JsonNode::textValue)
                        .toList());
    }

    /** The facts of an example are those of a real refusal. */
    @Test
    void everyExampleHasTheMembersOfARealAnswer() {
        Map<String, Set<Set<String>>> real = new TreeMap<>();
        ProblemsTest.cases()
                .forEach(refused -> real.computeIfAbsent(refused.refusal().code(), code -> new HashSet<>())
                        .add(members(
                                Json.object(Problems.answer(refused.refusal()).body()))));

        assertThat(real).hasSizeGreaterThan(25);
        real.forEach((code, answers) -> assertThat(answers)
                .as(code)
                .contains(members(examples.required(code).required("value"))));
    }

    private static Set<String> members(JsonNode object) {
        Set<String> members = new TreeSet<>();
        object.fieldNames().forEachRemaining(members::add);
        return members;
    }

    @Test
    void everyResponseDeclaresTheHeadersOfEveryAnswer() {
        eachResponse((what, response) -> assertThat(response.path("headers").has("X-Request-Id"))
                .as(what)
                .isTrue());
    }

    @Test
    void theCodesAreThoseOfTheProgram() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path sources : List.of(Path.of("src/main/java"), Path.of("../core/src/main/java"))) {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    String text = Files.readString(file);
                    CODES.forEach(pattern -> find(pattern, text, "", found));
                    if (file.toString().endsWith("Exception.java")) {
                        find(OF_AN_EXCEPTION, text, "", found);
                    }
                    find(NOT_FOUND, text, "_not_found", found);
                    find(TAKEN, text, "_taken", found);
                }
            }
        }
        found.removeAll(ONLY_IN_JAVA);

        assertThat(found).isEqualTo(codes());
    }

    @Test
    void thePageSaysOfEachCodeWhatHappenedAndWhatToDo() throws IOException {
        List<ErrorCodes.ErrorCode> codes;
        try (InputStream stream = HttpServer.class.getResourceAsStream("openapi.yaml")) {
            codes = ErrorCodes.of(stream.readAllBytes());
        }
        StringBuilder page = new StringBuilder("""
                # Error codes

                <!-- Generated from the examples of openapi.yaml; ContractErrorsTest says how. -->

                Errors are problem details (RFC 9457). The `code` stays the same between versions; the `detail` is for people and
                may change. The `type` leads to this page, which a server shows at `/docs/errors`.
                """);
        for (ErrorCodes.ErrorCode code : codes) {
            page.append("\n## %s\n\nStatus %d. %s\n\n%s\n"
                    .formatted(code.code(), code.status(), code.happened(), code.remedy()));
        }
        if (System.getProperty("write") != null) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
        assertThat(codes.stream().map(ErrorCodes.ErrorCode::code)).containsExactlyInAnyOrderElementsOf(codes());
        String html = ErrorCodes.page(codes);
        codes().forEach(code -> assertThat(html).contains("<h2 id=\"" + code + "\">"));
        assertThat(html).contains("<code>available</code>").doesNotContain("`");
    }

    private Set<String> codes() {
        Set<String> codes = new TreeSet<>();
        examples.fieldNames().forEachRemaining(codes::add);
        return codes;
    }

    private static void find(Pattern pattern, String text, String end, Set<String> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1) + end);
        }
    }

    private void eachResponse(BiConsumer<String, JsonNode> action) {
        contract.operations()
                .forEach(operation -> operation
                        .node()
                        .required("responses")
                        .properties()
                        .forEach(response -> action.accept(
                                operation.id() + " " + response.getKey(), contract.resolve(response.getValue()))));
    }

    private static int status(String what) {
        return Integer.parseInt(what.substring(what.length() - 3));
    }
}

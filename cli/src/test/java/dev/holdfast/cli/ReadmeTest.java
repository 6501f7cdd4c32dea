package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.http.HttpOptions;
import dev.holdfast.server.http.HttpServer;
import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README is true: its requests work, its code is compiled, its tables match the program. */
class ReadmeTest {
    private static final Path HOME = Path.of("..");
    private static final String README = read("README.md");

    @Test
    void itsRequestsWorkInOrderOnANewShop() throws Exception {
        List<MatchResult> requests = matches("(?m)^curl --json '([^']*)' http://127\\.0\\.0\\.1:8000(\\S+)$");
        assertThat(requests).as("requests in the README").hasSizeGreaterThanOrEqualTo(5);
        Holdfast shop = Holdfast.builder(TestDatabase.dataSource())
                .schema(TestDatabase.newSchema())
                .build();
        try (HttpServer server = HttpServer.start(shop, HttpOptions.defaults().listeningOn("127.0.0.1", 0))) {
            HttpClient client = HttpClient.newHttpClient();
            for (MatchResult request : requests) {
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + request.group(2)))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(request.group(1)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode())
                        .as(request.group() + "\n" + response.body())
                        .isEqualTo(201);
            }
        }
    }

    @Test
    void theCodeForSpringIsPartOfTheExample() {
        String example =
                read("examples/spring-boot/src/main/java/shop/Till.java").replaceAll("(?m)^    ", "");
        String code = matches("(?s)```java\n(.*?)\n```").get(1).group(1);

        assertThat(code).startsWith("@Transactional");
        assertThat(example).contains(code);
        assertThat(read("docs/embedding.md")).contains(code);
    }

    @Test
    void itsCodeIsPartOfATest() {
        String test = read("core/src/test/java/dev/holdfast/EmbeddingExampleTest.java");
        String region = test.substring(
                test.indexOf('\n', test.indexOf("// readme:start")) + 1,
                test.lastIndexOf('\n', test.indexOf("// readme:end")));
        String code = matches("(?s)```java\n(.*?)\n```").get(0).group(1);

        assertThat(code).isEqualTo(region.stripIndent().strip());
    }

    @Test
    void itsCommandsAndTheirOptionsExist() {
        var commands = Main.commandLine(new Session(Map.of(), HOME, System.out, System.err, false, false))
                .getSubcommands();
        List<MatchResult> rows = matches("(?m)^\\| `([a-z-]+)([^`]*)` \\|");
        assertThat(rows).hasSizeGreaterThanOrEqualTo(4);
        for (MatchResult row : rows) {
            assertThat(commands).containsKey(row.group(1));
            Pattern.compile("(?<![a-z])--?[a-z][a-z-]*")
                    .matcher(row.group(2))
                    .results()
                    .forEach(option -> assertThat(
                                    commands.get(row.group(1)).getCommandSpec().findOption(option.group()))
                            .as(row.group(1) + " " + option.group())
                            .isNotNull());
        }
    }

    @Test
    void itsExitCodesAreThoseOfTheProgram() {
        List<Integer> documented = matches("(?m)^\\| (\\d+) \\|").stream()
                .map(row -> Integer.valueOf(row.group(1)))
                .toList();
        List<Integer> used = Arrays.stream(ExitCode.class.getDeclaredFields())
                .map(field -> {
                    try {
                        return field.getInt(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .sorted()
                .toList();

        assertThat(documented).isEqualTo(used);
    }

    @Test
    void whatItLinksToIsThere() {
        assertThat(matches("\\]\\(([^)#:]+)\\)").stream()
                        .map(link -> link.group(1))
                        .filter(link -> !Files.exists(HOME.resolve(link))))
                .isEmpty();
    }

    private static List<MatchResult> matches(String pattern) {
        return Pattern.compile(pattern).matcher(README).results().toList();
    }

    private static String read(String file) {
        try {
            return Files.readString(HOME.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

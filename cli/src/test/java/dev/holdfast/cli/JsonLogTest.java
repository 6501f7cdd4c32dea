package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes whose log is collected: with {@code HOLDFAST_LOG_FORMAT=json}, each line they write is a JSON object. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("long")
class JsonLogTest {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String KEY = "correct horse battery staple";

    @TempDir
    Path directory;

    private final TestShop shop = new TestShop();

    @Test
    void aServerWritesAnObjectForEachRequestAndForAllElse() throws Exception {
        int port = freePort();
        try (Program server =
                program(Map.of("PORT", "" + port, "SECRET_KEY", KEY, "HOLDFAST_TYPO", "1"), "serve", "--no-sweep")) {
            server.awaitMessage("Holdfast development serves http://127.0.0.1:" + port);
            HttpClient client = HttpClient.newHttpClient();
            request(client, port, "/healthz", null, "");
            request(client, port, "/metrics", KEY, "");
            request(client, port, "/api/v1/products?q=secret", KEY, "case-1");
            request(client, port, "/api/v1/carts/4711", "wrong", "case-2");
            request(client, port, "/api/v1/carts/4711", KEY, "case-3");
            request(client, port, "/api/v1/nothing%20here", KEY, "case-4");
            raw(
                    port,
                    String.join(
                            "\r\n",
                            "GET /api/v1/caf\u00e9\u001b[2J HTTP/1.1",
                            "Host: x",
                            "X-Forwarded-For: 192.0.2.7",
                            "Connection: close",
                            "",
                            ""));
            server.awaitField("request_id", "case-4");
            assertThat(server.terminate()).isZero();

            assertThat(server.at("request_id", "case-1"))
                    .isEqualTo("INFO dev.holdfast.server.access GET /api/v1/products - 200 127.0.0.1 root -");
            assertThat(server.at("request_id", "case-2"))
                    .isEqualTo("INFO dev.holdfast.server.access GET - /api/v1/carts/4711 401 127.0.0.1 - unauthorized");
            assertThat(server.at("request_id", "case-3"))
                    .isEqualTo("INFO dev.holdfast.server.access GET /api/v1/carts/{cart_id} /api/v1/carts/4711 404"
                            + " 127.0.0.1 root cart_not_found");
            assertThat(server.at("request_id", "case-4"))
                    .isEqualTo("INFO dev.holdfast.server.access GET - /api/v1/nothing%20here 404 127.0.0.1 root"
                            + " route_not_found");
            assertThat(server.line("request_id", "case-1").path("duration_ms").isNumber())
                    .isTrue();
            assertThat(server.objects())
                    .as("probes and scrapes")
                    .noneMatch(line -> line.path("route").asText().matches("/healthz|/metrics"));
            assertThat(server.objects())
                    .as("warnings of the configuration")
                    .anyMatch(line -> line.path("level").asText().equals("WARN")
                            && line.path("message").asText().startsWith("HOLDFAST_TYPO is set but unknown"));
            assertThat(String.join("\n", server.lines))
                    .doesNotContain(KEY)
                    .doesNotContain("secret")
                    .doesNotContain("\u001b");
            assertThat(server.objects())
                    .allSatisfy(line -> assertThatNoException()
                            .isThrownBy(() -> Instant.parse(line.path("time").asText())));
            assertThat(server.objects())
                    .allMatch(line -> line.path("time").asText().endsWith("Z"));
        }
    }

    @Test
    void aWorkerWritesItsRoundsInTheSameForm() throws Exception {
        shop.clock.set(Instant.parse("2020-02-02T02:02:02Z"));
        shop.cartWith(shop.variant(3), 3);
        try (Program worker = program(Map.of(), "sweep", "--watch=1s")) {
            worker.awaitField("items", "1");
            assertThat(worker.terminate()).isZero();

            JsonNode round = worker.line("items", "1");
            assertThat(round.path("level").asText()).isEqualTo("INFO");
            assertThat(round.path("units").intValue()).isEqualTo(3);
            assertThat(round.path("message").asText()).startsWith("swept 1 items, 3 units,");
            assertThat(worker.objects()).isNotEmpty();
        }
    }

    @Test
    void aProcessThatCannotStartSaysSoInTheSameForm() throws Exception {
        try (Program server = program(Map.of("PORT", "many"), "serve")) {
            assertThat(server.end()).isEqualTo(2);
            assertThat(server.objects()).singleElement().satisfies(line -> {
                assertThat(line.path("level").asText()).isEqualTo("ERROR");
                assertThat(line.path("message").asText()).startsWith("PORT: \"many\" is not an integer");
            });
        }
    }

    private Program program(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Not that of the tests, which is on the class path as well.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("DATABASE_URL", TestDatabase.url());
        builder.environment().put("HOLDFAST_SCHEMA", shop.schema);
        builder.environment().put("HOLDFAST_LOG_FORMAT", "json");
        builder.environment().putAll(environment);
        return new Program(builder.start());
    }

    private static void request(HttpClient client, int port, String path, String key, String id) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method("GET", BodyPublishers.noBody());
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (!id.isEmpty()) {
            request.header("X-Request-Id", id);
        }
        client.send(request.build(), BodyHandlers.discarding());
    }

    private static void raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getInputStream().readAllBytes();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A running process and all lines that it has written, to standard output and standard error. */
    private static final class Program implements AutoCloseable {
        final List<String> lines = new ArrayList<>();
        private final Process process;
        private final BufferedReader reader;

        Program(Process process) {
            this.process = process;
            this.reader = process.inputReader(StandardCharsets.UTF_8);
        }

        void awaitMessage(String start) throws IOException {
            while (!object(next()).path("message").asText().startsWith(start)) {}
        }

        void awaitField(String name, String value) throws IOException {
            while (!object(next()).path(name).asText().equals(value)) {}
        }

        private String next() throws IOException {
            String line = reader.readLine();
            assertThat(line).as("a line after " + lines).isNotNull();
            lines.add(line);
            return line;
        }

        int terminate() throws IOException, InterruptedException {
            // The process itself would close its output as well.
            process.toHandle().destroy();
            return end();
        }

        int end() throws IOException, InterruptedException {
            reader.lines().forEach(lines::add);
            return process.waitFor();
        }

        List<JsonNode> objects() {
            return lines.stream().map(Program::object).toList();
        }

        JsonNode line(String field, String value) {
            return objects().stream()
                    .filter(line -> line.path(field).asText().equals(value))
                    .findFirst()
                    .orElseThrow();
        }

        /** The fields of a request, with a dash for what is missing. */
        String at(String field, String value) {
            JsonNode line = line(field, value);
            return String.join(
                    " ",
                    List.of(
                                    "level",
                                    "logger",
                                    "method",
                                    "route",
                                    "path",
                                    "status",
                                    "client_address",
                                    "principal",
                                    "code")
                            .stream()
                            .map(name -> line.path(name).asText("-"))
                            .map(text -> text.isEmpty() ? "-" : text)
                            .toList());
        }

        private static JsonNode object(String line) {
            try {
                JsonNode object = JSON.readTree(line);
                assertThat(object.isObject()).as(line).isTrue();
                return object;
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + line, e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}

package dev.holdfast.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.Variable;
import dev.holdfast.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretWatchTest {
    private static final String FIRST = "the first key of the shop";
    private static final String SECOND = "the second key of the shop";
    private static final String BUYER_KEYS = "a:0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Replaced as a whole, as Kubernetes does it. */
    private Path file(String name, String text) throws IOException {
        Path written = Files.writeString(directory.resolve(name + ".new"), text + "\n");
        return Files.move(written, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private Configuration configuration(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PORT", "0");
        environment.put("DATABASE_URL", TestDatabase.url());
        environment.put("HOLDFAST_SCHEMA", TestDatabase.newSchema());
        return Configuration.load(environment, directory);
    }

    private int post(HoldfastServer server, String path, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/" + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        path.equals("carts") ? "{}" : "{\"user_id\": \"ann\", \"expires_in\": 60}"))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void aServerTakesKeysFromFilesThatChange() throws IOException, InterruptedException {
        Path key = file("key", FIRST);
        Path previous = file("previous", "something else entirely");
        Path buyers = file("buyers", BUYER_KEYS);
        Configuration configuration = configuration(Map.of(
                "SECRET_KEY_FILE", key.toString(),
                "SECRET_KEY_PREVIOUS_FILE", previous.toString(),
                "HOLDFAST_BUYER_TOKEN_KEYS_FILE", buyers.toString()));
        try (HoldfastServer server = HoldfastServer.start(configuration, false)) {
            assertThat(post(server, "carts", FIRST)).isEqualTo(201);

            file("previous", FIRST);
            file("key", SECOND);
            // Too many wrong keys would be refused for a while.
            await().pollInterval(Duration.ofMillis(500)).until(() -> post(server, "carts", SECOND) == 201);
            await().until(() -> post(server, "carts", FIRST) == 201);

            file("previous", SECOND);
            await().until(() -> post(server, "carts", FIRST) == 401);
            assertThat(post(server, "carts", SECOND)).isEqualTo(201);
            assertThat(post(server, "buyer-tokens", SECOND)).isEqualTo(201);
        }
    }

    @Test
    void aFileThatCannotBeUsedChangesNothing() throws IOException {
        Path key = file("key", FIRST);
        Path buyers = file("buyers", BUYER_KEYS);
        Configuration configuration = configuration(
                Map.of("SECRET_KEY_FILE", key.toString(), "HOLDFAST_BUYER_TOKEN_KEYS_FILE", buyers.toString()));
        List<Configuration> changes = new ArrayList<>();
        try (SecretWatch watch = SecretWatch.start(configuration, changes::add)) {
            watch.look();
            file("key", "");
            watch.look();
            Files.delete(key);
            watch.look();
            file("key", FIRST);
            file("buyers", "a:short");
            watch.look();
            assertThat(changes).isEmpty();

            file("buyers", BUYER_KEYS.replace("a:", "b:"));
            watch.look();
            watch.look();
            assertThat(changes).hasSize(1);
            assertThat(changes.get(0).secretKeys()).containsExactly(FIRST);
            assertThat(changes.get(0).get(Variable.HOLDFAST_BUYER_TOKEN_KEYS))
                    .hasSize(1)
                    .allSatisfy(each -> assertThat(each.id()).isEqualTo("b"));
        }
    }

    @Test
    void withoutFilesNothingIsWatched() {
        Configuration configuration = configuration(Map.of("SECRET_KEY", FIRST));

        assertThat(configuration.hasKeyFiles()).isFalse();
        assertThat(configuration.withKeysOfNow().secretKeys()).containsExactly(FIRST);
    }
}

package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.server.access.AllowedOrigins;
import dev.holdfast.server.http.wire.Json;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database of a shop never has a key or a buyer token, whatever was asked of its server. */
class SecretsAtRestTest {
    private static final String ROOT = "the secret key of the shop";
    private static final Pattern SECRET =
            Pattern.compile("hf_[sp]k_[A-Za-z0-9_-]{20,}|eyJ[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    private final TestShop shop =
            new TestShop(TestDatabase.newSchema(), TestDatabase.dataSource(), TestDatabase.dataSource());
    private final HttpServer server = HttpServer.start(
            shop.holdfast,
            HttpOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withSecretKey(ROOT)
                    .withBrowsers(TestBrowsers.with(AllowedOrigins.none())));
    private final Client root = new Client(server.port(), "Authorization", "Bearer " + ROOT);
    private final Set<String> secrets = new TreeSet<>(Set.of(ROOT, "0123456789abcdef0123456789abcdef"));

    @AfterEach
    void stop() {
        server.close();
    }

    private Client keyed(Client client) {
        return client.with(Api.IDEMPOTENCY_KEY, UUID.randomUUID().toString());
    }

    private Reply remembered(Reply reply) {
        secrets.addAll(SECRET.matcher(reply.text())
                .results()
                .map(found -> found.group())
                .collect(Collectors.toSet()));
        return reply;
    }

    /** The tables whose rows have a text somewhere in them, as text or as bytes. */
    private List<String> tablesWith(String text) {
        String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
        return shop
                .texts("select table_name::text from information_schema.tables where table_schema = '" + shop.schema
                        + "' and table_type = 'BASE TABLE' order by 1")
                .stream()
                .filter(table -> shop.count("select count(*) from #" + table + " held where held::text like '%" + text
                                + "%' or held::text like '%" + hex + "%'")
                        > 0)
                .toList();
    }

    @Test
    void noTableHasASecretAfterEveryOperation() {
        JsonNode made = remembered(
                        keyed(root).post("/api/v1/api-keys", "{\"name\": \"erp\", \"scopes\": [\"carts:read\"]}"))
                .is(201)
                .json();
        String key = "/api/v1/api-keys/" + made.get("id").asText();
        remembered(keyed(root).post(key + "/rotate", "{\"overlap_seconds\": 60}"));
        String token = remembered(
                        keyed(root).post("/api/v1/buyer-tokens", "{\"user_id\": \"ann\", \"user_tier\": \"gold\"}"))
                .is(201)
                .at("/token");
        Client ann = root.with("X-Buyer-Token", token);
        String cart = keyed(ann).post("/api/v1/carts", "{}").is(201).at("/token");
        Contract.get().operations().stream()
                .filter(operation -> operation.path().startsWith("/api/"))
                .forEach(operation -> send(ann, operation));
        shop.sweep();

        assertThat(secrets).hasSizeGreaterThan(5);
        for (String secret : secrets) {
            assertThat(tablesWith(secret)).as(secret).isEmpty();
        }
        // The search finds what is there: the token of a cart is data of the shop, like the cart.
        assertThat(tablesWith(cart)).contains("carts", "idempotency_keys");
        assertThat(tablesWith("gold")).contains("carts");
    }

    /** Sends each example of an operation, whether or not the shop has what it needs. */
    private void send(Client client, Contract.Operation operation) {
        String path = operation.path().replaceAll("\\{[^}]*}", "1");
        List<JsonNode> examples = operation
                .node()
                .at("/requestBody/content/application~1json/examples")
                .valueStream()
                .map(example -> example.required("value"))
                .toList();
        for (JsonNode example : examples) {
            remembered(keyed(client).send(operation.method(), path, Json.write(example)));
        }
        if (examples.isEmpty()) {
            remembered(keyed(client).send(operation.method(), path, (byte[]) null));
        }
    }

    /** A token says who a buyer is and nothing about the shop, so a repeated request is given another one. */
    @Test
    void aRepeatedRequestForABuyerTokenGetsAnotherOne() {
        Client once = keyed(root);
        Reply first = once.post("/api/v1/buyer-tokens", "{\"user_id\": \"ann\", \"expires_in\": 60}")
                .is(201);
        Reply other = once.post("/api/v1/buyer-tokens", "{\"user_id\": \"ann\", \"expires_in\": 61}")
                .is(201);

        assertThat(other.at("/token")).isNotEqualTo(first.at("/token"));
        assertThat(other.header(Api.REPLAYED)).isEmpty();
        assertThat(shop.count("select count(*) from #idempotency_keys")).isZero();
        root.with(Api.IDEMPOTENCY_KEY, " ")
                .post("/api/v1/buyer-tokens", "{\"user_id\": \"ann\"}")
                .isInvalid("/Idempotency-Key");
    }
}

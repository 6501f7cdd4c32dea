package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.access.IssuedKey;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiKeysHttpTest {
    private static final String ROOT = "correct horse";
    private static final String KEYS = "/api/v1/api-keys";
    private static final String CARTS = "/api/v1/carts";

    private final TestShop shop = new TestShop();
    private final HttpOptions options =
            HttpOptions.defaults().listeningOn("127.0.0.1", 0).withSecretKey(ROOT);
    private final HttpServer server = HttpServer.start(shop.holdfast, options);
    private final Client http = new Client(server.port());
    private final Client root = holding(ROOT);

    @AfterEach
    void stop() {
        server.close();
    }

    private Client holding(String key) {
        return http.with("Authorization", "Bearer " + key);
    }

    private IssuedKey key(String name, Scope... scopes) {
        IssuedKey issued = shop.holdfast.apiKeys().create(NewApiKey.secret(name, Set.of(scopes)));
        server.refreshKeys();
        return issued;
    }

    @Test
    void aKeyWorksFromItsCreationToItsRevocation() {
        Reply created = root.post(KEYS, "{\"name\": \"erp\", \"scopes\": [\"carts:read\", \"carts:write\"]}")
                .is(201);
        Client erp = holding(created.at("/key"));

        erp.post(CARTS, "{}").is(201);
        erp.get("/api/v1/orders").isProblem(403, "scope_missing");
        assertThat(root.get(KEYS).at("/items/0/name")).isEqualTo("erp");
        assertThat(root.get(KEYS).text()).doesNotContain(created.at("/key"));
        root.post(KEYS, "{\"name\": \"erp\", \"kind\": \"publishable\"}").isProblem(409, "name_taken");

        root.delete(KEYS + "/" + created.at("/id")).is(204);
        erp.get(CARTS).isProblem(401, "unauthorized");
        root.delete(KEYS + "/" + created.at("/id")).is(204);
        root.post(KEYS + "/" + created.at("/id") + "/rotate", "{}").isProblem(409, "api_key_inactive");
        root.delete(KEYS + "/99").isProblem(404, "api_key_not_found");
        root.delete(KEYS + "/x").isProblem(404, "api_key_not_found");
    }

    @Test
    void aRotatedKeyGoesOnWithTwoSecretsUntilTheOverlapEnds() {
        Reply first = root.post(KEYS, "{\"name\": \"erp\", \"scopes\": [\"carts:read\"]}")
                .is(201);
        String rotate = KEYS + "/" + first.at("/id") + "/rotate";

        Reply second = root.post(rotate, "{\"overlap_seconds\": 3600}").is(200);
        holding(first.at("/key")).get(CARTS).is(200);
        holding(second.at("/key")).get(CARTS).is(200);

        shop.clock.advance(Duration.ofHours(1));
        server.refreshKeys();
        holding(first.at("/key")).get(CARTS).isProblem(401, "unauthorized");
        holding(second.at("/key")).get(CARTS).is(200);

        Reply third = root.post(rotate, "{\"overlap_seconds\": 0}").is(200);
        holding(second.at("/key")).get(CARTS).isProblem(401, "unauthorized");
        holding(third.at("/key")).get(CARTS).is(200);
        assertThat(root.send("POST", rotate, (byte[]) null).is(200).at("/previous_until"))
                .isEqualTo(TestShop.START.plus(Duration.ofHours(2)).toString());
    }

    @Test
    void aKeyThatHasExpiredIsRefused() {
        Reply created = root.post(KEYS, "{\"name\": \"erp\", \"scopes\": [\"carts:read\"], \"expires_in\": 60}")
                .is(201);
        holding(created.at("/key")).get(CARTS).is(200);

        shop.clock.advance(Duration.ofSeconds(60));
        server.refreshKeys();

        holding(created.at("/key")).get(CARTS).isProblem(401, "unauthorized");
        assertThat(created.at("/expires_at"))
                .isEqualTo(TestShop.START.plusSeconds(60).toString());
    }

    /** Otherwise a key that may manage keys may do everything. */
    @Test
    void nobodyHandsOnAScopeThatHeDoesNotHave() {
        IssuedKey mighty = key("mighty", Scope.values());
        Client manager =
                holding(key("manager", Scope.KEYS_WRITE, Scope.CARTS_READ).secret());

        Reply refused = manager.post(KEYS, "{\"name\": \"more\", \"scopes\": [\"carts:read\", \"orders:write\"]}");
        refused.isProblem(403, "scope_missing");
        assertThat(refused.at("/required_scope")).isEqualTo("orders:write");
        manager.post(KEYS, "{\"name\": \"more\", \"kind\": \"publishable\"}").isProblem(403, "scope_missing");
        manager.post(KEYS + "/" + mighty.apiKey().id() + "/rotate", "{}").isProblem(403, "scope_missing");
        holding(mighty.secret()).get(CARTS).is(200);

        manager.post(KEYS, "{\"name\": \"same\", \"scopes\": [\"carts:read\", \"keys:write\"]}")
                .is(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"scopes\": [\"carts:read\"]}|/name",
                "{\"name\": \"1\", \"scopes\": [\"carts:read\"]}|/name",
                "{\"name\": \"a\"}|/scopes",
                "{\"name\": \"a\", \"scopes\": [\"carts:read\", \"moon:read\"]}|/scopes",
                "{\"name\": \"a\", \"kind\": \"golden\", \"scopes\": [\"carts:read\"]}|/kind",
                "{\"name\": \"a\", \"kind\": \"publishable\", \"scopes\": [\"orders:read\"]}|/scopes",
                "{\"name\": \"a\", \"scopes\": [\"carts:read\"], \"expires_in\": 0}|/expires_in"
            })
    void whatIsWrongWithANewKeyIsTold(String body, String pointer) {
        assertThat(root.post(KEYS, body).isProblem(422, "validation_failed").at("/errors/0/pointer"))
                .isEqualTo(pointer);
        assertThat(shop.count("select count(*) from #api_keys")).isZero();
    }

    /** The answer to an idempotency key is kept for a day, and whoever can read it could act as the new key. */
    @Test
    void aRepeatedRequestDoesNotShowTheKeyAgain() {
        Client once = http.with("Authorization", "Bearer " + ROOT, Api.IDEMPOTENCY_KEY, "once");
        String body = "{\"name\": \"erp\", \"scopes\": [\"carts:read\"]}";
        String secret = once.post(KEYS, body).is(201).at("/key");
        Reply again = once.post(KEYS, body).is(201);
        String rotate = KEYS + "/" + again.at("/id") + "/rotate";
        String rotated = once.post(rotate, "{}").is(200).at("/key");

        assertThat(again.header(Api.REPLAYED)).isEqualTo("true");
        assertThat(again.text()).contains("\"key\":null").doesNotContain(secret);
        assertThat(once.post(rotate, "{}").is(200).text()).contains("\"key\":null");
        holding(secret).get(CARTS).is(200);
        holding(rotated).get(CARTS).is(200);
        for (String shown : new String[] {secret, rotated}) {
            assertThat(shop.count("select count(*) from #idempotency_keys k where k::text like '%" + shown + "%'"))
                    .isZero();
        }
    }

    /** Otherwise stock is received twice by a client that repeats its requests with its new key. */
    @Test
    void anIdempotencyKeyBelongsToTheNameOfTheKey() {
        IssuedKey first = key("erp", Scope.CARTS_WRITE);
        IssuedKey other = key("pos", Scope.CARTS_WRITE);
        String cart = repeated(first.secret()).post(CARTS, "{}").at("/id");

        IssuedKey second = shop.holdfast.apiKeys().rotate(first.apiKey().id(), Duration.ZERO);
        server.refreshKeys();

        assertThat(repeated(second.secret()).post(CARTS, "{}").at("/id")).isEqualTo(cart);
        assertThat(repeated(other.secret()).post(CARTS, "{}").at("/id")).isNotEqualTo(cart);
    }

    private Client repeated(String key) {
        return http.with("Authorization", "Bearer " + key, Api.IDEMPOTENCY_KEY, "same");
    }

    @Test
    void theAccessLogNamesTheKeyAndNotItsSecret() {
        IssuedKey erp = key("erp", Scope.CARTS_READ);
        try (LogLines log = LogLines.of("dev.holdfast.server.access")) {
            holding(erp.secret()).get(CARTS).is(200);
            await().until(() -> log.lines().size() == 1);

            assertThat(log.fields()).contains("principal=key:erp");
            assertThat(log.fields() + " " + log.lines()).doesNotContain(erp.secret());
        }
    }

    @Test
    void everyServerLearnsOfEveryChange() {
        try (HttpServer second = HttpServer.start(shop.builder().build(), options)) {
            IssuedKey erp = shop.holdfast.apiKeys().create(NewApiKey.secret("erp", Set.of(Scope.CARTS_READ)));
            Client there = new Client(second.port()).with("Authorization", "Bearer " + erp.secret());
            await().until(() -> there.get(CARTS).status() == 200);

            root.delete(KEYS + "/" + erp.apiKey().id()).is(204);

            await().until(() -> there.get(CARTS).status() == 401);
        }
    }

    @Test
    void aServerThatCannotReadTheKeysAcceptsNone() {
        Interruptible database = new Interruptible(TestDatabase.dataSource());
        dev.holdfast.Holdfast served = dev.holdfast.Holdfast.builder(database)
                .schema(shop.schema)
                .clock(shop.clock)
                .build();
        IssuedKey erp = key("erp", Scope.CARTS_READ);
        try (HttpServer cut = HttpServer.start(served, options)) {
            Client there = new Client(cut.port());
            Client holder = there.with("Authorization", "Bearer " + erp.secret());
            await().until(() -> holder.get(CARTS).status() == 200);

            database.cut();
            await().until(() -> holder.get(CARTS).at("/code").equals("keys_unavailable"));
            assertThat(holder.get(CARTS).isProblem(503, "keys_unavailable").header("Retry-After"))
                    .isNotEmpty();
            there.with("Authorization", "Bearer " + ROOT).get(CARTS).isProblem(503, "database_unavailable");
            there.with("Authorization", "Bearer a guess").get(CARTS).isProblem(401, "unauthorized");

            database.restore();
            await().until(() -> holder.get(CARTS).status() == 200);
        }
    }

    @Test
    void theLastUseIsNoted() {
        IssuedKey erp = key("erp", Scope.CARTS_READ);
        IssuedKey idle = key("idle", Scope.CARTS_READ);

        holding(erp.secret()).get(CARTS).is(200);

        await().until(() -> shop.holdfast.apiKeys().get(erp.apiKey().id()).lastUsedAt() != null);
        assertThat(shop.holdfast.apiKeys().get(idle.apiKey().id()).lastUsedAt()).isNull();
    }

    @Test
    void withoutASecretKeyThisMachineMayDoEverythingAndAKeyCountsWithItsScopes() {
        IssuedKey erp = key("erp", Scope.CARTS_READ);
        try (HttpServer open = HttpServer.start(shop.holdfast, options.withSecretKey(null))) {
            open.refreshKeys();
            Client local = new Client(open.port());

            local.post(CARTS, "{}").is(201);
            Client holder = local.with("Authorization", "Bearer " + erp.secret());
            holder.get(CARTS).is(200);
            holder.post(CARTS, "{}").isProblem(403, "scope_missing");
            local.with("Authorization", "Bearer " + ROOT).get(CARTS).isProblem(401, "unauthorized");
        }
    }

    @Test
    void twoSecretKeysWorkWhileOneIsChanged() {
        try (HttpServer both = HttpServer.start(
                shop.holdfast, options.withSecretKey("battery staple").withPreviousSecretKey(ROOT))) {
            for (String key : new String[] {ROOT, "battery staple"}) {
                new Client(both.port())
                        .with("Authorization", "Bearer " + key)
                        .get(CARTS)
                        .is(200);
            }
        }
    }

    /** A random key cannot be guessed, so its holder does not suffer from others at the same address. */
    @Test
    void wrongKeysAreCountedAndSlowedDown() {
        IssuedKey erp = key("erp", Scope.CARTS_READ);
        Client wrong = holding("hf_sk_" + "x".repeat(43));
        wrong.get(CARTS).isProblem(401, "unauthorized");

        // A slow machine gets some more tries meanwhile.
        await().until(() -> wrong.get(CARTS).status() == 429);
        await().until(() ->
                wrong.get("/api/v1/nothing").status() == 429 && root.get(CARTS).status() == 429);
        http.get(CARTS).isProblem(401, "unauthorized");
        holding(erp.secret()).get(CARTS).is(200);
    }
}

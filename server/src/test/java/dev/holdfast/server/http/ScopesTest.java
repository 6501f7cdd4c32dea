package dev.holdfast.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import dev.holdfast.server.access.BuyerTokens;
import dev.holdfast.server.http.routes.Route;
import dev.holdfast.server.http.routes.Routes;
import dev.holdfast.server.metrics.Metrics;
import dev.holdfast.testing.TestShop;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Each operation asks for one scope, which is the one that the contract names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopesTest {
    private static final String ROOT = "correct horse";
    private static final String PROBLEM = "scope_missing";

    private final Contract contract = Contract.get();
    private final TestShop shop = new TestShop();
    private final Metrics metrics = new Metrics();
    private final HttpServer server = HttpServer.start(
            shop.holdfast,
            HttpOptions.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .withSecretKey(ROOT)
                    .withMetrics(metrics, false));
    private final Client http = new Client(server.port());

    @AfterAll
    void stop() {
        server.close();
        metrics.close();
    }

    private Client holder(String name, Set<Scope> scopes) {
        String secret =
                shop.holdfast.apiKeys().create(NewApiKey.secret(name, scopes)).secret();
        return http.with("Authorization", "Bearer " + secret);
    }

    private Set<String> scopesOf(Contract.Operation operation) {
        return operation
                .node()
                .path("security")
                .valueStream()
                .flatMap(way -> way.path("bearer").valueStream())
                .map(scope -> scope.asText())
                .collect(Collectors.toSet());
    }

    private static String path(Contract.Operation operation) {
        return operation.path().replaceAll("\\{[^}]*}", "1");
    }

    private static byte[] body(Contract.Operation operation) {
        return operation.node().has("requestBody") ? "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8) : null;
    }

    @Test
    void theContractNamesTheScopeOfEachRoute() {
        Map<String, String> routes = new TreeMap<>();
        for (Route route : Routes.api(BuyerTokens.none())) {
            routes.put(
                    route.method().name() + " " + route.fullPath(),
                    route.scope().word());
        }
        routes.put("GET /metrics", Scope.METRICS_READ.word());
        Map<String, String> contracted = new TreeMap<>();
        for (Contract.Operation operation : contract.operations()) {
            Set<String> scopes = scopesOf(operation);
            if (!scopes.isEmpty()) {
                contracted.put(operation.method() + " " + operation.path(), String.join(" ", scopes));
            }
        }

        assertThat(contracted).isEqualTo(routes);
        assertThat(contract.operations())
                .filteredOn(operation -> operation.path().startsWith(Route.BASE))
                .allSatisfy(operation -> assertThat(scopesOf(operation)).hasSize(1));
        assertThat(contract.document()
                        .at("/components/schemas/Scope/enum")
                        .valueStream()
                        .map(scope -> scope.asText()))
                .containsExactlyElementsOf(Scope.all().stream().map(Scope::word).toList());
    }

    @Test
    void eachOperationNeedsItsScopeAndNoOther() {
        // What the requests below name by its id.
        holder("first", Scope.all());
        Map<Scope, Client> with = new EnumMap<>(Scope.class);
        Map<Scope, Client> without = new EnumMap<>(Scope.class);
        for (Scope scope : Scope.values()) {
            with.put(scope, holder("only." + scope, EnumSet.of(scope)));
            without.put(scope, holder("not." + scope, EnumSet.complementOf(EnumSet.of(scope))));
        }
        server.refreshKeys();

        for (Contract.Operation operation : contract.operations()) {
            for (String word : scopesOf(operation)) {
                Scope scope = Scope.of(word).orElseThrow();
                Reply refused = without.get(scope).send(operation.method(), path(operation), body(operation));
                refused.isProblem(403, PROBLEM);
                assertThat(refused.at("/required_scope")).as(operation.id()).isEqualTo(word);
                assertThat(with.get(scope)
                                .send(operation.method(), path(operation), body(operation))
                                .status())
                        .as(operation.id())
                        .isNotIn(401, 403);
            }
        }
    }

    @Test
    void aPublishableKeyIsNotLetInToWhatConcernsOthers() {
        String secret = shop.holdfast
                .apiKeys()
                .create(NewApiKey.publishable("storefront"))
                .secret();
        server.refreshKeys();
        Client browser = http.with("Authorization", "Bearer " + secret);

        for (Contract.Operation operation : contract.operations()) {
            boolean isOpen = operation.node().path("x-publishable").asBoolean();
            if (!scopesOf(operation).isEmpty() && !isOpen) {
                browser.send(operation.method(), path(operation), body(operation))
                        .isProblem(403, PROBLEM);
            }
        }
    }
}

package dev.holdfast.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.holdfast.Holdfast;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.server.HoldfastServer;
import dev.holdfast.server.config.Configuration;
import dev.holdfast.server.config.ConfigurationException;
import dev.holdfast.server.database.DatabaseUnavailableException;
import dev.holdfast.server.database.ShopDatabase;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard and the alert rules that are shipped ask for nothing that the server and the worker do not expose. */
class MonitoringTest {
    private static final Path SHIPPED = Path.of("..", "docker");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_:]+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*[=!]~?\"");
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{([^}]*)})?");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "without", "on", "time");

    // The documentation names roles of the database as well.
    private static final Set<String> ROLES = Set.of("holdfast_app", "holdfast_owner");

    // Added by Prometheus, from its configuration.
    private static final Set<String> ADDED = Set.of("job", "instance", "service", "le");

    @TempDir
    Path directory;

    private final TestShop shop = new TestShop();

    @Test
    void askOnlyForMetricsAndLabelsThatExist() throws Exception {
        Map<String, Set<String>> exposed = new TreeMap<>(Map.of("up", Set.of()));
        exposed.putAll(samples(server()));
        exposed.putAll(samples(worker("0", Map.of("HOLDFAST_METRICS", "public"), null)));
        List<String> expressions = expressions();
        assertThat(expressions).hasSizeGreaterThan(30);

        for (String expression : expressions) {
            Map<String, Set<String>> asked = asked(expression);
            assertThat(asked).as(expression).isNotEmpty();
            assertThat(exposed.keySet()).as(expression).containsAll(asked.keySet());
            asked.forEach((metric, labels) -> {
                labels.removeAll(ADDED);
                assertThat(exposed.get(metric)).as(metric + " in " + expression).containsAll(labels);
            });
        }
    }

    @Test
    void documentationNamesOnlyMetricsThatExist() throws Exception {
        Map<String, Set<String>> exposed = new TreeMap<>(samples(server()));
        exposed.putAll(samples(worker("0", Map.of("HOLDFAST_METRICS", "public"), null)));
        String documented = Files.readString(Path.of("..", "docs", "operating.md"));

        Set<String> unknown = new TreeSet<>();
        Matcher names = Pattern.compile("`(holdfast_[a-z_]+)").matcher(documented);
        while (names.find()) {
            String name = names.group(1);
            if (exposed.keySet().stream().noneMatch(metric -> metric.startsWith(name)) && !ROLES.contains(name)) {
                unknown.add(name);
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void workerTellsItsSweeps() throws Exception {
        String page = worker("0", Map.of(), null);

        assertThat(page)
                .contains("holdfast_sweep_items_total 1.0\n")
                .contains("holdfast_sweep_units_total 3.0\n")
                .contains("holdfast_sweeps_seconds_count{outcome=\"done\"} 1\n")
                .contains("holdfast_sweeps_seconds_count{outcome=\"locked_out\"} 1\n")
                .contains("holdfast_sweeps_seconds_count{outcome=\"failed\"} 1\n")
                .contains("holdfast_sweep_leader 0.0\n")
                .containsPattern("holdfast_sweep_last_success_timestamp_seconds \\d\\.\\d+E9\n")
                .containsPattern("holdfast_build_info\\{java=\"[^\"]+\",version=\"[^\"]+\"} 1");
    }

    @Test
    void workersPageNeedsTheKeyIfThereIsOne() throws Exception {
        String key = "correct horse battery staple";

        assertThat(worker("0.0.0.0:0", Map.of("SECRET_KEY", key), key)).contains("holdfast_build_info");
        assertThatThrownBy(() -> worker("0", Map.of("SECRET_KEY", key), null)).hasMessageContaining("401");
        assertThatThrownBy(() -> worker("0.0.0.0:0", Map.of(), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set SECRET_KEY");
        assertThatThrownBy(() -> worker("0.0.0.0:0", Map.of("SECRET_KEY", "short"), "short"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has 5 characters");
        assertThatThrownBy(() -> worker("many", Map.of(), null)).hasMessageContaining("neither a port");
    }

    private Configuration configuration(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "DATABASE_URL",
                TestDatabase.url(),
                "HOLDFAST_SCHEMA",
                shop.schema,
                "HOLDFAST_POOL_SIZE",
                "2",
                "PORT",
                "0"));
        environment.putAll(more);
        return Configuration.load(environment, directory);
    }

    /** The metrics of a server that has sold something. */
    private String server() throws IOException, InterruptedException {
        try (HoldfastServer server = HoldfastServer.start(configuration(Map.of("HOLDFAST_METRICS", "public")), false)) {
            Holdfast served = server.shop();
            long cart = served.carts().create(NewCart.anonymous()).id();
            served.carts().put(cart, PutItem.of(shop.variant(3).id(), 2));
            served.checkout().place(CheckoutRequest.of(cart));
            get(server.address() + "/healthz", null);
            String page = get(server.address() + "/metrics", null);
            assertThat(page)
                    .contains("holdfast_orders_total 1.0\n")
                    .contains("holdfast_units_total{kind=\"sold\"} 2.0\n")
                    .contains("holdfast_units_total{kind=\"expired\"} 0.0\n")
                    .contains("holdfast_promo_codes_unknown_total 0.0\n")
                    .contains("holdfast_commands_waiting 0.0\n");
            // Requests are counted after their answers.
            while (!page.contains("http_server_requests_seconds_bucket")) {
                page = get(server.address() + "/metrics", null);
            }
            return page;
        }
    }

    /** The metrics of a worker that has swept, was locked out, and lost the database. */
    private String worker(String address, Map<String, String> environment, @Nullable String key) throws Exception {
        shop.clock.set(Instant.parse("2020-02-02T02:02:02Z"));
        shop.cartWith(shop.variant(3), 3);
        Configuration configuration = configuration(environment);
        try (WorkerMetrics metrics = WorkerMetrics.start(address, configuration);
                ShopDatabase database = metrics.open(() -> ShopDatabase.open(configuration, Purpose.WORK))) {
            Holdfast swept = metrics.shop(database);
            swept.sweeper().sweep(SweepOptions.defaults().withLock(SweepLock.none()));
            swept.sweeper().sweep(SweepOptions.defaults().withLock(Optional::empty));
            Configuration elsewhere = configuration(Map.of("HOLDFAST_SCHEMA", "nowhere"));
            assertThatThrownBy(() -> metrics.open(() -> ShopDatabase.open(elsewhere, Purpose.WORK)))
                    .isInstanceOf(DatabaseUnavailableException.class);
            return get("http://127.0.0.1:" + metrics.port() + "/metrics", key);
        }
    }

    private static String get(String address, @Nullable String key) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        HttpResponse<String> response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return response.body();
    }

    private static Map<String, Set<String>> samples(String page) {
        Map<String, Set<String>> samples = new TreeMap<>();
        Matcher sample = SAMPLE.matcher(page);
        while (sample.find()) {
            Set<String> labels = samples.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
            }
        }
        return samples;
    }

    private static List<String> expressions() throws IOException {
        JsonNode dashboard = new ObjectMapper()
                .readTree(SHIPPED.resolve("grafana/dashboards/holdfast.json").toFile());
        JsonNode alerts = new ObjectMapper(new YAMLFactory())
                .readTree(SHIPPED.resolve("prometheus/alerts.yml").toFile());
        return Stream.of(dashboard, alerts)
                .flatMap(document -> document.findValuesAsText("expr").stream())
                .toList();
    }

    /** The metrics and labels that an expression of Prometheus names. */
    private static Map<String, Set<String>> asked(String expression) {
        String selectors =
                expression.replaceAll("\\b(by|without|on)\\s*\\([^)]*\\)", "").replaceAll("\\[[^]]*]", "");
        Map<String, Set<String>> asked = new TreeMap<>();
        Matcher selector = SELECTOR.matcher(selectors);
        while (selector.find()) {
            boolean isFunction =
                    selectors.substring(selector.end()).stripLeading().startsWith("(");
            if (!isFunction && !WORDS.contains(selector.group(1))) {
                Set<String> labels = asked.computeIfAbsent(selector.group(1), name -> new TreeSet<>());
                if (selector.group(2) != null) {
                    LABEL.matcher(selector.group(2)).results().forEach(label -> labels.add(label.group(1)));
                }
            }
        }
        // A name to group by is a label of the metrics, too.
        Matcher groups = Pattern.compile("\\bby\\s*\\(([^)]*)\\)").matcher(expression);
        while (groups.find()) {
            List<String> names = List.of(groups.group(1).split("\\s*,\\s*"));
            asked.values().forEach(labels -> labels.addAll(names));
        }
        return asked;
    }
}

package dev.holdfast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.ProductFilter;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.testing.SettableClock;
import dev.holdfast.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private static final Instant LONG_AGO = Instant.parse("2020-02-02T02:02:02Z");

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String schema = "";

    @BeforeEach
    void schemaOfItsOwn() {
        schema = TestDatabase.newSchema();
        environment.put("DATABASE_URL", TestDatabase.url());
        environment.put("HOLDFAST_SCHEMA", schema);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Session session = new Session(
                environment,
                directory,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Main.run(session, arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Holdfast shop() {
        return Holdfast.builder(TestDatabase.dataSource()).schema(schema).build();
    }

    /** Adds a cart whose reservation of 3 units expired long ago. */
    private Variant expiredCart() {
        Holdfast then = Holdfast.builder(TestDatabase.dataSource())
                .schema(schema)
                .clock(new SettableClock(LONG_AGO))
                .build();
        long product = then.catalog()
                .addProduct(NewProduct.of("Tee", Money.of("19.90", "USD")))
                .id();
        Variant variant = then.catalog().addVariant(NewVariant.of(product, "TEE", 5));
        long cart = then.carts().create(NewCart.anonymous()).id();
        then.carts().put(cart, PutItem.of(variant.id(), 3));
        return variant;
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "sweep", "migrate", "demo"})
    void helpOfEachCommandTellsTheExitCodes(String command) {
        assertThat(run(command, "--help")).isEqualTo(ExitCode.DONE);
        assertThat(out()).contains("Usage: holdfast " + command, "Exit codes:", "69", "75");
        assertThat(err()).isEmpty();
    }

    @Test
    void versionGoesToTheOutput() {
        assertThat(run("--version")).isEqualTo(ExitCode.DONE);
        assertThat(out()).startsWith("holdfast ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sweeep",
                "sweep --batch 0",
                "sweep --batch x",
                "sweep --lock paper",
                "sweep -o xml",
                "sweep --health-file health",
                "stock show TEE --at yesterday",
                "demo now"
            })
    void wrongCommandIsExplained(String line) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("error: ").contains("--help");
    }

    @Test
    void withoutACommandThereIsHelp() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(out()).isEmpty();
        assertThat(err()).startsWith("Usage: holdfast").contains("serve", "import");
    }

    @Test
    void wrongConfigurationIsNamed() {
        environment.put("HOLDFAST_POOL_SIZE", "many");

        assertThat(run("sweep")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("HOLDFAST_POOL_SIZE").contains("many");
    }

    @Test
    void oddConfigurationIsWarnedAboutAndWorks() {
        environment.put("HOLDFAST_POOLSIZE", "3");

        assertThat(run("sweep")).isEqualTo(ExitCode.DONE);
        assertThat(err()).contains("warning: HOLDFAST_POOLSIZE").contains("HOLDFAST_POOL_SIZE");
    }

    @Test
    void databaseThatIsAwayHasItsExitCode() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            environment.put("DATABASE_URL", "postgresql://sam@127.0.0.1:" + socket.getLocalPort() + "/shop");
        }

        assertThat(run("sweep")).isEqualTo(ExitCode.DATABASE_UNAVAILABLE);
        assertThat(err()).startsWith("error: the database at postgresql://sam@127.0.0.1");
    }

    @Test
    void missingTablesAreNamedAndMade() {
        environment.put("HOLDFAST_SCHEMA", schema + "_new");

        assertThat(run("sweep")).isEqualTo(ExitCode.DATABASE_UNAVAILABLE);
        assertThat(err()).contains(schema + "_new").contains("migrate");
        assertThat(run("migrate")).isEqualTo(ExitCode.DONE);
        assertThat(out()).startsWith("applied ");
        assertThat(run("migrate")).isEqualTo(ExitCode.DONE);
        assertThat(out()).startsWith("up to date");
        assertThat(run("sweep")).isEqualTo(ExitCode.DONE);
    }

    @Test
    void sweepTakesExpiredLinesOutAndTellsInJson() {
        expiredCart();

        assertThat(run("sweep", "--dry-run", "-o", "json")).isEqualTo(ExitCode.DONE);
        assertThat(out()).startsWith("{\"items\": 1, \"units\": 3, \"carts\": 1, ");
        assertThat(err()).contains("dry run");

        assertThat(run("sweep", "-o", "json")).isEqualTo(ExitCode.DONE);
        assertThat(out())
                .matches(
                        "\\{\"items\": 1, \"units\": 3, \"carts\": 1, \"batches\": [1-9]\\d*, \"duration_ms\": \\d+, \"locked_out\": false, \"promo_holds\": 0, \"empty_carts\": 1, \"orders\": 0, \"filled\": 0}\\R");
        assertThat(err()).isEmpty();

        assertThat(run("sweep", "--output", "JSON", "--lock", "none", "--batch", "1"))
                .isEqualTo(ExitCode.DONE);
        assertThat(out()).startsWith("{\"items\": 0, ");
    }

    @Test
    void sweepAndVerifyWriteCsvLikeAllOthers() {
        assertThat(run("sweep", "-o", "csv")).isEqualTo(ExitCode.DONE);
        assertThat(out().lines())
                .hasSize(2)
                .first()
                .isEqualTo("items,units,carts,batches,duration_ms,locked_out,promo_holds,empty_carts,orders,filled");
        assertThat(run("verify", "-o", "csv")).isEqualTo(ExitCode.DONE);
        assertThat(out().lines().toList()).first().isEqualTo("invariant,violations,duration_ms,claim");
        assertThat(out()).contains("\nstock_bounds,0,");
    }

    @Test
    void whatIsMissingIsNotShownAsAnEmptyValue() {
        assertThat(run("sweep", "--lock", "redis")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).startsWith("error: REDIS_URL: is not set, and --lock redis needs it");
    }

    @Test
    void noMessageIsInTheWordsOfJava() {
        assertThat(run("stock", "show", "TEE", "--at", "yesterday")).isEqualTo(ExitCode.USAGE);
        assertThat(err())
                .contains("'yesterday' is not a time with an offset", "2026-")
                .doesNotContain("java.");
    }

    @Test
    void sweepTellsPeopleInTable() {
        expiredCart();

        assertThat(run("sweep")).isEqualTo(ExitCode.DONE);
        assertThat(out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("items 1", "units 3", "carts 1", "promo holds 0", "empty carts 1");
    }

    @Test
    void sweepThatIsLockedOutDoesNothing() {
        expiredCart();
        SweepLock lock = shop().sweeper().databaseLock();

        try (SweepLock.Held held = lock.tryAcquire().orElseThrow()) {
            assertThat(run("sweep", "-o", "json")).isEqualTo(ExitCode.DONE);
            assertThat(out()).startsWith("{\"items\": 0, ").contains("\"locked_out\": true");
            assertThat(err()).as("what cron would mail").isEmpty();
            assertThat(run("sweep", "--fail-if-locked")).isEqualTo(ExitCode.TRY_AGAIN);
            assertThat(err()).contains("another sweep");
            assertThat(run("sweep", "--lock", "none", "-o", "json")).isEqualTo(ExitCode.DONE);
            assertThat(out()).startsWith("{\"items\": 1, ");
            assertThat(held.renew()).isTrue();
        }
    }

    @Test
    void demoIsLoadedOnce() {
        assertThat(run("demo")).isEqualTo(ExitCode.DONE);
        assertThat(out()).startsWith("added 8 products");
        Holdfast shop = shop();
        List<?> products = shop.catalog()
                .products(ProductFilter.all(), PageRequest.first(1000))
                .items();
        List<?> variants = shop.catalog()
                .variants(VariantFilter.all(), PageRequest.first(1000))
                .items();
        List<?> rules = shop.pricing().list(PageRequest.first(1000)).items();
        assertThat(products).hasSize(8);
        assertThat(variants).hasSize(19);
        assertThat(rules).hasSize(5);

        assertThat(run("demo")).isEqualTo(ExitCode.DONE);
        assertThat(out()).contains("there already");
        assertThat(shop.catalog()
                        .products(ProductFilter.all(), PageRequest.first(1000))
                        .items())
                .isEqualTo(products);
        assertThat(shop.catalog()
                        .variants(VariantFilter.all(), PageRequest.first(1000))
                        .items())
                .isEqualTo(variants);
        assertThat(shop.pricing().list(PageRequest.first(1000)).items()).isEqualTo(rules);
    }

    @ParameterizedTest
    @ValueSource(strings = {"JPY", "EUR", "KWD"})
    void demoHasPricesOfAnyCurrency(String currency) {
        environment.put("HOLDFAST_CURRENCY", currency);

        assertThat(run("demo")).isEqualTo(ExitCode.DONE);
        assertThat(shop().catalog()
                        .products(new ProductFilter("basic-tee", null, null), PageRequest.first())
                        .items()
                        .get(0)
                        .basePrice()
                        .currency()
                        .getCurrencyCode())
                .isEqualTo(currency);
    }

    @Test
    void serverDoesNotListenBeyondThisMachineWithoutKey() {
        environment.put("HOST", "0.0.0.0");

        assertThat(run("serve")).isEqualTo(ExitCode.USAGE);
        assertThat(err()).contains("HOST").contains("0.0.0.0").contains("SECRET_KEY");
        assertThat(out()).isEmpty();
    }

    @Test
    void portThatIsTakenIsNamed() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            environment.put("PORT", Integer.toString(socket.getLocalPort()));

            assertThat(run("serve")).isEqualTo(ExitCode.USAGE);
            assertThat(err()).contains("PORT").contains("" + socket.getLocalPort());
        }
    }
}

package dev.holdfast.testing.junit;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.SettableClock;
import dev.holdfast.verify.VerifyReport;
import dev.holdfast.verify.Violation;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A shop for the tests of a class, on a real PostgreSQL: an extension of JUnit Jupiter 5 or 6.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestShop shop = TestShop.embedded();
 *
 * @Test
 * void aReservationThatExpiresCanBeSold() {
 *     Variant shirt = shop.variant("10.00", 1);
 *     shop.cartWith(shirt, 1);
 *     shop.letExpire();
 *     shop.order(shirt, 1);
 * }
 * }</pre>
 *
 * <p>Each test class has a schema of its own, with all migrations applied, which is dropped after the class. The tests of the
 * class and of its nested classes share the schema. {@link #inSchema} names a schema to keep instead. Time is a {@link
 * #clock()} that starts at {@link #START}, or as {@link #startingAt} says, and stands still until a test moves it. After
 * each test {@link Holdfast#verify()} cross-checks the shop, and the test fails if it finds a violation; {@link
 * #withoutVerify} turns that off.
 *
 * <p>The field has to be static. Methods that configure the shop return a new object and leave this one unchanged. All
 * other methods throw an {@link IllegalStateException} while no test class that has this extension runs. Thread-safe, so
 * tests can run in parallel.
 *
 * @see ShopFixtures
 */
public final class TestShop implements ShopFixtures, BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    /** The time at which the clock starts by default. */
    public static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private static final int MOST_VIOLATIONS_SHOWN = 20;

    private final Options options;
    private final Set<String> users = new HashSet<>();
    private volatile @Nullable OpenShop open;

    private TestShop(Options options) {
        this.options = options;
    }

    private record Options(
            Supplier<TestDatabase> database,
            @Nullable String schema,
            Instant start,
            UnaryOperator<HoldfastBuilder> configuration,
            boolean verify) {}

    private record OpenShop(TestDatabase database, String schema, SettableClock clock, Holdfast holdfast) {}

    /**
     * A shop on an embedded PostgreSQL, on a free port. It is started when the first test class needs it, shared by all
     * test classes of the JVM, and stopped when the JVM ends.
     */
    public static TestShop embedded() {
        return on(EmbeddedDatabase::get);
    }

    /**
     * A shop on a database of the host.
     *
     * @param dataSource PostgreSQL 15 or newer, with a user who may create schemas; a pool, or a DataSource that opens a
     *     connection for each call, with autocommit on or off. It is not closed
     */
    public static TestShop on(DataSource dataSource) {
        TestDatabase database = new TestDatabase(Objects.requireNonNull(dataSource, "dataSource"), null);
        return on(() -> database);
    }

    /**
     * A shop on a database of the host.
     *
     * @param url the JDBC address of PostgreSQL 15 or newer, with a user who may create schemas, such as {@code
     *     jdbc:postgresql://localhost/shop?user=me&password=secret}
     * @throws IllegalArgumentException if it is no such address
     */
    public static TestShop on(String url) {
        TestDatabase database = TestDatabase.at(url);
        return on(() -> database);
    }

    private static TestShop on(Supplier<TestDatabase> database) {
        return new TestShop(new Options(database, null, START, UnaryOperator.identity(), true));
    }

    /**
     * Returns a shop in a named schema, which is created if it is missing, migrated, and kept with all its data. Defaults to
     * a new schema for each test class, named {@code holdfast_test_...}.
     *
     * @param name lower-case letters, digits and underscores
     */
    public TestShop inSchema(String name) {
        Objects.requireNonNull(name, "name");
        return new TestShop(new Options(options.database, name, options.start, options.configuration, options.verify));
    }

    /** Returns a shop whose clock starts at another time. Defaults to {@link #START}. */
    public TestShop startingAt(Instant start) {
        Objects.requireNonNull(start, "start");
        return new TestShop(
                new Options(options.database, options.schema, start, options.configuration, options.verify));
    }

    /**
     * Returns a shop that is configured like the host's: {@code with(builder ->
     * builder.reservationTime(Duration.ofMinutes(5)))}. Further calls add to it. Schema and clock remain those of this
     * extension. Defaults to the defaults of {@link HoldfastBuilder}.
     */
    public TestShop with(UnaryOperator<HoldfastBuilder> configuration) {
        UnaryOperator<HoldfastBuilder> before = options.configuration;
        Objects.requireNonNull(configuration, "configuration");
        return new TestShop(new Options(
                options.database,
                options.schema,
                options.start,
                builder -> configuration.apply(before.apply(builder)),
                options.verify));
    }

    /** Returns a shop without {@link Holdfast#verify()} after each test. Defaults to verifying. */
    public TestShop withoutVerify() {
        return new TestShop(new Options(options.database, options.schema, options.start, options.configuration, false));
    }

    @Override
    public Holdfast holdfast() {
        return open().holdfast;
    }

    /** The clock of the shop. Only tests move it; it is not set back between them. */
    public SettableClock clock() {
        return open().clock;
    }

    /** The name of the schema of the shop. */
    public String schema() {
        return open().schema;
    }

    /** The DataSource of the shop: the host's, or a pool of up to 32 connections to the database. */
    public DataSource dataSource() {
        return open().database.dataSource();
    }

    /**
     * The JDBC address of the database, including the user.
     *
     * @throws IllegalStateException if the shop was given a DataSource
     */
    public String url() {
        String url = open().database.url();
        if (url == null) {
            throw new IllegalStateException("url: a shop on a DataSource does not know its address");
        }
        return url;
    }

    /** Moves the clock to where all reservations of all carts have expired. Does nothing if there are none. */
    public void letExpire() {
        OpenShop shop = open();
        Instant last = shop.database.lastReservation(shop.schema);
        if (last != null && shop.clock.instant().isBefore(last)) {
            shop.clock.set(last);
        }
    }

    /** Called by JUnit. Creates the schema, unless an enclosing class has. */
    @Override
    public synchronized void beforeAll(ExtensionContext context) {
        if (open == null) {
            TestDatabase database = options.database.get();
            String schema = options.schema == null ? Names.schema() : options.schema;
            SettableClock clock = new SettableClock(options.start);
            Migrations.apply(database.dataSource(), schema);
            Holdfast holdfast = options.configuration
                    .apply(Holdfast.builder(database.dataSource()))
                    .schema(schema)
                    .clock(clock)
                    .build();
            open = new OpenShop(database, schema, clock, holdfast);
        }
        users.add(context.getUniqueId());
    }

    /** Called by JUnit. Fails the test if {@link Holdfast#verify()} finds a violation. */
    @Override
    public void afterEach(ExtensionContext context) {
        OpenShop shop = open();
        if (options.verify) {
            VerifyReport report = shop.holdfast.verify();
            if (!report.isSound()) {
                throw new AssertionError(message(report));
            }
        }
    }

    /** Called by JUnit. Drops the schema when no class uses it any more, unless it is a named one. */
    @Override
    public synchronized void afterAll(ExtensionContext context) {
        OpenShop shop = open;
        if (users.remove(context.getUniqueId()) && users.isEmpty() && shop != null) {
            open = null;
            if (options.schema == null) {
                shop.database.drop(shop.schema, TestDatabase.MOST_SECONDS);
            }
        }
    }

    private OpenShop open() {
        OpenShop present = open;
        if (present == null) {
            throw new IllegalStateException(
                    "the shop exists only while a test class runs: its field has to be static and"
                            + " annotated with @RegisterExtension, and static fields of the test class cannot use it");
        }
        return present;
    }

    private static String message(VerifyReport report) {
        StringBuilder message = new StringBuilder("verify found " + report.count() + " violations:");
        report.violations().stream()
                .limit(MOST_VIOLATIONS_SHOWN)
                .forEach(violation -> message.append('\n').append(line(violation)));
        return message.toString();
    }

    private static String line(Violation violation) {
        return violation.invariant() + ": " + violation.problem() + " " + violation.row();
    }
}

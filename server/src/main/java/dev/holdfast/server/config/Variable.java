package dev.holdfast.server.config;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.Limits;
import dev.holdfast.order.RefundPolicy;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.server.access.AllowedOrigins;
import dev.holdfast.server.access.BuyerTokenKey;
import dev.holdfast.server.access.Rate;
import dev.holdfast.server.access.Traffic;
import dev.holdfast.server.access.TrustedProxies;
import dev.holdfast.server.config.Configuration.Allocation;
import dev.holdfast.server.config.Configuration.LogFormat;
import dev.holdfast.server.config.Configuration.LogLevel;
import dev.holdfast.server.config.Configuration.MetricsAccess;
import dev.holdfast.server.config.Configuration.MigrationMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A variable that configures a process: its name, its default, what it means, and how its text is read. This is all
 * that a setting needs; {@link Configuration#get} reads it. Immutable.
 *
 * @param <T> what its text is read as
 */
public final class Variable<T> {
    private static final List<Variable<?>> ALL = new ArrayList<>();
    private static final Duration LONGEST = Duration.ofDays(3650);
    private static final Duration SHORTEST_CART_AGE = Duration.ofHours(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    /** The address of the database; empty for the embedded one. */
    public static final Variable<Optional<DatabaseAddress>> DATABASE_URL = secret(
            "DATABASE_URL",
            "postgresql://user:password@host:port/database; if not set, an embedded PostgreSQL is used",
            Kind.address(DatabaseAddress::parse));

    /** The bearer token of requests; empty for none. */
    public static final Variable<Optional<String>> SECRET_KEY = secret(
            "SECRET_KEY",
            "the root key, a bearer token that opens everything; without it, only this machine can connect; beyond"
                    + " this machine, at least 16 characters",
            Kind.optionalText());

    /** The bearer token before {@link #SECRET_KEY}, which works as well; empty for none. */
    public static final Variable<Optional<String>> SECRET_KEY_PREVIOUS = secret(
            "SECRET_KEY_PREVIOUS",
            "the SECRET_KEY before, which works as well while clients change to the new one",
            Kind.optionalText());

    /** The keys of buyer tokens; empty for none. */
    public static final Variable<List<BuyerTokenKey>> HOLDFAST_BUYER_TOKEN_KEYS = secret(
            "HOLDFAST_BUYER_TOKEN_KEYS",
            "the keys of buyer tokens, id:secret,id:secret, each secret of at least 32 bytes; the first signs, all"
                    + " verify; if not set, there are no buyer tokens",
            Kind.parsed(BuyerTokenKey::parse, List.of()));

    /** The origins whose pages may use the server from a browser. */
    public static final Variable<AllowedOrigins> HOLDFAST_CORS_ORIGINS = variable(
            "HOLDFAST_CORS_ORIGINS",
            "",
            "the origins whose pages may use the server from a browser, such as https://shop.example, separated by"
                    + " commas; * for all; if not set, none",
            Kind.parsed(AllowedOrigins::parse, AllowedOrigins.none()));

    /** The proxies whose word counts for the address of a client. */
    public static final Variable<TrustedProxies> HOLDFAST_TRUSTED_PROXIES = variable(
            "HOLDFAST_TRUSTED_PROXIES",
            "",
            "the addresses of proxies whose X-Forwarded-For tells the address of a client, or blocks of addresses such as"
                    + " 10.0.0.0/8, separated by commas; if not set, the address of the connection counts",
            Kind.parsed(TrustedProxies::parse, TrustedProxies.none()));

    /** How often each secret key may be used; empty for any number. */
    public static final Variable<Optional<Rate>> HOLDFAST_SECRET_KEY_RATE = variable(
            "HOLDFAST_SECRET_KEY_RATE",
            "off",
            "the requests of each secret key in a period, such as 100/1s, or off; further ones are answered with 429",
            Kind.rateOrOff());

    /** How often an address may use each publishable key; empty for any number. */
    public static final Variable<Optional<Rate>> HOLDFAST_PUBLISHABLE_KEY_RATE = variable(
            "HOLDFAST_PUBLISHABLE_KEY_RATE",
            Traffic.DEFAULT_OF_PUBLISHABLE_KEYS + "/1m",
            "the requests of each address with each publishable key in a period, or off",
            Kind.rateOrOff());

    /** How many unknown promo codes an address may try with each publishable key; empty for any number. */
    public static final Variable<Optional<Rate>> HOLDFAST_UNKNOWN_PROMO_CODE_RATE = variable(
            "HOLDFAST_UNKNOWN_PROMO_CODE_RATE",
            Traffic.DEFAULT_OF_PROMO_CODES + "/1m",
            "the unknown promo codes that each address may try with each publishable key in a period, or off",
            Kind.rateOrOff());

    /** The address to listen on. */
    public static final Variable<String> HOST = variable("HOST", "127.0.0.1", "the address to listen on", Kind.text());

    /** The port to listen on, 0 for any free one. */
    public static final Variable<Integer> PORT =
            variable("PORT", "8000", "the port to listen on, 0 for any free one", Kind.integer(0, 65_535));

    /** The directory of the embedded database, as it was written; see {@link Configuration#dataDirectory}. */
    public static final Variable<String> HOLDFAST_DATA =
            variable("HOLDFAST_DATA", ".holdfast", "the directory of the embedded PostgreSQL", Kind.text());

    /** The schema of the shop. */
    public static final Variable<String> HOLDFAST_SCHEMA = variable(
            "HOLDFAST_SCHEMA",
            "holdfast",
            "the schema of the shop",
            Kind.matching("[a-z_][a-z0-9_]{0,62}", "lower-case letters, digits and underscores"),
            HoldfastBuilder::schema);

    /** The default currency. */
    public static final Variable<Currency> HOLDFAST_CURRENCY = variable(
            "HOLDFAST_CURRENCY",
            "USD",
            "the currency of products, carts and rules that name none",
            Kind.currency(),
            HoldfastBuilder::currency);

    /** How long an item is held. */
    public static final Variable<Duration> HOLDFAST_RESERVATION_TIME = variable(
            "HOLDFAST_RESERVATION_TIME",
            "15m",
            "how long an item of a cart is held",
            Kind.duration(LONGEST),
            HoldfastBuilder::reservationTime);

    /** How long an item is held for the buyers of a tier. */
    public static final Variable<Map<String, Duration>> HOLDFAST_RESERVATION_TIMES = variable(
            "HOLDFAST_RESERVATION_TIMES",
            "",
            "how long an item is held for the buyers of a tier, in place of HOLDFAST_RESERVATION_TIME, such as"
                    + " gold=30m,partner=1d; the time of a variant or of a cart takes precedence",
            Kind.durationsByName(LONGEST),
            HoldfastBuilder::reservationTimes);

    /** How long an item can be held by renewing it. */
    public static final Variable<Duration> HOLDFAST_MAX_RESERVATION_AGE = variable(
            "HOLDFAST_MAX_RESERVATION_AGE",
            "2h",
            "how long an item can be held in all, however often it is renewed",
            Kind.duration(LONGEST),
            HoldfastBuilder::maxReservationAge);

    /** How long a checkout session lasts. */
    public static final Variable<Duration> HOLDFAST_CHECKOUT_SESSION_TIME = variable(
            "HOLDFAST_CHECKOUT_SESSION_TIME",
            "30m",
            "how long a checkout session that names no time holds its items, 1s to 1d",
            Kind.duration(Duration.ofSeconds(1), HoldfastBuilder.LONGEST_CHECKOUT_SESSION),
            HoldfastBuilder::checkoutSessionTime);

    /** How long an order may wait for its payment; empty for any time. */
    public static final Variable<Optional<Duration>> HOLDFAST_PAY_WITHIN = variable(
            "HOLDFAST_PAY_WITHIN",
            "off",
            "how long an order may wait for its payment before it is cancelled, at least 1s, or off for any time; a"
                    + " checkout can name another time",
            Kind.durationOrOff(Duration.ofSeconds(1), LONGEST),
            (builder, time) -> builder.payWithin(time.orElse(null)));

    /** The pricing policy. */
    public static final Variable<PricingPolicy> HOLDFAST_PRICING_POLICY = variable(
            "HOLDFAST_PRICING_POLICY",
            "holdfast",
            "the pricing policy: " + String.join(", ", PricingPolicy.names())
                    + ", or one of them with options, such as holdfast;rounding=half_even",
            Kind.policy(),
            HoldfastBuilder::pricingPolicy);

    /** How much is given back for a part of an order. */
    public static final Variable<RefundPolicy> HOLDFAST_REFUND_POLICY = variable(
            "HOLDFAST_REFUND_POLICY",
            "keep",
            "what a part of an order is refunded: keep, what it was charged; or reprice, what was charged beyond the"
                    + " price of what is kept; fixed with each order",
            Kind.oneOf(RefundPolicy.class),
            HoldfastBuilder::refundPolicy);

    /** Whether cancelled orders give their uses of promo codes back. */
    public static final Variable<Boolean> HOLDFAST_RETURN_PROMO_USES = variable(
            "HOLDFAST_RETURN_PROMO_USES",
            "on",
            "whether an order that is cancelled as a whole gives back its uses of promo codes: on or off",
            Kind.onOrOff(),
            HoldfastBuilder::returnPromoUses);

    /** Which locations the units of an item come from. */
    public static final Variable<Allocation> HOLDFAST_ALLOCATION = variable(
            "HOLDFAST_ALLOCATION",
            "one_place_first",
            "which locations the units of an item come from, where several could serve it: one_place_first, one that has"
                    + " all, otherwise by priority; fewest_places, as few as possible; or most_stock, those that have most",
            Kind.oneOf(Allocation.class),
            (builder, allocation) -> builder.stockAllocator(allocation.allocator()));

    /** How long an empty cart is kept; empty for forever. */
    public static final Variable<Optional<Duration>> HOLDFAST_EMPTY_CART_AGE = variable(
            "HOLDFAST_EMPTY_CART_AGE",
            "30d",
            "how long an empty cart is kept after its last change, at least 1h, or off; sweeps delete older ones",
            Kind.durationOrOff(SHORTEST_CART_AGE, LONGEST),
            (builder, age) -> builder.emptyCartAge(age.orElse(null)));

    /** The most items of a cart. */
    public static final Variable<Integer> HOLDFAST_MAX_ITEMS_PER_CART = variable(
            "HOLDFAST_MAX_ITEMS_PER_CART",
            "100",
            "the most items of a cart, 1 to " + Limits.ITEMS_PER_CART,
            Kind.integer(1, Limits.ITEMS_PER_CART),
            HoldfastBuilder::maxItemsPerCart);

    /** The most units of a cart. */
    public static final Variable<Integer> HOLDFAST_MAX_UNITS_PER_CART = variable(
            "HOLDFAST_MAX_UNITS_PER_CART",
            "100000",
            "the most units of a cart, 1 to " + Limits.UNITS_HELD,
            Kind.integer(1, Limits.UNITS_HELD),
            HoldfastBuilder::maxUnitsPerCart);

    /** The most items that a user can hold in all open carts; empty for any number. */
    public static final Variable<OptionalInt> HOLDFAST_MAX_ITEMS_PER_USER = variable(
            "HOLDFAST_MAX_ITEMS_PER_USER",
            "off",
            "the most items that a user can hold in all open carts, or off",
            Kind.integerOrOff(1, Limits.UNITS_HELD),
            (builder, most) -> most.ifPresent(builder::maxItemsPerUser));

    /** The most units that a user can hold in all open carts; empty for any number. */
    public static final Variable<OptionalInt> HOLDFAST_MAX_UNITS_PER_USER = variable(
            "HOLDFAST_MAX_UNITS_PER_USER",
            "off",
            "the most units that a user can hold in all open carts, or off",
            Kind.integerOrOff(1, Limits.UNITS_HELD),
            (builder, most) -> most.ifPresent(builder::maxUnitsPerUser));

    /** The most units of one variant in an anonymous cart; empty for any number. */
    public static final Variable<OptionalInt> HOLDFAST_MAX_UNITS_PER_ANONYMOUS_ITEM = variable(
            "HOLDFAST_MAX_UNITS_PER_ANONYMOUS_ITEM",
            String.valueOf(HoldfastBuilder.DEFAULT_MAX_UNITS_PER_ANONYMOUS_ITEM),
            "the most units of one variant in an anonymous cart, which a publishable key has made for no user, or off",
            Kind.integerOrOff(1, Limits.QUANTITY),
            (builder, most) -> builder.maxUnitsPerAnonymousItem(orNull(most)));

    /** The share of a variant's stock that anonymous carts can hold, in percent; empty for all of it. */
    public static final Variable<OptionalInt> HOLDFAST_MAX_ANONYMOUS_SHARE = variable(
            "HOLDFAST_MAX_ANONYMOUS_SHARE",
            String.valueOf(HoldfastBuilder.DEFAULT_MAX_ANONYMOUS_SHARE),
            "the percentage of a variant's stock that all anonymous carts together can hold, 1 to 100, or off",
            Kind.integerOrOff(1, 100),
            (builder, percent) -> builder.maxAnonymousShare(orNull(percent)));

    /** The most anonymous carts of an address that hold something; empty for any number. */
    public static final Variable<OptionalInt> HOLDFAST_MAX_ANONYMOUS_CARTS = variable(
            "HOLDFAST_MAX_ANONYMOUS_CARTS",
            String.valueOf(HoldfastBuilder.DEFAULT_MAX_ANONYMOUS_CARTS),
            "the most anonymous carts of one address that hold something at once, 1 to 10000, or off",
            Kind.integerOrOff(1, 10_000),
            (builder, most) -> builder.maxAnonymousCarts(orNull(most)));

    /** On whose behalf the command line writes; empty for the user who is logged in. */
    public static final Variable<Optional<String>> HOLDFAST_ACTOR = variable(
            "HOLDFAST_ACTOR",
            "",
            "who is named in what commands write, 1 to " + Limits.ACTOR
                    + " characters; if not set, cli: and the name of the user who is logged in",
            Kind.optionalName(Limits.ACTOR));

    /** How long a command waits for rows that others have locked. */
    public static final Variable<Duration> HOLDFAST_COMMAND_TIMEOUT = variable(
            "HOLDFAST_COMMAND_TIMEOUT",
            "5s",
            "how long a command waits for rows that others have locked",
            Kind.duration(LONGEST_TIMEOUT),
            HoldfastBuilder::commandTimeout);

    /** The size of the connection pool. */
    public static final Variable<Integer> HOLDFAST_POOL_SIZE =
            variable("HOLDFAST_POOL_SIZE", "16", "the size of the connection pool, 2 to 1000", Kind.integer(2, 1_000));

    /** How many requests the server works on at once. */
    public static final Variable<Integer> HOLDFAST_MAX_REQUESTS = variable(
            "HOLDFAST_MAX_REQUESTS",
            "256",
            "the most requests that the server works on at once, 1 to 4096; further ones are answered with 503",
            Kind.integer(1, 4_096));

    /** How often the server sweeps; empty for never. */
    public static final Variable<Optional<Duration>> HOLDFAST_SWEEP_INTERVAL = variable(
            "HOLDFAST_SWEEP_INTERVAL", "30s", "how often the server sweeps, or off", Kind.durationOrOff(LONGEST));

    /** When the schema is brought up to date. */
    public static final Variable<MigrationMode> HOLDFAST_MIGRATE = variable(
            "HOLDFAST_MIGRATE",
            "auto",
            "when to migrate the schema: auto, in the server and in embedded databases; always; or never",
            Kind.oneOf(MigrationMode.class));

    /** Who may read the metrics. */
    public static final Variable<MetricsAccess> HOLDFAST_METRICS = variable(
            "HOLDFAST_METRICS",
            "key",
            "who may read /metrics: key, clients with the SECRET_KEY or a key with the scope metrics:read; public, everybody; or off",
            Kind.oneOf(MetricsAccess.class));

    /** The format of logs. */
    public static final Variable<LogFormat> HOLDFAST_LOG_FORMAT = variable(
            "HOLDFAST_LOG_FORMAT",
            "plain",
            "the format of logs: plain, a line of text for each message; or json, an object",
            Kind.oneOf(LogFormat.class));

    /** The least level that is logged. */
    public static final Variable<LogLevel> HOLDFAST_LOG_LEVEL = variable(
            "HOLDFAST_LOG_LEVEL",
            "info",
            "the least level that is logged: debug, info (with a line for each request), warn or error",
            Kind.oneOf(LogLevel.class));

    /** The address of Redis; empty for none. */
    public static final Variable<Optional<RedisAddress>> REDIS_URL = secret(
            "REDIS_URL",
            "redis://user:password@host:port/0, or rediss:// for TLS, with ?ssl_ca_certs=FILE for a certificate of your"
                    + " own; used by sweep --lock redis, and by servers to share the counts of rates",
            Kind.address(RedisAddress::parse));

    private final String name;
    private final String defaultValue;
    private final String description;
    private final boolean secret;
    private final Kind<T> kind;
    private final BiConsumer<HoldfastBuilder, T> setter;

    private Variable(
            String name,
            String defaultValue,
            String description,
            boolean secret,
            Kind<T> kind,
            BiConsumer<HoldfastBuilder, T> setter) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.description = description;
        this.secret = secret;
        this.kind = kind;
        this.setter = setter;
        ALL.add(this);
    }

    private static <T> Variable<T> variable(String name, String defaultValue, String description, Kind<T> kind) {
        return variable(name, defaultValue, description, kind, (builder, value) -> {});
    }

    private static <T> Variable<T> variable(
            String name, String defaultValue, String description, Kind<T> kind, BiConsumer<HoldfastBuilder, T> setter) {
        return new Variable<>(name, defaultValue, description, false, kind, setter);
    }

    private static <T> Variable<T> secret(String name, String description, Kind<T> kind) {
        return new Variable<>(name, "", description, true, kind, (builder, value) -> {});
    }

    private static @Nullable Integer orNull(OptionalInt value) {
        return value.isPresent() ? (Integer) value.getAsInt() : null;
    }

    /** All variables, in the order of the documentation. */
    public static List<Variable<?>> all() {
        return List.copyOf(ALL);
    }

    /** The name in the environment. */
    public String name() {
        return name;
    }

    /** The text that counts when none is given; empty for none. */
    public String defaultValue() {
        return defaultValue;
    }

    /** What it means, in a line. */
    public String description() {
        return description;
    }

    /** Whether its value, or a part of it, must not be shown. */
    public boolean secret() {
        return secret;
    }

    /**
     * Reads a value.
     *
     * @throws ConfigurationException if it cannot be used
     */
    T read(Value value) {
        return kind.read(value);
    }

    /** Sets a value on a builder, if the library has this setting. */
    void apply(HoldfastBuilder builder, Value value) {
        setter.accept(builder, read(value));
    }

    @Override
    public String toString() {
        return name;
    }
}

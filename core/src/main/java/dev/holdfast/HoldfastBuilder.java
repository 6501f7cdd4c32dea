package dev.holdfast;

import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.run.GuardedListener;
import dev.holdfast.internal.settings.CommandLimits;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.spi.HoldfastListener;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Holdfast}. Not thread-safe. */
public final class HoldfastBuilder {
    /** The schema used when none is named. */
    public static final String DEFAULT_SCHEMA = "holdfast";

    /** The currency used when none is named. */
    public static final Currency DEFAULT_CURRENCY = Currency.getInstance("USD");

    /** How long a line is held when nothing else is said. */
    public static final Duration DEFAULT_RESERVATION_TIME = Duration.ofMinutes(15);

    /** How long a line can be held by extending it when nothing else is said. */
    public static final Duration DEFAULT_MAX_RESERVATION_AGE = Duration.ofHours(2);

    /** How many lines a cart can have when nothing else is said. */
    public static final int DEFAULT_MAX_ITEMS_PER_CART = 100;

    /** How many units a cart can hold when nothing else is said. */
    public static final int DEFAULT_MAX_UNITS_PER_CART = 100_000;

    /** How long a command waits for what others hold when nothing else is said. */
    public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(5);

    /** How many lists of commands run at once when nothing else is said. */
    public static final int DEFAULT_LANES = 2;

    /** How many commands are combined into one transaction when nothing else is said. */
    public static final int DEFAULT_BATCH_LIMIT = 128;

    /** How many commands wait in a lane when nothing else is said. */
    public static final int DEFAULT_QUEUE_LIMIT = 1_000;

    private static final int MOST_ITEMS_PER_CART = 500;
    private static final int MOST_UNITS = 10_000_000;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
    private static final Duration LONGEST_RESERVATION = Duration.ofDays(3650);

    private final DataSource dataSource;
    private String schema = DEFAULT_SCHEMA;
    private @Nullable Clock clock;
    private Currency currency = DEFAULT_CURRENCY;
    private Duration reservationTime = DEFAULT_RESERVATION_TIME;
    private Duration maxReservationAge = DEFAULT_MAX_RESERVATION_AGE;
    private int maxItemsPerCart = DEFAULT_MAX_ITEMS_PER_CART;
    private int maxUnitsPerCart = DEFAULT_MAX_UNITS_PER_CART;
    private @Nullable Integer maxItemsPerUser;
    private @Nullable Integer maxUnitsPerUser;
    private Duration commandTimeout = DEFAULT_COMMAND_TIMEOUT;
    private int lanes = DEFAULT_LANES;
    private int batchLimit = DEFAULT_BATCH_LIMIT;
    private int queueLimit = DEFAULT_QUEUE_LIMIT;
    private PricingPolicy pricingPolicy = PricingPolicy.DEFAULT;
    private HoldfastListener listener = new HoldfastListener() {};

    HoldfastBuilder(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /** The schema of the shop: lower-case letters, digits and underscores. Defaults to {@value #DEFAULT_SCHEMA}. */
    public HoldfastBuilder schema(String name) {
        schema = Objects.requireNonNull(name, "schema");
        return this;
    }

    /** The clock, for tests and simulations. Defaults to the database's, on which all servers agree. */
    public HoldfastBuilder clock(Clock newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /** The currency of products, carts and rules that name none. Defaults to USD. */
    public HoldfastBuilder currency(Currency newCurrency) {
        currency = Objects.requireNonNull(newCurrency, "currency");
        return this;
    }

    /** How long a line is held after it was put or extended, at most ten years. Defaults to 15 minutes. */
    public HoldfastBuilder reservationTime(Duration time) {
        reservationTime = upTo(LONGEST_RESERVATION, "reservationTime", time);
        return this;
    }

    /**
     * How long after a line was put it can at most be held, extended or put again meanwhile; at most ten years. Defaults
     * to 2 hours.
     */
    public HoldfastBuilder maxReservationAge(Duration age) {
        maxReservationAge = upTo(LONGEST_RESERVATION, "maxReservationAge", age);
        return this;
    }

    /** How many lines a cart can have, 1 to 500. Defaults to {@value #DEFAULT_MAX_ITEMS_PER_CART}. */
    public HoldfastBuilder maxItemsPerCart(int most) {
        maxItemsPerCart = between("maxItemsPerCart", most, 1, MOST_ITEMS_PER_CART);
        return this;
    }

    /**
     * How many units a cart can hold over all its lines, 1 to 10,000,000. Defaults to {@value
     * #DEFAULT_MAX_UNITS_PER_CART}.
     */
    public HoldfastBuilder maxUnitsPerCart(int most) {
        maxUnitsPerCart = between("maxUnitsPerCart", most, 1, MOST_UNITS);
        return this;
    }

    /**
     * How many lines a user can hold over all open carts of that user, 1 to 10,000,000; carts without a user are not
     * counted. Costs a round trip when a cart with a user is to hold more. Defaults to any number.
     */
    public HoldfastBuilder maxItemsPerUser(int most) {
        maxItemsPerUser = between("maxItemsPerUser", most, 1, MOST_UNITS);
        return this;
    }

    /** The same for units. Defaults to any number. */
    public HoldfastBuilder maxUnitsPerUser(int most) {
        maxUnitsPerUser = between("maxUnitsPerUser", most, 1, MOST_UNITS);
        return this;
    }

    /**
     * How long a command waits for rows that others hold before it is refused as busy, at most a day. Defaults to 5
     * seconds.
     */
    public HoldfastBuilder commandTimeout(Duration timeout) {
        commandTimeout = timeout("commandTimeout", timeout);
        return this;
    }

    /**
     * How many lists of commands run at once; each takes a connection while it runs. Commands on one variant share a
     * lane. Defaults to {@value #DEFAULT_LANES}.
     */
    public HoldfastBuilder lanes(int count) {
        lanes = between("lanes", count, 1, 64);
        return this;
    }

    /** How many commands are combined into one transaction; 1 combines none. Defaults to {@value #DEFAULT_BATCH_LIMIT}. */
    public HoldfastBuilder batchLimit(int most) {
        batchLimit = between("batchLimit", most, 1, 1_000);
        return this;
    }

    /** How many commands wait in a lane before more are refused. Defaults to {@value #DEFAULT_QUEUE_LIMIT}. */
    public HoldfastBuilder queueLimit(int most) {
        queueLimit = between("queueLimit", most, 1, 1_000_000);
        return this;
    }

    /** The arithmetic of prices. Defaults to {@link PricingPolicy#DEFAULT}. */
    public HoldfastBuilder pricingPolicy(PricingPolicy policy) {
        pricingPolicy = Objects.requireNonNull(policy, "pricingPolicy");
        return this;
    }

    /** Who is told what the shop did. Defaults to nobody. */
    public HoldfastBuilder listener(HoldfastListener newListener) {
        listener = new GuardedListener(Objects.requireNonNull(newListener, "listener"));
        return this;
    }

    /** The shop. Nothing is asked of the database yet. */
    public Holdfast build() {
        if (maxReservationAge.compareTo(reservationTime) < 0) {
            throw new IllegalArgumentException(
                    "maxReservationAge: " + maxReservationAge + " is less than reservationTime, " + reservationTime);
        }
        Settings settings = new Settings(
                currency,
                new HoldLimits(
                        reservationTime,
                        maxReservationAge,
                        maxItemsPerCart,
                        maxUnitsPerCart,
                        maxItemsPerUser,
                        maxUnitsPerUser),
                new CommandLimits(commandTimeout, lanes, batchLimit, queueLimit),
                pricingPolicy,
                listener);
        Database database = Database.of(dataSource, schema, clock);
        return new Holdfast(database, new RuleBooks(database), settings);
    }

    private static int between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + ": " + value + " is not between " + least + " and " + most);
        }
        return value;
    }

    // The database keeps lock timeouts as milliseconds in 31 bits, which is not quite 25 days.
    static Duration timeout(String option, Duration value) {
        return upTo(LONGEST_TIMEOUT, option, value);
    }

    private static Duration upTo(Duration longest, String option, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(option + ": " + value + " is not positive");
        }
        if (value.compareTo(longest) > 0) {
            throw new IllegalArgumentException(option + ": " + value + " is longer than " + longest);
        }
        return value;
    }
}

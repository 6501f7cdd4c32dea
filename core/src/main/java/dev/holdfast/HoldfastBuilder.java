package dev.holdfast;

import dev.holdfast.internal.Database;
import dev.holdfast.internal.Settings;
import dev.holdfast.pricing.PricingPolicy;
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

    /** How long a command waits for what others hold when nothing else is said. */
    public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(5);

    private static final int MOST_ITEMS_PER_CART = 500;

    private final DataSource dataSource;
    private String schema = DEFAULT_SCHEMA;
    private @Nullable Clock clock;
    private Currency currency = DEFAULT_CURRENCY;
    private Duration reservationTime = DEFAULT_RESERVATION_TIME;
    private Duration maxReservationAge = DEFAULT_MAX_RESERVATION_AGE;
    private int maxItemsPerCart = DEFAULT_MAX_ITEMS_PER_CART;
    private Duration commandTimeout = DEFAULT_COMMAND_TIMEOUT;
    private PricingPolicy pricingPolicy = PricingPolicy.DEFAULT;

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

    /** How long a line is held after it was put or extended. Defaults to 15 minutes. */
    public HoldfastBuilder reservationTime(Duration time) {
        reservationTime = positive("reservationTime", time);
        return this;
    }

    /** How long after a line was put it can at most be held, extended or put again meanwhile. Defaults to 2 hours. */
    public HoldfastBuilder maxReservationAge(Duration age) {
        maxReservationAge = positive("maxReservationAge", age);
        return this;
    }

    /** How many lines a cart can have, 1 to 500. Defaults to {@value #DEFAULT_MAX_ITEMS_PER_CART}. */
    public HoldfastBuilder maxItemsPerCart(int most) {
        if (most < 1 || most > MOST_ITEMS_PER_CART) {
            throw new IllegalArgumentException(
                    "maxItemsPerCart: " + most + " is not between 1 and " + MOST_ITEMS_PER_CART);
        }
        maxItemsPerCart = most;
        return this;
    }

    /** How long a command waits for rows that others hold before it is refused as busy. Defaults to 5 seconds. */
    public HoldfastBuilder commandTimeout(Duration timeout) {
        commandTimeout = positive("commandTimeout", timeout);
        return this;
    }

    /** The arithmetic of prices. Defaults to {@link PricingPolicy#DEFAULT}. */
    public HoldfastBuilder pricingPolicy(PricingPolicy policy) {
        pricingPolicy = Objects.requireNonNull(policy, "pricingPolicy");
        return this;
    }

    /** The shop. Nothing is asked of the database yet. */
    public Holdfast build() {
        if (maxReservationAge.compareTo(reservationTime) < 0) {
            throw new IllegalArgumentException(
                    "maxReservationAge: " + maxReservationAge + " is less than reservationTime, " + reservationTime);
        }
        Settings settings = new Settings(
                schema,
                clock,
                currency,
                reservationTime,
                maxReservationAge,
                maxItemsPerCart,
                commandTimeout,
                pricingPolicy);
        return new Holdfast(Database.of(dataSource, schema, clock), settings);
    }

    private static Duration positive(String option, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(option + ": " + value + " is not positive");
        }
        return value;
    }
}

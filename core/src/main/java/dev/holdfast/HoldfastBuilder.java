package dev.holdfast;

import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.run.GuardedListener;
import dev.holdfast.internal.settings.AnonymousLimits;
import dev.holdfast.internal.settings.CommandLimits;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.LocationCache;
import dev.holdfast.order.RefundPolicy;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.HostTransactions;
import dev.holdfast.spi.StockAllocator;
import java.time.Clock;
import java.time.Duration;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Holdfast}. Not thread-safe. */
public final class HoldfastBuilder {
    /** The schema if none is given. */
    public static final String DEFAULT_SCHEMA = "holdfast";

    /** The currency if none is given. */
    public static final Currency DEFAULT_CURRENCY = Currency.getInstance("USD");

    /** The reservation time if none is given. */
    public static final Duration DEFAULT_RESERVATION_TIME = Duration.ofMinutes(15);

    /** The maximum age of a reservation if none is given. */
    public static final Duration DEFAULT_MAX_RESERVATION_AGE = Duration.ofHours(2);

    /** The most items of a cart if no other limit is given. */
    public static final int DEFAULT_MAX_ITEMS_PER_CART = 100;

    /** The most units of a cart if no other limit is given. */
    public static final int DEFAULT_MAX_UNITS_PER_CART = 100_000;

    /** The command timeout if none is given. */
    public static final Duration DEFAULT_COMMAND_TIMEOUT = Duration.ofSeconds(5);

    /** The number of lanes if none is given. */
    public static final int DEFAULT_LANES = 2;

    /** The most commands of one transaction if no other limit is given. */
    public static final int DEFAULT_BATCH_LIMIT = 128;

    /** The most commands that wait in a lane if no other limit is given. */
    public static final int DEFAULT_QUEUE_LIMIT = 1_000;

    /** The value of {@link #checkoutSessionTime} if none is given. */
    public static final Duration DEFAULT_CHECKOUT_SESSION_TIME = Duration.ofMinutes(30);

    /** The longest time that a checkout session can last. */
    public static final Duration LONGEST_CHECKOUT_SESSION = Duration.ofDays(1);

    /** The value of {@link #emptyCartAge} if none is given. */
    public static final Duration DEFAULT_EMPTY_CART_AGE = Duration.ofDays(30);

    /** The default limit of the units of one variant in an anonymous cart. */
    public static final int DEFAULT_MAX_UNITS_PER_ANONYMOUS_ITEM = 20;

    /** The default share of a variant's stock that anonymous carts can hold, in percent. */
    public static final int DEFAULT_MAX_ANONYMOUS_SHARE = 80;

    /** The default limit of anonymous carts of one origin that hold something. */
    public static final int DEFAULT_MAX_ANONYMOUS_CARTS = 50;

    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
    private static final Duration LONGEST_RESERVATION = Duration.ofDays(3650);
    private static final Duration SHORTEST_EMPTY_CART_AGE = Duration.ofHours(1);

    private final DataSource dataSource;
    private String schema = DEFAULT_SCHEMA;
    private @Nullable Clock clock;
    private Currency currency = DEFAULT_CURRENCY;
    private Duration reservationTime = DEFAULT_RESERVATION_TIME;
    private Map<String, Duration> reservationTimes = Map.of();
    private Duration maxReservationAge = DEFAULT_MAX_RESERVATION_AGE;
    private int maxItemsPerCart = DEFAULT_MAX_ITEMS_PER_CART;
    private int maxUnitsPerCart = DEFAULT_MAX_UNITS_PER_CART;
    private @Nullable Integer maxItemsPerUser;
    private @Nullable Integer maxUnitsPerUser;
    private AnonymousLimits anonymous = new AnonymousLimits(
            DEFAULT_MAX_UNITS_PER_ANONYMOUS_ITEM, DEFAULT_MAX_ANONYMOUS_SHARE, DEFAULT_MAX_ANONYMOUS_CARTS);
    private Duration commandTimeout = DEFAULT_COMMAND_TIMEOUT;
    private int lanes = DEFAULT_LANES;
    private int batchLimit = DEFAULT_BATCH_LIMIT;
    private int queueLimit = DEFAULT_QUEUE_LIMIT;
    private PricingPolicy pricingPolicy = PricingPolicy.DEFAULT;
    private RefundPolicy refundPolicy = RefundPolicy.KEEP;
    private boolean returnPromoUses = true;
    private Duration checkoutSessionTime = DEFAULT_CHECKOUT_SESSION_TIME;
    private @Nullable Duration payWithin;
    private @Nullable Duration emptyCartAge = DEFAULT_EMPTY_CART_AGE;
    private StockAllocator allocator = StockAllocator.onePlaceFirst();
    private HoldfastListener listener = new HoldfastListener() {};
    private @Nullable HostTransactions transactions;

    HoldfastBuilder(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /** The schema of the shop: lower-case letters, digits and underscores. Defaults to {@value #DEFAULT_SCHEMA}. */
    public HoldfastBuilder schema(String name) {
        schema = Objects.requireNonNull(name, "schema");
        return this;
    }

    /** The clock, for tests and simulations. Defaults to the database's, which all servers share. */
    public HoldfastBuilder clock(Clock newClock) {
        clock = Objects.requireNonNull(newClock, "clock");
        return this;
    }

    /** The currency of products, carts and rules that are added without one. Defaults to USD. */
    public HoldfastBuilder currency(Currency newCurrency) {
        currency = Objects.requireNonNull(newCurrency, "currency");
        return this;
    }

    /** How long an item is reserved each time it is put or extended, at most ten years. Defaults to 15 minutes. */
    public HoldfastBuilder reservationTime(Duration time) {
        reservationTime = upTo(LONGEST_RESERVATION, "reservationTime", time);
        return this;
    }

    /**
     * How long an item is reserved for the buyers of a tier, in place of the {@link #reservationTime}. The time of the
     * item's variant takes precedence, and the time of the cart over both.
     *
     * @param times by tier, each at most ten years, and none longer than the {@link #maxReservationAge}. Defaults to none
     */
    public HoldfastBuilder reservationTimes(Map<String, Duration> times) {
        times.forEach((tier, time) -> upTo(LONGEST_RESERVATION, "reservationTimes: " + tier, time));
        reservationTimes = Map.copyOf(times);
        return this;
    }

    /**
     * How long an item can be reserved in total, counted from when it was first put, however often it is extended or
     * put again, even after it has expired; at most ten years. An item that has expired at that age can be put again once
     * its units have been free for one reservation time. Defaults to 2 hours.
     */
    public HoldfastBuilder maxReservationAge(Duration age) {
        maxReservationAge = upTo(LONGEST_RESERVATION, "maxReservationAge", age);
        return this;
    }

    /**
     * How long a checkout session holds its items unless it is begun with another time; 1 second to 1 day. Defaults to 30
     * minutes.
     */
    public HoldfastBuilder checkoutSessionTime(Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("checkoutSessionTime: " + time + " is less than a second");
        }
        checkoutSessionTime = upTo(LONGEST_CHECKOUT_SESSION, "checkoutSessionTime", time);
        return this;
    }

    /**
     * How long an order may wait for its payment unless its checkout names a time, 1 second to ten years. An order that
     * stands as unpaid or failed by then, and of which nothing was delivered, is cancelled: its units can be had, and its
     * promo codes used, whether or not a sweep has run. Null, the default, for any time.
     */
    public HoldfastBuilder payWithin(@Nullable Duration time) {
        if (time != null && time.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("payWithin: " + time + " is less than a second");
        }
        payWithin = time == null ? null : upTo(LONGEST_RESERVATION, "payWithin", time);
        return this;
    }

    /** The most items of a cart, 1 to 500. Defaults to {@value #DEFAULT_MAX_ITEMS_PER_CART}. */
    public HoldfastBuilder maxItemsPerCart(int most) {
        maxItemsPerCart = between("maxItemsPerCart", most, 1, Limits.ITEMS_PER_CART);
        return this;
    }

    /**
     * The most units of a cart, over all its items, 1 to 10,000,000. Defaults to {@value #DEFAULT_MAX_UNITS_PER_CART}.
     */
    public HoldfastBuilder maxUnitsPerCart(int most) {
        maxUnitsPerCart = between("maxUnitsPerCart", most, 1, Limits.UNITS_HELD);
        return this;
    }

    /**
     * The most items that a user can hold over all their open carts, 1 to 10,000,000; carts without a user do not
     * count. Costs one round trip more when a cart with a user is to hold more. Defaults to no limit.
     */
    public HoldfastBuilder maxItemsPerUser(int most) {
        maxItemsPerUser = between("maxItemsPerUser", most, 1, Limits.UNITS_HELD);
        return this;
    }

    /** The most units that a user can hold over all their open carts. Otherwise like {@link #maxItemsPerUser}. */
    public HoldfastBuilder maxUnitsPerUser(int most) {
        maxUnitsPerUser = between("maxUnitsPerUser", most, 1, Limits.UNITS_HELD);
        return this;
    }

    /**
     * The most units of one variant in an anonymous cart, 1 to 100,000; null for any number. Defaults to {@value
     * #DEFAULT_MAX_UNITS_PER_ANONYMOUS_ITEM}.
     *
     * @see dev.holdfast.cart.Carts#createAnonymous
     */
    public HoldfastBuilder maxUnitsPerAnonymousItem(@Nullable Integer most) {
        anonymous = anonymous.withUnitsPerItem(
                most == null ? null : (Integer) between("maxUnitsPerAnonymousItem", most, 1, Limits.QUANTITY));
        return this;
    }

    /**
     * The share of a variant's stock, in percent and rounded up to a unit, that all anonymous carts together can hold, 1
     * to 100; null for all of it. Costs one round trip more when an anonymous cart is to hold more of a variant of which
     * more than the share is reserved. Defaults to {@value #DEFAULT_MAX_ANONYMOUS_SHARE}.
     */
    public HoldfastBuilder maxAnonymousShare(@Nullable Integer percent) {
        anonymous =
                anonymous.withShare(percent == null ? null : (Integer) between("maxAnonymousShare", percent, 1, 100));
        return this;
    }

    /**
     * The most anonymous carts of one origin that hold something at once, 1 to 10,000; null for any number. Costs one
     * round trip more when an anonymous cart that holds nothing is to hold something. Defaults to {@value
     * #DEFAULT_MAX_ANONYMOUS_CARTS}.
     */
    public HoldfastBuilder maxAnonymousCarts(@Nullable Integer most) {
        anonymous = anonymous.withCarts(most == null ? null : (Integer) between("maxAnonymousCarts", most, 1, 10_000));
        return this;
    }

    /**
     * How long a call that changes something waits for locked rows before it is refused as busy, at most a day. Defaults
     * to 5 seconds.
     *
     * @see Holdfast#withTimeout
     */
    public HoldfastBuilder commandTimeout(Duration timeout) {
        commandTimeout = timeout("commandTimeout", timeout);
        return this;
    }

    /**
     * How many batches of commands run at once, 1 to 64; each uses a connection while it runs. Commands on one variant
     * share a lane. Defaults to {@value #DEFAULT_LANES}.
     */
    public HoldfastBuilder lanes(int count) {
        lanes = between("lanes", count, 1, 64);
        return this;
    }

    /**
     * The most commands that are combined into one transaction, 1 to 1,000; with 1, none are. Defaults to {@value
     * #DEFAULT_BATCH_LIMIT}.
     */
    public HoldfastBuilder batchLimit(int most) {
        batchLimit = between("batchLimit", most, 1, 1_000);
        return this;
    }

    /**
     * How many commands wait in a lane before more are refused as busy, 1 to 1,000,000. Defaults to {@value
     * #DEFAULT_QUEUE_LIMIT}.
     */
    public HoldfastBuilder queueLimit(int most) {
        queueLimit = between("queueLimit", most, 1, 1_000_000);
        return this;
    }

    /** How rules are combined and amounts rounded. Defaults to {@link PricingPolicy#DEFAULT}. */
    public HoldfastBuilder pricingPolicy(PricingPolicy policy) {
        pricingPolicy = Objects.requireNonNull(policy, "pricingPolicy");
        return this;
    }

    /**
     * How much is given back for a part of an order that is placed from now on. Defaults to {@link RefundPolicy#KEEP}.
     */
    public HoldfastBuilder refundPolicy(RefundPolicy policy) {
        refundPolicy = Objects.requireNonNull(policy, "refundPolicy");
        return this;
    }

    /**
     * Whether an order that is cancelled as a whole gives back its uses of stored promo codes, so that others can have
     * them. Defaults to true.
     */
    public HoldfastBuilder returnPromoUses(boolean give) {
        returnPromoUses = give;
        return this;
    }

    /**
     * How long a cart is kept that is empty, counted from its last change: one that holds no items and no promo codes,
     * and that no order was placed from, whether its buyer deleted it or not. A sweep deletes such carts, and the items
     * that expired in them. Defaults to 30 days.
     *
     * @param age from one hour to ten years, or null to keep empty carts forever
     */
    public HoldfastBuilder emptyCartAge(@Nullable Duration age) {
        if (age != null && age.compareTo(SHORTEST_EMPTY_CART_AGE) < 0) {
            throw new IllegalArgumentException("emptyCartAge: " + age + " is less than " + SHORTEST_EMPTY_CART_AGE);
        }
        emptyCartAge = age == null ? null : upTo(LONGEST_RESERVATION, "emptyCartAge", age);
        return this;
    }

    /**
     * Decides which locations the units of an item come from, where more than one could serve it. The default is {@link
     * StockAllocator#onePlaceFirst}.
     */
    public HoldfastBuilder stockAllocator(StockAllocator newAllocator) {
        allocator = newAllocator;
        return this;
    }

    /** Receives what the shop did, for metrics. Defaults to none. */
    public HoldfastBuilder listener(HoldfastListener newListener) {
        listener = new GuardedListener(Objects.requireNonNull(newListener, "listener"));
        return this;
    }

    /**
     * Lets each call join the transaction of the host that the calling thread is in, as {@link Holdfast#within} does for
     * one connection. Defaults to none: each call has a transaction of its own.
     *
     * @param hosts tells which transaction that is. The DataSource of the builder stays the pool itself
     */
    public HoldfastBuilder joining(HostTransactions hosts) {
        transactions = Objects.requireNonNull(hosts, "joining");
        return this;
    }

    /**
     * Builds the shop. Does not access the database yet.
     *
     * @throws IllegalArgumentException if the maximum age of a reservation is less than the reservation time, or the
     *     schema's name is not valid
     */
    public Holdfast build() {
        if (maxReservationAge.compareTo(reservationTime) < 0) {
            throw new IllegalArgumentException(
                    "maxReservationAge: " + maxReservationAge + " is less than reservationTime, " + reservationTime);
        }
        reservationTimes.forEach((tier, time) -> {
            if (maxReservationAge.compareTo(time) < 0) {
                throw new IllegalArgumentException("maxReservationAge: " + maxReservationAge
                        + " is less than the time of the tier " + tier + " in reservationTimes, " + time);
            }
        });
        Settings settings = new Settings(
                currency,
                new HoldLimits(
                        reservationTime,
                        reservationTimes,
                        maxReservationAge,
                        maxItemsPerCart,
                        maxUnitsPerCart,
                        maxItemsPerUser,
                        maxUnitsPerUser,
                        anonymous),
                new CommandLimits(commandTimeout, lanes, batchLimit, queueLimit),
                pricingPolicy,
                new RefundSettings(refundPolicy.word(), returnPromoUses, payWithin),
                checkoutSessionTime,
                emptyCartAge,
                allocator,
                listener);
        Database database = Database.of(dataSource, schema, clock)
                .withTimeout(commandTimeout)
                .joining(transactions);
        return new Holdfast(database, new RuleBooks(database), new LocationCache(database), settings);
    }

    private static int between(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + ": " + value + " is not between " + least + " and " + most);
        }
        return value;
    }

    // The database stores lock timeouts as milliseconds in 31 bits, which is not quite 25 days.
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

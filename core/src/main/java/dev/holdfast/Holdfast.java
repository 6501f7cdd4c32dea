package dev.holdfast;

import dev.holdfast.access.ApiKeys;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.cart.Carts;
import dev.holdfast.catalog.Catalog;
import dev.holdfast.checkout.Checkout;
import dev.holdfast.checkout.CheckoutSessions;
import dev.holdfast.event.Events;
import dev.holdfast.internal.cart.CartTokens;
import dev.holdfast.internal.event.StreamEnd;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.rules.RuleSql;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.run.IdempotencyKeys;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.LocationCache;
import dev.holdfast.internal.work.Loader;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.kit.Kits;
import dev.holdfast.location.Locations;
import dev.holdfast.lookup.Lookup;
import dev.holdfast.order.Orders;
import dev.holdfast.pricing.PricingRules;
import dev.holdfast.promo.PromoCodes;
import dev.holdfast.sweep.Sweeper;
import dev.holdfast.transfer.Transfers;
import dev.holdfast.verify.Verifier;
import dev.holdfast.verify.VerifyReport;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The entry point to a shop: its catalogue, stock, prices, carts and orders.
 *
 * <p>Build one per shop with {@link #builder(DataSource)} and keep it. It holds no threads, and no connections between
 * calls, so there is nothing to close. Each call is a transaction, committed when the call returns; {@link
 * #within(Connection)} offers the same services inside a transaction of the caller. Thread-safe.
 */
public final class Holdfast {
    // About two megabytes.
    private static final int KNOWN_CART_TOKENS = 10_000;

    private final Database database;
    private final RuleBooks books;
    private final LocationCache locationCache;
    private final Settings settings;
    private final Loader loader;
    private final CommandRunner runner;
    private final CartTokens cartTokens;
    private final StreamEnd streamEnd;

    // Built when they are first asked for: most requests of a server join a transaction for one call of one service.
    private final Lazy<Catalog> catalog;
    private final Lazy<Inventory> inventory;
    private final Lazy<Locations> locations;
    private final Lazy<Transfers> transfers;
    private final Lazy<Kits> kits;
    private final Lazy<PricingRules> pricing;
    private final Lazy<PromoCodes> promoCodes;
    private final Lazy<Carts> carts;
    private final Lazy<Checkout> checkout;
    private final Lazy<CheckoutSessions> checkoutSessions;
    private final Lazy<Orders> orders;
    private final Lazy<ApiKeys> apiKeys;
    private final Lazy<AuditLog> audit;
    private final Lazy<Events> events;

    Holdfast(Database database, RuleBooks books, LocationCache locationCache, Settings settings) {
        this(
                database,
                books,
                locationCache,
                settings,
                new Loader(database, books, locationCache, settings.allocator(), settings.holds()),
                new CartTokens(KNOWN_CART_TOKENS),
                new StreamEnd(database.ownTransactions()));
    }

    private Holdfast(
            Database database,
            RuleBooks books,
            LocationCache locationCache,
            Settings settings,
            Loader loader,
            CartTokens cartTokens,
            StreamEnd streamEnd) {
        this(
                database,
                books,
                locationCache,
                settings,
                loader,
                new CommandRunner(database, loader, settings),
                cartTokens,
                streamEnd);
    }

    private Holdfast(
            Database database,
            RuleBooks books,
            LocationCache locationCache,
            Settings settings,
            Loader loader,
            CommandRunner runner,
            CartTokens cartTokens,
            StreamEnd streamEnd) {
        this.database = database;
        this.books = books;
        this.locationCache = locationCache;
        this.settings = settings;
        this.loader = loader;
        this.runner = runner;
        this.cartTokens = cartTokens;
        this.streamEnd = streamEnd;
        this.catalog = new Lazy<>(() -> new Catalog(database));
        this.inventory = new Lazy<>(() -> new Inventory(database, runner));
        this.locations = new Lazy<>(() -> new Locations(database));
        this.transfers = new Lazy<>(() -> new Transfers(database, runner));
        this.kits = new Lazy<>(() -> new Kits(database, runner));
        this.pricing = new Lazy<>(() -> new PricingRules(database, books, settings));
        this.promoCodes = new Lazy<>(() -> new PromoCodes(database));
        this.carts = new Lazy<>(() -> new Carts(database, runner, books, locationCache, settings, cartTokens));
        this.checkout = new Lazy<>(() -> new Checkout(runner, settings));
        this.checkoutSessions =
                new Lazy<>(() -> new CheckoutSessions(database, runner, books, locationCache, settings));
        this.orders = new Lazy<>(() -> new Orders(database, runner, settings));
        this.apiKeys = new Lazy<>(() -> new ApiKeys(database));
        this.audit = new Lazy<>(() -> new AuditLog(database));
        this.events = new Lazy<>(() -> new Events(database.ownTransactions(), streamEnd, locationCache));
    }

    /** A service, built by the first thread that asks for it; two that ask at once may each build one. */
    private static final class Lazy<T> {
        private final Supplier<T> maker;
        private volatile @Nullable T made;

        Lazy(Supplier<T> maker) {
            this.maker = maker;
        }

        T get() {
            T present = made;
            if (present == null) {
                present = maker.get();
                made = present;
            }
            return present;
        }
    }

    /**
     * Starts to build a shop.
     *
     * @param dataSource a pool of connections to PostgreSQL 15 or newer, with a migrated schema. Holdfast commits and
     *     rolls back the connections that it takes, so it must not be a transaction-aware DataSource, which shares the
     *     connection of a caller's transaction (Spring's TransactionAwareDataSourceProxy is one). A call that gets such
     *     a connection fails with an {@link UnusableTransactionException} and leaves that transaction alone.
     */
    public static HoldfastBuilder builder(DataSource dataSource) {
        return new HoldfastBuilder(dataSource);
    }

    /** Products and variants. */
    public Catalog catalog() {
        return catalog.get();
    }

    /** Stock levels and their ledger. */
    public Inventory inventory() {
        return inventory.get();
    }

    /** The places where stock lies. */
    public Locations locations() {
        return locations.get();
    }

    /** Units that are sent from one location to another. */
    public Transfers transfers() {
        return transfers.get();
    }

    /** Variants that are sold as components. */
    public Kits kits() {
        return kits.get();
    }

    /** Pricing rules, and prices without a cart. */
    public PricingRules pricing() {
        return pricing.get();
    }

    /** Stored promo codes, each with limits of its own. */
    public PromoCodes promoCodes() {
        return promoCodes.get();
    }

    /** Carts and their reservations. */
    public Carts carts() {
        return carts.get();
    }

    /** Turns carts into orders. */
    public Checkout checkout() {
        return checkout.get();
    }

    /** Checkouts in two steps, for shops that take the money in between. */
    public CheckoutSessions checkoutSessions() {
        return checkoutSessions.get();
    }

    /** Orders, and how they are cancelled, fulfilled, returned and paid. */
    public Orders orders() {
        return orders.get();
    }

    /** The keys that requests to the shop's servers are made with. */
    public ApiKeys apiKeys() {
        return apiKeys.get();
    }

    /** Who changed products, prices, rules, locations and keys, and how. */
    public AuditLog audit() {
        return audit.get();
    }

    /**
     * Takes expired reservations out of carts, cancels orders that were not paid in time, and deletes carts that are empty
     * and old.
     *
     * @throws IllegalStateException inside a transaction of the host, where a sweep would hold its locks for too long
     */
    public Sweeper sweeper() {
        if (database.isJoined()) {
            throw new IllegalStateException("a sweep needs its own transactions and cannot join a host's");
        }
        return new Sweeper(database, runner, settings.emptyCartAge(), settings.listener());
    }

    /** What happened, as a stream. */
    public Events events() {
        return events.get();
    }

    /**
     * Cross-checks stock, ledger, carts, promo codes and orders. Only reads; the shop may continue to sell.
     *
     * @see Verifier
     */
    public VerifyReport verify() {
        return verifier().verify();
    }

    /** The same, for a caller that wants each violation as soon as it is found. */
    public Verifier verifier() {
        return new Verifier(database);
    }

    /** Finds codes by how they begin, for programs that complete what a person types. Only reads. */
    public Lookup lookup() {
        return new Lookup(database);
    }

    /**
     * Reads the locations and the rules that are in force, so that the next calls need not. Nothing has to call it. What a
     * call reads inside a transaction of the host cannot always be kept, so a host that makes most calls there may call
     * this when it starts, and now and then; a {@link dev.holdfast.sweep.BackgroundSweep} does.
     *
     * @throws IllegalStateException inside a transaction of the host
     */
    public void warmUp() {
        if (database.isJoined()) {
            throw new IllegalStateException("what is read inside a host's transaction cannot be kept");
        }
        database.read(locationCache::refresh);
        books.at(database.read(RuleSql.class, RuleSql::token));
    }

    /** The number of commands of this process that wait for others to end, for metrics. */
    public int waitingCommands() {
        return runner.waiting();
    }

    /**
     * Returns the same shop with another command timeout. A command that could not be done in that time is refused as
     * busy, and has done nothing; one that is already running is waited for, so that its caller learns the outcome.
     * Inside a {@linkplain #within(Connection) host's transaction} it limits each statement of a command, and each wait
     * for a lock of any other call.
     *
     * @param timeout positive, at most a day; replaces {@link HoldfastBuilder#commandTimeout}
     */
    public Holdfast withTimeout(Duration timeout) {
        Duration checked = HoldfastBuilder.timeout("timeout", timeout);
        return new Holdfast(
                database.withTimeout(checked),
                books,
                locationCache,
                settings.withTimeout(checked),
                loader,
                runner.withTimeout(checked),
                cartTokens,
                streamEnd);
    }

    /**
     * Returns the same shop for somebody who is named in what is written: in the ledger, in revisions of rules, in
     * corrections and payments of orders, and in the {@linkplain #audit() audit log}. Commands of several actors are still combined, and each is written with its
     * own. Costs no more than the object; {@link #within} and {@link #withTimeout} keep the actor. A reservation that
     * expires names nobody, because it ends by itself, even if the command of a buyer finds it. By default nobody is
     * named.
     *
     * @param actor 1 to {@value Limits#ACTOR} characters without control characters, such as {@code
     *     warehouse} or {@code support:jane}; null for nobody
     * @throws InvalidInputException if it is empty, too long, or contains a control character
     */
    public Holdfast as(@Nullable String actor) {
        Validation checks = new Validation();
        InputChecks.actor(checks, "/actor", actor);
        checks.throwIfAny();
        Database named = database.as(actor);
        return new Holdfast(named, books, locationCache, settings, loader, runner.as(named), cartTokens, streamEnd);
    }

    /**
     * Returns the same shop inside a transaction of the caller: changes take effect when the caller commits, and leave
     * no trace when the caller rolls back. A refused call leaves the transaction usable. Locks are held until the
     * transaction ends, so keep it short. Nothing is retried for the caller.
     *
     * <p>Every wait ends: a statement of a command takes at most the {@linkplain HoldfastBuilder#commandTimeout command
     * timeout}, and a statement of another call waits at most that long for each lock; then the call is refused as busy
     * and undone. Where the transaction has a shorter {@code statement_timeout} or {@code lock_timeout}, that stays.
     * After each call both are what they were before.
     *
     * <p>Changes need a READ COMMITTED transaction that is not read only, because they rest on what others committed
     * while they waited for a lock. In any other transaction they are refused with an {@link
     * UnusableTransactionException}; reads work in every transaction, and see what its isolation level lets them see.
     *
     * @param connection with autocommit off, used by one thread at a time; Holdfast never commits, rolls back or closes
     *     it
     * @throws IllegalArgumentException if the connection is in autocommit mode
     */
    public Holdfast within(Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalArgumentException(
                        "connection: is in autocommit mode, so there is no transaction to join");
            }
        } catch (SQLException e) {
            throw new UnavailableException(
                    "database_unavailable", "the connection is not usable", Duration.ofSeconds(1), e);
        }
        return within(database.within(connection));
    }

    private Holdfast within(Database joined) {
        RuleBooks joinedBooks = books.within(joined);
        LocationCache joinedLocations = locationCache.within(joined);
        Loader joinedLoader = loader.within(joined, joinedBooks, joinedLocations);
        return new Holdfast(
                joined,
                joinedBooks,
                joinedLocations,
                settings,
                joinedLoader,
                runner.within(joined, joinedLoader),
                cartTokens,
                streamEnd);
    }

    /**
     * Runs a command once, however often it is requested under the same key: the key, the effect and the answer are
     * committed together. A refusal is stored as an answer too, and what the command did before it is undone; refusals
     * that a retry may change ({@link UnavailableException}, {@link OutcomeUnknownException}) are not stored. Answers
     * are kept for 24 hours.
     *
     * @param key identifies the request
     * @param encoder encodes the outcome, inside the transaction
     * @param command the command, to be run on the shop that it is given
     * @throws IdempotencyException if a running request has the key, or a different request had it
     */
    public <T> IdempotentAnswer idempotent(
            IdempotencyKey key, AnswerEncoder<T> encoder, Function<Holdfast, T> command) {
        AtomicReference<Holdfast> last = new AtomicReference<>();
        Database here = database.here();
        IdempotentAnswer answer = new IdempotencyKeys(
                        database, settings.commands().timeout())
                .once(
                        key,
                        connection -> {
                            Holdfast joined = within(here == database ? database.within(connection) : here);
                            last.set(joined);
                            return encoder.accepted(command.apply(joined));
                        },
                        encoder::refused);
        if (!answer.replayed() && here == database) {
            last.get().books.share();
        }
        return answer;
    }
}

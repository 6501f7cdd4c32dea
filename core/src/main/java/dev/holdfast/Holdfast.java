package dev.holdfast;

import dev.holdfast.cart.Carts;
import dev.holdfast.catalog.Catalog;
import dev.holdfast.checkout.Checkout;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.run.IdempotencyKeys;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.work.Loader;
import dev.holdfast.inventory.Inventory;
import dev.holdfast.order.Orders;
import dev.holdfast.pricing.PricingRules;
import dev.holdfast.promo.PromoCodes;
import dev.holdfast.sweep.Sweeper;
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
 * The one door to a shop: its catalogue, stock, prices, carts, orders.
 *
 * <p>Build one per shop with {@link #builder(DataSource)} and keep it; it holds no threads and no connections between
 * calls, so there is nothing to close. Every call is a transaction of its own, done when it returns. {@link
 * #within(Connection)} gives the same services inside a transaction of the caller's. Thread-safe.
 */
public final class Holdfast {
    private final Database database;
    private final RuleBooks books;
    private final Settings settings;
    private final Loader loader;
    private final CommandRunner runner;

    // Built when they are first asked for: most requests of a server join a transaction for one call of one service.
    private final Lazy<Catalog> catalog;
    private final Lazy<Inventory> inventory;
    private final Lazy<PricingRules> pricing;
    private final Lazy<PromoCodes> promoCodes;
    private final Lazy<Carts> carts;
    private final Lazy<Checkout> checkout;
    private final Lazy<Orders> orders;

    Holdfast(Database database, RuleBooks books, Settings settings) {
        this(database, books, settings, new Loader(database, books, settings.holds()));
    }

    private Holdfast(Database database, RuleBooks books, Settings settings, Loader loader) {
        this(database, books, settings, loader, new CommandRunner(database, loader, settings));
    }

    private Holdfast(Database database, RuleBooks books, Settings settings, Loader loader, CommandRunner runner) {
        this.database = database;
        this.books = books;
        this.settings = settings;
        this.loader = loader;
        this.runner = runner;
        this.catalog = new Lazy<>(() -> new Catalog(database, settings));
        this.inventory = new Lazy<>(() -> new Inventory(database, runner));
        this.pricing = new Lazy<>(() -> new PricingRules(database, books, settings));
        this.promoCodes = new Lazy<>(() -> new PromoCodes(database));
        this.carts = new Lazy<>(() -> new Carts(database, runner, books, settings));
        this.checkout = new Lazy<>(() -> new Checkout(runner));
        this.orders = new Lazy<>(() -> new Orders(database));
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
     * Starts to build one.
     *
     * @param dataSource a pool of connections to PostgreSQL 15 or newer, whose schema was migrated
     */
    public static HoldfastBuilder builder(DataSource dataSource) {
        return new HoldfastBuilder(dataSource);
    }

    /** Products and variants. */
    public Catalog catalog() {
        return catalog.get();
    }

    /** Stock and its ledger. */
    public Inventory inventory() {
        return inventory.get();
    }

    /** Pricing rules, and prices without a cart. */
    public PricingRules pricing() {
        return pricing.get();
    }

    /** Promo codes that are stored one by one, with limits of their own. */
    public PromoCodes promoCodes() {
        return promoCodes.get();
    }

    /** Carts and their reservations. */
    public Carts carts() {
        return carts.get();
    }

    /** From cart to order. */
    public Checkout checkout() {
        return checkout.get();
    }

    /** Orders. */
    public Orders orders() {
        return orders.get();
    }

    /**
     * Housekeeping of what expired.
     *
     * @throws IllegalStateException inside a host's transaction, where a sweep would hold its locks for too long
     */
    public Sweeper sweeper() {
        if (database.isJoined()) {
            throw new IllegalStateException("a sweep needs transactions of its own, not a host's");
        }
        return new Sweeper(database, settings.listener());
    }

    /**
     * Holds all books against each other: counters, ledger, lines, orders. Reads only; a shop may go on selling.
     *
     * @see Verifier
     */
    public VerifyReport verify() {
        return verifier().verify();
    }

    /** The same for a caller who wants to hear of each violation as it is found. */
    public Verifier verifier() {
        return new Verifier(database);
    }

    /**
     * The same shop for a caller with a deadline of its own: a command that could not be done by then is refused as busy,
     * and did nothing. One that was begun by then is waited for, so that its caller learns what became of it.
     *
     * @param timeout positive, up to a day; instead of the builder's command timeout
     */
    public Holdfast withTimeout(Duration timeout) {
        Duration checked = HoldfastBuilder.timeout("timeout", timeout);
        return new Holdfast(database, books, settings.withTimeout(checked), loader, runner.withTimeout(checked));
    }

    /**
     * The same shop inside a transaction of the caller's: what is done here is done when the caller commits, and gone
     * without a trace when the caller rolls back. A refused call leaves the transaction usable. Locks are held until
     * its end, so keep it short; nothing is repeated on the caller's behalf.
     *
     * @param connection with autocommit off, used by one thread at a time; never committed, rolled back or closed here
     * @throws IllegalArgumentException if the connection is in autocommit mode
     */
    public Holdfast within(Connection connection) {
        try {
            if (connection.getAutoCommit()) {
                throw new IllegalArgumentException("connection: is in autocommit mode, so there is nothing to join");
            }
        } catch (SQLException e) {
            throw new UnavailableException(
                    "database_unavailable", "the connection is not usable", Duration.ofSeconds(1), e);
        }
        Database joined = database.within(connection);
        RuleBooks joinedBooks = books.within(joined);
        Loader joinedLoader = loader.within(joined, joinedBooks);
        return new Holdfast(joined, joinedBooks, settings, joinedLoader, runner.within(joined, joinedLoader));
    }

    /**
     * Runs a command once, however often it is asked for under the same key: the key, the effect and the answer are
     * one transaction. Refusals are kept as answers, except those that another try may change ({@link
     * UnavailableException}, {@link OutcomeUnknownException}); what was done before the refusal is undone. Answers are
     * kept for 24 hours.
     *
     * @param key names the request
     * @param encoder writes the outcome down, inside the transaction
     * @param command what to do, on the shop that it is given
     * @throws IdempotencyException if the key is in use by a running request, or was used for another
     */
    public <T> IdempotentAnswer idempotent(
            IdempotencyKey key, AnswerEncoder<T> encoder, Function<Holdfast, T> command) {
        AtomicReference<Holdfast> last = new AtomicReference<>();
        IdempotentAnswer answer = new IdempotencyKeys(
                        database, settings.commands().timeout())
                .once(
                        key,
                        connection -> {
                            Holdfast joined = within(connection);
                            last.set(joined);
                            return encoder.accepted(command.apply(joined));
                        },
                        encoder::refused);
        if (!answer.replayed()) {
            last.get().books.share();
        }
        return answer;
    }
}

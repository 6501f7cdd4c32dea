package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.AnonymousHolds;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.cart.UserHolds;
import dev.holdfast.internal.rules.CountingBooks;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.settings.AnonymousLimits;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.sql.Transactions;
import dev.holdfast.internal.stock.LocationCache;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.spi.StockAllocator;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Locks and reads what a list of commands needs: in one round trip, whatever the number of commands, as far as nothing
 * depends on the time, which is read after the last lock. Thread-safe.
 */
public final class Loader {
    // Every statement of a command looks rows up by their keys, so the best plan is the same for any number of commands
    // and any size of the tables. It is made once for each connection, even while the tables are empty.
    private static final String OWN_TRANSACTION = """
            set transaction isolation level read committed;
            select set_config('lock_timeout', :lock_timeout, true) is null,
                   set_config('plan_cache_mode', 'force_generic_plan', true) is null,
                   set_config('enable_seqscan', 'off', true) is null, set_config('enable_hashjoin', 'off', true) is null,
                   set_config('enable_mergejoin', 'off', true) is null,
                   set_config('enable_bitmapscan', 'off', true) is null, set_config('jit', 'off', true) is null""";

    private static final String CLOCK = "select coalesce(cast(:now as timestamptz), clock_timestamp()), token, "
            + "locations_version, " + Transactions.NAME + " from #versions where id = 1";

    /** The row of {@link #CLOCK}. */
    private static final class Clock {
        private Instant now = Instant.MAX;
        private long bookToken;
        private long locationsVersion;
        private String transaction = "";

        void read(ResultSet row) throws SQLException {
            now = Rows.instant(row, 1);
            bookToken = row.getLong(2);
            locationsVersion = row.getLong(3);
            transaction = Transactions.name(row, 4);
        }
    }

    private final Database database;
    private final RuleBooks books;
    private final LocationCache locations;
    private final StockAllocator allocator;
    private final LoadScript.Cache statements;
    private final Reclaim reclaim = new Reclaim();
    private final ReclaimOrders reclaimOrders = new ReclaimOrders();
    private final @Nullable UserHolds userHolds;
    private final AnonymousHolds anonymousHolds = new AnonymousHolds();
    private final AnonymousLimits anonymousLimits;

    /** Loads from the tables of a database. */
    public Loader(
            Database database, RuleBooks books, LocationCache locations, StockAllocator allocator, HoldLimits limits) {
        this(
                database,
                books,
                locations,
                allocator,
                new LoadScript.Cache(),
                limits.ofUsers() ? new UserHolds() : null,
                limits.anonymous());
    }

    private Loader(
            Database database,
            RuleBooks books,
            LocationCache locations,
            StockAllocator allocator,
            LoadScript.Cache statements,
            @Nullable UserHolds userHolds,
            AnonymousLimits anonymousLimits) {
        this.database = database;
        this.books = books;
        this.locations = locations;
        this.allocator = allocator;
        this.statements = statements;
        this.userHolds = userHolds;
        this.anonymousLimits = anonymousLimits;
    }

    /** The same on a host's connection, with what was learnt of statements. */
    public Loader within(Database joined, RuleBooks joinedBooks, LocationCache joinedLocations) {
        return new Loader(joined, joinedBooks, joinedLocations, allocator, statements, userHolds, anonymousLimits);
    }

    /** The same in a transaction of the host that the calling thread is in, for one call. */
    public Loader within(Database here) {
        return within(here, books.within(here), locations.within(here));
    }

    /**
     * What a transaction of Holdfast's own begins with.
     *
     * @param lockTimeout how long to wait for each lock
     */
    public static Consumer<LoadScript> ownTransaction(Duration lockTimeout) {
        return script -> script.value("lock_timeout", Transactions.milliseconds(lockTimeout))
                .query(set -> {}, OWN_TRANSACTION);
    }

    /**
     * Loads, and locks expired items as well if the commands want more units than are free.
     *
     * @param beginning adds the statements that prepare the transaction
     */
    public WorkingSet load(Handle handle, List<? extends Command<?>> commands, Consumer<LoadScript> beginning) {
        Tables tables = new Tables(locations.last());
        Needs needs = new Needs(tables);
        CountingBooks counting = books.counting();
        tables.buyers.countFor(counting.tokens(), counting.most());
        commands.forEach(command -> command.needs(needs));
        WorkingSet loaded = loadTables(handle, tables, beginning);
        Demand demand = new Demand();
        commands.forEach(command -> command.demand(loaded, demand));
        demand.spread(loaded::stockIfLoaded, tables.placedOrders.anyOverdue());
        boolean anyOverdue = reclaim.makeReachable(handle, loaded, demand);
        reclaimOrders.makeReachable(handle, loaded, demand, anyOverdue);
        if (userHolds != null) {
            countUsers(handle, userHolds, commands, loaded);
        }
        if (anonymousLimits.areCounted()) {
            countAnonymous(handle, commands, loaded, demand);
        }
        commands.forEach(command -> command.purchases(loaded, loaded.purchases()));
        if (loaded.purchases().isAsked()) {
            loaded.purchases().count(handle, wholeCarts(loaded));
        }
        return loaded;
    }

    /** Does what the next try needs to have done, without locks and in no transaction. */
    public void prepare(TryAgain reason) {
        if (reason instanceof BookMissing missing) {
            books.at(missing.token());
        }
    }

    private WorkingSet loadTables(Handle handle, Tables tables, Consumer<LoadScript> beginning) {
        LoadScript script = new LoadScript();
        beginning.accept(script);
        tables.all().forEach(table -> table.load(script));
        Clock clock = new Clock();
        script.value("now", database.clockTime()).query(clock::read, CLOCK);
        script.run(database, statements, handle.getConnection());
        if (clock.locationsVersion != tables.locations.version()) {
            locations.refresh(handle);
            throw new NotLoaded("locations");
        }
        for (Table table : tables.all()) {
            table.loadMore(handle, clock.now);
        }
        return new WorkingSet(
                tables, clock.now, clock.bookToken, clock.transaction, token -> book(handle, token), allocator);
    }

    private @Nullable RuleBook book(Handle handle, long token) {
        return database.isJoined() ? books.read(handle, token) : books.cached(token);
    }

    private static void countUsers(
            Handle handle, UserHolds userHolds, List<? extends Command<?>> commands, WorkingSet loaded) {
        Set<String> users = new TreeSet<>();
        commands.forEach(command -> command.users(loaded, users));
        if (!users.isEmpty()) {
            loaded.addUsers(users, userHolds.lockAndCount(handle, users, wholeCarts(loaded), loaded.now()));
        }
    }

    private static Long[] wholeCarts(WorkingSet loaded) {
        return loaded.tables().carts.rows().stream()
                .filter(LockedCart::isWhole)
                .map(LockedCart::id)
                .toArray(Long[]::new);
    }

    // Most commands are those of known buyers, or far from a limit, and count nothing.
    private void countAnonymous(Handle handle, List<? extends Command<?>> commands, WorkingSet loaded, Demand demand) {
        AnonymousDemand wanted = new AnonymousDemand();
        commands.forEach(command -> command.anonymous(loaded, wanted));
        wanted.stock.retainAll(maybeBeyondShare(loaded, wanted.stock, demand));
        if (anonymousLimits.carts() == null) {
            wanted.origins.clear();
        }
        if (!wanted.stock.isEmpty() || !wanted.origins.isEmpty()) {
            loaded.anonymous()
                    .add(
                            wanted.stock,
                            anonymousHolds.lockAndCount(
                                    handle, wanted.origins, wanted.stock, wholeCarts(loaded), loaded.now()));
        }
    }

    // The share is that of a variant at all locations.
    private Set<StockKey> maybeBeyondShare(WorkingSet loaded, Set<StockKey> keys, Demand demand) {
        Map<Long, List<StockRow>> byVariant = keys.stream()
                .map(loaded::stockIfLoaded)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(row -> row.key().variantId()));
        Set<StockKey> beyond = new HashSet<>();
        byVariant.values().forEach(rows -> {
            long units = demand.wanted(rows.get(0).key());
            long capacity = 0;
            for (StockRow row : rows) {
                units += row.reservedQuantity();
                capacity += row.capacity(loaded.now());
            }
            if (units > anonymousLimits.shareOf(capacity)) {
                rows.forEach(row -> beyond.add(row.key()));
            }
        });
        return beyond;
    }
}

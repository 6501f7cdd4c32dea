package dev.holdfast.internal.order;

import dev.holdfast.internal.cart.CartsTable;
import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.sql.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many orders the buyers of a list of commands have placed, or are paying for in checkout sessions, for rules that
 * are for a buyer's nth order. Reads nothing
 * unless a rule book in memory has such a rule, and then counts for the carts that are priced by such a book.
 *
 * <p>A checkout locks its buyer until the transaction ends, and counts with the next statement, which sees the orders of
 * those that had the lock before. It is an advisory lock, because a buyer has no row. It comes before the locks of stock,
 * so that a checkout that waits for another one of the same buyer keeps nobody else waiting. Everything else only shows a
 * price, and counts without a lock.
 */
public final class BuyersTable implements Table {
    // In one order for all, which the fence keeps.
    private static final String LOCK = """
            select pg_advisory_xact_lock(b.key)
            from (
              select distinct hashtextextended('#orders' || coalesce(nullif(n.user_id, ''), c.user_id), 7) as key
              from (select unnest(cast(:bought_carts as bigint[])) as cart_id,
                           unnest(cast(:buyers as text[])) as user_id) as n
              join #carts c on c.id = n.cart_id
              where c.book_token = any(cast(:counting as bigint[])) and coalesce(nullif(n.user_id, ''), c.user_id) is not null
              order by key offset 0) as b""";

    private static final String COUNT = """
            select b.user_id,
                   (select count(*) from (select from #orders o where o.user_id = b.user_id limit :most) as o) as placed
            from (
              select user_id from #carts
              where id = any(:carts) and user_id is not null
                and (book_token = any(cast(:counting as bigint[]))
                     or (select token from #versions) = any(cast(:counting as bigint[])))
              union
              select unnest(cast(:users as text[]))) as b""";

    // A session that its buyer is paying in counts as an order until its time is over.
    private static final String OPEN_SESSIONS = """
            select s.id, s.user_id, s.cart_id, s.expires_at
            from (
              select user_id from #carts where id = any(:carts) and user_id is not null
              union
              select unnest(cast(:users as text[]))) as b
            join #checkout_sessions s on s.user_id = b.user_id
            where s.status = 'open'""";

    /** An open checkout session of a buyer. */
    public record OpenSession(String id, String userId, long cartId, Instant expiresAt) {}

    private record Purchase(long cartId, @Nullable String userId) {}

    private final CartsTable carts;
    private final List<Purchase> purchases = new ArrayList<>();
    private final Set<String> users = new TreeSet<>();
    private final Map<String, Integer> placed = new HashMap<>();
    private final List<OpenSession> openSessions = new ArrayList<>();
    private Collection<Long> countingBooks = List.of();
    private int most;

    /** Counts for the users of all carts that are asked for. */
    public BuyersTable(CartsTable carts) {
        this.carts = carts;
    }

    /**
     * Names the rule books that ask for a count.
     *
     * @param mostOrders where counting may stop
     */
    public void countFor(Collection<Long> bookTokens, int mostOrders) {
        countingBooks = bookTokens;
        most = mostOrders;
    }

    /**
     * Asks for the lock on the buyer of a cart who is about to place an order: the cart's user, unless another one is given,
     * whose count has to be asked for as well.
     */
    public void lock(long cartId, @Nullable String userId) {
        purchases.add(new Purchase(cartId, userId));
    }

    /** Asks for the count of a user who is not a cart's yet. */
    public void countOrdersOf(String userId) {
        users.add(userId);
    }

    @Override
    public void load(LoadScript script) {
        if (countingBooks.isEmpty() || carts.asked().isEmpty()) {
            return;
        }
        script.longs("counting", countingBooks);
        if (!purchases.isEmpty()) {
            script.longs(
                            "bought_carts",
                            purchases.stream().map(Purchase::cartId).toList())
                    .texts(
                            "buyers",
                            purchases.stream()
                                    .map(purchase -> Objects.requireNonNullElse(purchase.userId(), ""))
                                    .toList())
                    .query(locked -> {}, LOCK);
        }
        script.texts("users", users)
                .value("most", most)
                .query(row -> placed.put(row.getString("user_id"), row.getInt("placed")), COUNT)
                .query(
                        row -> openSessions.add(new OpenSession(
                                row.getString("id"),
                                row.getString("user_id"),
                                row.getLong("cart_id"),
                                Rows.instant(row, "expires_at"))),
                        OPEN_SESSIONS);
    }

    @Override
    public void save(Changes changes) {
        // Nothing changes.
    }

    /** The checkout sessions of buyers whose orders were counted, which may have expired. */
    public List<OpenSession> openSessions() {
        return openSessions;
    }

    /**
     * How many orders a user has placed; null if that was not counted for carts of this book, whose buyers are locked.
     */
    public @Nullable Integer placed(String userId, long bookToken) {
        return countingBooks.contains(bookToken) ? placed.get(userId) : null;
    }
}

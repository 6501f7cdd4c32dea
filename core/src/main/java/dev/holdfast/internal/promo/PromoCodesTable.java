package dev.holdfast.internal.promo;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.bool;
import static dev.holdfast.internal.sql.TableWrite.Column.text;
import static dev.holdfast.internal.sql.TableWrite.Column.timestamptz;

import dev.holdfast.internal.cart.CartsTable;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.event.EventRow;
import dev.holdfast.internal.event.EventWords;
import dev.holdfast.internal.event.EventsTable;
import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.PlacedOrdersTable;
import dev.holdfast.internal.promo.PromoUse.Holder;
import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Results;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.sql.TableWrite;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The stored promo codes of the carts that a list of commands locks, and their uses. Codes that are counted are locked
 * with everything else; what is known of them is read in a round trip of its own, which only carts that name such a
 * code pay for, and which tells expired uses by the time that counts for the commands.
 */
public final class PromoCodesTable implements Table {
    /** The most uses that are reclaimed at once: far more than there are commands in a list. */
    static final int MOST_RECLAIMED = 1_000;

    private static final String OF_CARTS =
            "select lower(btrim(unnest(c.promo_codes)) collate \"C\") from #carts c where c.id = any(:carts)";

    // The uses of an order are written when it is placed, and change under its lock. A row has the negative id of the
    // order
    // for its cart or, if it was claimed before, the cart. Of orders that are asked for as such, only those matter
    // whose
    // payment was awaited.
    private static final String OF_ORDERS = """
            select p.key from #orders o
            cross join lateral (
              select * from #promo_uses u
              where u.cart_id = any(array[o.cart_id, -o.id]) and (u.order_id = o.id or u.cart_id = -o.id) offset 0) as u
            join #promo_codes p on p.id = u.code_id
            where o.id = any(:locked_orders) and (o.id = any(:orders_with_codes) or o.pay_by is not null)""";

    // Of all carts with a code that is counted, one at a time goes on from here.
    private static final String LOCK = """
            with wanted as materialized (
              select array(
                select lower(btrim(unnest(cast(:promo_codes as text[]))) collate "C")
                union all
                $keys) as keys),
            counted as materialized (
              select p.id from #promo_codes p where p.counted and p.key = any(cast((select keys from wanted) as text[]))
              order by p.id for no key update)
            select id from counted
            union all
            select p.id from #promo_codes p where not p.counted and p.key = any(cast((select keys from wanted) as text[]))""";

    private static final String LOCK_OF_CARTS = LOCK.replace("$keys", OF_CARTS);
    private static final String LOCK_OF_ORDERS = LOCK.replace("$keys", OF_ORDERS);
    private static final String LOCK_OF_BOTH = LOCK.replace("$keys", OF_CARTS + "\nunion all\n" + OF_ORDERS);

    private static final String EXPIRED = """
            select u.cart_id, u.amount from #promo_uses u
            where p.counted and u.code_id = p.id and u.order_id is null and u.held_until <= cast(:now as timestamptz)
              and u.cart_id <> all(:holders)
            order by u.held_until, u.cart_id limit\s""" + MOST_RECLAIMED;

    private static final String READ = """
            select p.id, p.code, p.rule_code, p.counted, p.max_uses, p.max_uses_per_user, p.budget, p.currency,
                   p.active and p.archived_at is null as active, p.version, p.held_uses, p.claimed_uses, p.held_amount,
                   p.claimed_amount, expired.carts as expired_carts,
                   case when p.currency is null then 0 else expired.amount end as expired_amount
            from #promo_codes p
            cross join lateral (
              select array_agg(e.cart_id) as carts, coalesce(sum(e.amount), 0) as amount from (%s) as e) as expired
            where p.id = any(:codes);

            select u.code_id, u.cart_id, u.user_id, u.amount, u.held_until, u.order_id, u.overrun
            from #promo_uses u where u.cart_id = any(:holders);

            select u.code_id, u.user_id, count(*) as uses
            from #promo_codes p join #promo_uses u on u.code_id = p.id
            where p.id = any(:codes) and p.max_uses_per_user is not null and u.user_id = any(:users)
              and u.cart_id <> all(:holders)
              and (u.order_id is not null or u.held_until > cast(:now as timestamptz)) and not u.overrun
            group by u.code_id, u.user_id
            """.formatted(EXPIRED);

    private static final TableWrite<PromoRow> CODES = TableWrite.of(
            "promo_codes_written",
            """
            update #promo_codes p set held_uses = n.held_uses, claimed_uses = n.claimed_uses,
                   held_amount = n.held_amount, claimed_amount = n.claimed_amount, version = p.version + 1
            from $rows where p.id = n.id and p.version = n.loaded_version""",
            bigint("id", row -> row.columns().id()),
            bigint("held_uses", row -> row.counts().heldUses()),
            bigint("claimed_uses", row -> row.counts().claimedUses()),
            bigint("held_amount", row -> row.counts().heldAmount()),
            bigint("claimed_amount", row -> row.counts().claimedAmount()),
            bigint("loaded_version", PromoRow::loadedVersion));

    private static final TableWrite<PromoRow.OfCode> USES_REMOVED = TableWrite.of(
            "promo_uses_removed",
            "delete from #promo_uses u using $rows where u.code_id = n.code_id and u.cart_id = n.cart_id",
            bigint("code_id", PromoRow.OfCode::codeId),
            bigint("cart_id", of -> of.holder().column()));

    // The id of an order may be drawn here, so its row is named here as well.
    private static final TableWrite<PromoRow.OfCode> USES = TableWrite.of(
                    "promo_uses_written",
                    """
            insert into #promo_uses (code_id, cart_id, user_id, amount, held_until, order_id, overrun)
            select code_id, coalesce(cart_id, -order_id), user_id, amount, held_until,
                   case when claimed then order_id end, overrun
            from $rows
            on conflict (cart_id, code_id) do update
              set user_id = excluded.user_id, amount = excluded.amount, held_until = excluded.held_until,
                  order_id = excluded.order_id, overrun = excluded.overrun""",
                    bigint("code_id", PromoRow.OfCode::codeId),
                    bigint("cart_id", of -> of.holder().cartId()),
                    text("user_id", of -> of.written().userId()),
                    bigint("amount", of -> of.written().amount()),
                    timestamptz("held_until", of -> of.written().heldUntil()),
                    bigint("order_id", PromoRow.OfCode::orderId),
                    bool("claimed", of -> of.written().isClaimed()),
                    bool("overrun", of -> of.written().overrun()))
            .withDrawn("order_id");

    private final CartsTable carts;
    private final PlacedOrdersTable orders;
    private final EventsTable events;
    private final SortedSet<String> codes = new TreeSet<>();
    private final SortedSet<String> users = new TreeSet<>();
    private final List<Long> found = new ArrayList<>();
    private PromoStock promos = new PromoStock(Instant.MAX);

    /**
     * Asks for the stored ones of the codes that all carts have that are asked for, and for those that orders used which
     * are asked for as a whole.
     */
    public PromoCodesTable(CartsTable carts, PlacedOrdersTable orders, EventsTable events) {
        this.carts = carts;
        this.orders = orders;
        this.events = events;
    }

    /** Asks for a code beyond those that the carts have. */
    public void lock(String code) {
        codes.add(code);
    }

    /** Asks for the uses that a user has who is not a cart's yet. */
    public void countUsesOf(String userId) {
        users.add(userId);
    }

    @Override
    public void load(LoadScript script) {
        boolean ofCarts = !carts.asked().isEmpty();
        boolean ofOrders = !orders.asked().isEmpty();
        if (ofOrders) {
            script.longs("orders_with_codes", orders.askedWithStock());
        }
        if (ofCarts || ofOrders) {
            String lock = !ofOrders ? LOCK_OF_CARTS : ofCarts ? LOCK_OF_BOTH : LOCK_OF_ORDERS;
            script.texts("promo_codes", codes).query(row -> found.add(row.getLong(1)), lock);
        }
    }

    @Override
    public void loadMore(Handle handle, Instant now) {
        if (found.isEmpty()) {
            return;
        }
        promos = new PromoStock(now);
        handle.createQuery(READ)
                .bind("codes", found.toArray(Long[]::new))
                .bind("holders", allHolders().toArray(Long[]::new))
                .bind("users", allUsers().toArray(String[]::new))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute((executed, context) -> {
                    Results results = new Results(executed.get());
                    results.forEach(row -> promos.load(row(row)));
                    results.forEach(this::addUse);
                    results.forEach(row -> Objects.requireNonNull(promos.row(row.getLong("code_id")))
                            .loadUsesOfOthers(row.getString("user_id"), row.getLong("uses")));
                    return results;
                });
    }

    @Override
    public void save(Changes changes) {
        changes.add(CODES, promos.rows().stream().filter(PromoRow::isChanged).toList());
        changes.add(
                USES_REMOVED, promos.rows().stream().flatMap(PromoRow::removed).toList());
        changes.add(USES, promos.rows().stream().flatMap(PromoRow::written).toList());
        promos.rows().stream()
                .filter(PromoRow::isExhaustedNow)
                .forEach(row -> events.add(EventRow.ofPromoCode(
                        EventWords.PROMO_CODE_EXHAUSTED, row.columns().code())));
    }

    /** The codes that were found. */
    public PromoStock promos() {
        return promos;
    }

    /** The carts, those of the orders, and the orders: of carts that were checked out as well. */
    private Set<Long> allHolders() {
        Set<Long> all = new TreeSet<>(carts.asked());
        for (LockedCart cart : carts.rows()) {
            Long orderId = cart.head().orderId();
            if (orderId != null) {
                all.add(Holder.order(orderId).column());
            }
        }
        for (LockedOrder order : orders.rows()) {
            all.add(order.state().order().cartId());
            all.add(Holder.order(order.id()).column());
        }
        return all;
    }

    private Set<String> allUsers() {
        Set<String> all = new TreeSet<>(users);
        for (LockedCart cart : carts.rows()) {
            String user = cart.head().userId();
            if (user != null) {
                all.add(user);
            }
        }
        return all;
    }

    private void addUse(ResultSet row) throws SQLException {
        PromoRow code = promos.row(row.getLong("code_id"));
        if (code != null) {
            code.load(
                    Holder.of(row.getLong("cart_id")),
                    new PromoUse(
                            row.getString("user_id"),
                            row.getLong("amount"),
                            Rows.instant(row, "held_until"),
                            Rows.optionalLong(row, "order_id"),
                            row.getBoolean("overrun")));
        }
    }

    private static PromoRow row(ResultSet row) throws SQLException {
        PromoRow.Columns columns = new PromoRow.Columns(
                row.getLong("id"),
                row.getString("code"),
                row.getString("rule_code"),
                row.getBoolean("counted"),
                Rows.optionalLong(row, "max_uses"),
                Rows.optionalLong(row, "max_uses_per_user"),
                Rows.optionalLong(row, "budget"),
                currency(row),
                row.getBoolean("active"));
        PromoRow.Counts counts = new PromoRow.Counts(
                row.getLong("held_uses"),
                row.getLong("claimed_uses"),
                row.getLong("held_amount"),
                row.getLong("claimed_amount"));
        Array carts = row.getArray("expired_carts");
        PromoRow.Expired expired = carts == null
                ? PromoRow.Expired.NONE
                : new PromoRow.Expired(
                        Stream.of((Long[]) carts.getArray()).map(Holder::of).toList(), row.getLong("expired_amount"));
        return new PromoRow(columns, row.getLong("version"), counts, expired);
    }

    private static @Nullable Currency currency(ResultSet row) throws SQLException {
        String code = row.getString("currency");
        return code == null ? null : Currency.getInstance(code);
    }
}

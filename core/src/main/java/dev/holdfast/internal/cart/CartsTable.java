package dev.holdfast.internal.cart;

import static dev.holdfast.internal.sql.TableWrite.Column.bigint;
import static dev.holdfast.internal.sql.TableWrite.Column.integer;
import static dev.holdfast.internal.sql.TableWrite.Column.jsonb;
import static dev.holdfast.internal.sql.TableWrite.Column.text;
import static dev.holdfast.internal.sql.TableWrite.Column.timestamptz;

import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.sql.Changes;
import dev.holdfast.internal.sql.LoadScript;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.sql.TableWrite;
import dev.holdfast.internal.sql.TableWrite.Column;
import dev.holdfast.internal.sql.TextLists;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The carts that a list of commands locks. */
public final class CartsTable implements Table {
    /** The columns that {@link #head} reads. */
    public static final String COLUMNS = """
            id, token, status, user_id, user_tier, promo_codes, currency, last_item_id, book_token, priced_at, policy,
            charges, attributes, declined_gifts, email, metadata, order_id, session_id, session_until,
            reservation_seconds, created_at, updated_at, origin""";

    // It returns the row that was locked, as it is after the wait.
    private static final String LOCK =
            "select " + COLUMNS + "\nfrom #carts where id = any(:carts) order by id for no key update";

    private static final String UPDATE = """
            update #carts c set status = n.status, user_id = n.user_id, user_tier = n.user_tier,
                   promo_codes = string_to_array(n.promo_codes, chr(31)), last_item_id = n.last_item_id,
                   book_token = n.book_token, priced_at = n.priced_at, policy = n.policy, order_id = n.order_id,
                   $extras updated_at = n.updated_at
            from $rows where c.id = n.id""";

    private static final List<Column<CartHead>> UPDATED = List.of(
            bigint("id", CartHead::id),
            text("status", CartHead::status),
            text("user_id", CartHead::userId),
            text("user_tier", CartHead::userTier),
            text("promo_codes", cart -> TextLists.join(cart.promoCodes())),
            integer("last_item_id", CartHead::lastItemId),
            bigint("book_token", CartHead::bookToken),
            timestamptz("priced_at", CartHead::pricedAt),
            text("policy", CartHead::policy),
            bigint("order_id", CartHead::orderId),
            timestamptz("updated_at", CartHead::updatedAt));

    private static final List<Column<CartHead>> EXTRAS = List.of(
            jsonb("charges", cart -> ExtrasJson.writeCharges(cart.extras().charges())),
            jsonb("attributes", cart -> ExtrasJson.writeAttributes(cart.extras().attributes())),
            text("declined_gifts", cart -> TextLists.join(cart.extras().declinedGifts())),
            text("email", cart -> cart.extras().notes().email()),
            jsonb("metadata", cart -> MetadataJson.write(cart.extras().notes().metadata())),
            text("session_id", cart -> id(cart.state().session())),
            timestamptz("session_until", cart -> until(cart.state().session())));

    private static final TableWrite<CartHead> CARTS = TableWrite.of(
                    "carts_written", UPDATE.replace("$extras ", ""), UPDATED)
            .withDrawn("order_id");

    // A row can be written by one write only; most carts never have any of this.
    private static final TableWrite<CartHead> CARTS_WITH_EXTRAS = TableWrite.of(
                    "carts_with_extras_written",
                    UPDATE.replace("$extras", """
                    charges = n.charges, attributes = n.attributes,
                    declined_gifts = string_to_array(n.declined_gifts, chr(31)), email = n.email,
                    metadata = n.metadata, session_id = n.session_id, session_until = n.session_until,"""),
                    Stream.concat(UPDATED.stream(), EXTRAS.stream()).toList())
            .withDrawn("order_id");

    private final SortedSet<Long> asked = new TreeSet<>();
    private final SortedMap<Long, LockedCart> rows = new TreeMap<>();

    /** Asks for a cart. */
    public void lock(long cartId) {
        asked.add(cartId);
    }

    /** The carts that were asked for. */
    public SortedSet<Long> asked() {
        return asked;
    }

    @Override
    public void load(LoadScript script) {
        if (!asked.isEmpty()) {
            script.longs("carts", asked).query(row -> add(read(row)), LOCK);
        }
    }

    @Override
    public void save(Changes changes) {
        List<CartHead> changed = new ArrayList<>();
        List<CartHead> changedWithExtras = new ArrayList<>();
        for (LockedCart cart : rows.values()) {
            if (cart.isChanged()) {
                (cart.hasOtherRareParts() ? changedWithExtras : changed).add(cart.head());
            }
        }
        changes.add(CARTS, changed);
        changes.add(CARTS_WITH_EXTRAS, changedWithExtras);
    }

    /** Adds a cart that is locked. */
    public void add(LockedCart cart) {
        rows.put(cart.id(), cart);
    }

    /** A locked cart; null if it was not asked for, or there is none. */
    public @Nullable LockedCart row(long cartId) {
        return rows.get(cartId);
    }

    /** The cart, or a bare one for expired items that are about to be taken away from it. */
    public LockedCart owner(long cartId) {
        return rows.computeIfAbsent(cartId, id -> new LockedCart(id, null));
    }

    /** The locked carts, by id. */
    public Collection<LockedCart> rows() {
        return rows.values();
    }

    private static LockedCart read(ResultSet row) throws SQLException {
        CartHead head = head(row);
        return new LockedCart(head.id(), head);
    }

    /** A cart's row, from its {@linkplain #COLUMNS columns}. */
    public static CartHead head(ResultSet row) throws SQLException {
        return new CartHead(
                row.getLong("id"),
                row.getString("token"),
                new CartHead.State(row.getString("status"), Rows.optionalLong(row, "order_id"), session(row)),
                new CartHead.Buyer(
                        row.getString("user_id"),
                        row.getString("user_tier"),
                        List.of((String[]) row.getArray("promo_codes").getArray()),
                        row.getObject("origin", Integer.class)),
                Currency.getInstance(row.getString("currency")),
                row.getInt("last_item_id"),
                new CartHead.PricedBy(
                        row.getLong("book_token"), Rows.instant(row, "priced_at"), row.getString("policy")),
                extras(row),
                seconds(row),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    private static @Nullable String id(CartHead.@Nullable Session session) {
        return session == null ? null : session.id();
    }

    private static @Nullable Instant until(CartHead.@Nullable Session session) {
        return session == null ? null : session.until();
    }

    private static CartHead.@Nullable Session session(ResultSet row) throws SQLException {
        String id = row.getString("session_id");
        return id == null ? null : new CartHead.Session(id, Rows.instant(row, "session_until"));
    }

    private static @Nullable Duration seconds(ResultSet row) throws SQLException {
        Integer seconds = row.getObject("reservation_seconds", Integer.class);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static CartExtras extras(ResultSet row) throws SQLException {
        String charges = row.getString("charges");
        String attributes = row.getString("attributes");
        String[] declined = (String[]) row.getArray("declined_gifts").getArray();
        String email = row.getString("email");
        String metadata = row.getString("metadata");
        boolean noNotes = email == null && metadata == null;
        if (noNotes && charges.equals("[]") && attributes.equals("{}") && declined.length == 0) {
            return CartExtras.NONE;
        }
        return new CartExtras(
                ExtrasJson.readCharges(charges),
                ExtrasJson.readAttributes(attributes),
                List.of(declined),
                noNotes ? CartNotes.NONE : new CartNotes(email, MetadataJson.read(metadata)));
    }
}

package dev.holdfast.internal.event;

import dev.holdfast.internal.audit.AuditRow;
import dev.holdfast.internal.sql.Rows;
import dev.holdfast.internal.stock.LedgerRow;
import dev.holdfast.internal.stock.Movement;
import dev.holdfast.internal.stock.StockTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads the rows of the stream in the order of their numbers, from all tables that have some. */
public final class EventStream {
    // The columns of every part, and their types where a part lacks them.
    private static final List<String[]> COLUMNS = Stream.of(
                    "number bigint, at timestamptz, actor text, kind text, variant_id bigint, location_id int, version bigint",
                    "stock_delta int, reserved_delta int, stock_after int, reserved_after int, backordered_after int",
                    "held_after int, cart_id bigint, order_id bigint, transfer_id bigint, reason text, reference text",
                    "entry_id bigint, name text, before json, after json, safety_stock int, reorder_point int, flag boolean")
            .flatMap(columns -> Stream.of(columns.split(", ")))
            .map(column -> column.split(" "))
            .toList();

    // Each part is a stretch of an index, of which a page's worth is read.
    private static final String MOVED = select(
                    1,
                    "m.event as number",
                    "m.at",
                    "m.actor",
                    "m.kind",
                    "m.variant_id",
                    "m.location_id",
                    "m.version",
                    "m.stock_delta",
                    "m.reserved_delta",
                    "m.stock_after",
                    "m.reserved_after",
                    "m.backordered_after",
                    "m.held_after",
                    "m.cart_id",
                    "m.order_id",
                    "m.transfer_id",
                    "m.reason",
                    "m.reference",
                    "s.safety_stock",
                    "r.reorder_point",
                    "s.tracked as flag")
            + """
            from (select * from #stock_ledger e where $where order by e.event limit :limit) as m
            left join #stock s on s.variant_id = m.variant_id and s.location_id = m.location_id
            left join #reorder_points r on r.variant_id = m.variant_id and r.location_id = m.location_id""";

    private static final String PLACED = select(
                    2,
                    "o.event as number",
                    "o.placed_at as at",
                    "o.actor",
                    "o.cart_id",
                    "o.id as order_id",
                    "exists (select from #carts c where c.id = o.cart_id and c.order_id = o.id) as flag")
            + "from (select * from #orders e where $where order by e.event limit :limit) as o";

    private static final String CHANGED = select(
                    3,
                    "e.event as number",
                    "e.at",
                    "e.actor",
                    "e.subject_kind as kind",
                    "e.id as entry_id",
                    "e.subject_id as name",
                    "e.before",
                    "e.after")
            + "from #audit_log e where $where order by e.event limit :limit";

    private static final String WRITTEN = select(
                    4,
                    "e.number",
                    "e.at",
                    "e.actor",
                    "e.type as kind",
                    "e.cart_id",
                    "e.order_id",
                    "e.name",
                    "e.data as after")
            + "from #events e where $where order by e.number limit :limit";

    /** Selects columns, each with its name behind the last "as " or point; those that are not given are null. */
    private static String select(int source, String... given) {
        Map<String, String> present = new HashMap<>();
        for (String column : given) {
            int as = column.lastIndexOf(" as ");
            String name = as < 0 ? column.substring(column.lastIndexOf('.') + 1) : column.substring(as + 4);
            present.put(name, as < 0 ? column : column.substring(0, as));
        }
        return COLUMNS.stream()
                .map(column -> present.getOrDefault(column[0], "cast(null as " + column[1] + ")") + " as " + column[0])
                .collect(Collectors.joining(", ", "select " + source + " as source, ", "\n"));
    }

    private EventStream() {}

    /**
     * Reads rows with numbers above one, up to another; {@code limit} at most.
     *
     * @param to is settled
     */
    public static List<StreamRow> read(Handle handle, long after, long to, StreamFilter filter, int limit) {
        List<String> parts = new ArrayList<>();
        StreamFilter.Subject subject = filter.subject();
        if (isAny(filter.movements()) && (subject == null || subject.variantId() != null || subject.cartId() != null)) {
            parts.add(part(MOVED, "e.event", filter.movements(), "e.kind = any(:movements)", movedBy(subject)));
        }
        if (filter.orders() && (subject == null || subject.orderId() != null || subject.cartId() != null)) {
            parts.add(part(PLACED, "e.event", null, "", placedBy(subject)));
        }
        if (isAny(filter.audited()) && (subject == null || subject.auditKind() != null)) {
            parts.add(part(
                    CHANGED,
                    "e.event",
                    filter.audited(),
                    "e.subject_kind = any(:audited)",
                    subject == null ? null : "e.subject_kind = :audit_kind and e.subject_id = :name"));
        }
        if (isAny(filter.written())) {
            parts.add(part(WRITTEN, "e.number", filter.written(), "e.type = any(:written)", writtenBy(subject)));
        }
        if (parts.isEmpty()) {
            return List.of();
        }
        Query query = handle.createQuery("select * from ((" + String.join(")\nunion all\n(", parts)
                        + ")) as e order by number limit :limit")
                .bind("after", after)
                .bind("to", to)
                .bind("limit", limit);
        bind(query, "movements", filter.movements());
        bind(query, "audited", filter.audited());
        bind(query, "written", filter.written());
        if (subject != null) {
            query.bind("variant_id", subject.variantId())
                    .bind("cart_id", subject.cartId())
                    .bind("order_id", subject.orderId())
                    .bind("audit_kind", subject.auditKind())
                    .bind("name", subject.name());
        }
        return query.map((row, context) -> row(row)).list();
    }

    private static boolean isAny(@Nullable List<String> wanted) {
        return wanted == null || !wanted.isEmpty();
    }

    private static void bind(Query query, String name, @Nullable List<String> words) {
        if (words != null) {
            query.bind(name, words.toArray(String[]::new));
        }
    }

    private static @Nullable String movedBy(StreamFilter.@Nullable Subject subject) {
        return subject == null
                ? null
                : subject.variantId() != null ? "e.variant_id = :variant_id" : "e.cart_id = :cart_id";
    }

    private static @Nullable String placedBy(StreamFilter.@Nullable Subject subject) {
        return subject == null ? null : subject.orderId() != null ? "e.id = :order_id" : "e.cart_id = :cart_id";
    }

    private static @Nullable String writtenBy(StreamFilter.@Nullable Subject subject) {
        return subject == null
                ? null
                : subject.orderId() != null
                        ? "e.order_id = :order_id"
                        : subject.cartId() != null ? "e.cart_id = :cart_id" : "e.name = :name";
    }

    private static String part(
            String sql, String number, @Nullable List<String> words, String ofWords, @Nullable String ofSubject) {
        String where = number + " > :after and " + number + " <= :to"
                + (words == null ? "" : " and " + ofWords)
                + (ofSubject == null ? "" : " and " + ofSubject);
        return sql.replace("$where", where);
    }

    private static StreamRow row(ResultSet row) throws SQLException {
        long number = row.getLong("number");
        return switch (row.getInt("source")) {
            case 1 ->
                new StreamRow.Moved(
                        number,
                        movement(row),
                        row.getInt("safety_stock"),
                        optionalInt(row, "reorder_point"),
                        row.getBoolean("flag"));
            case 2 ->
                new StreamRow.Placed(
                        number,
                        Rows.instant(row, "at"),
                        row.getString("actor"),
                        row.getLong("order_id"),
                        row.getLong("cart_id"),
                        row.getBoolean("flag"));
            case 3 ->
                new StreamRow.Changed(
                        number,
                        new AuditRow(
                                row.getLong("entry_id"),
                                Rows.instant(row, "at"),
                                row.getString("actor"),
                                row.getString("kind"),
                                row.getString("name"),
                                row.getString("before"),
                                row.getString("after")));
            default ->
                new StreamRow.Written(
                        number,
                        Rows.instant(row, "at"),
                        new EventRow(
                                row.getString("kind"),
                                Rows.optionalLong(row, "cart_id"),
                                Rows.optionalLong(row, "order_id"),
                                row.getString("name"),
                                row.getString("after"),
                                row.getString("actor")));
        };
    }

    private static LedgerRow movement(ResultSet row) throws SQLException {
        return new LedgerRow(
                StockTable.key(row),
                row.getLong("version"),
                new Movement(
                        row.getString("kind"),
                        row.getInt("stock_delta"),
                        row.getInt("reserved_delta"),
                        Rows.optionalLong(row, "cart_id"),
                        Rows.optionalLong(row, "order_id"),
                        row.getString("reason"),
                        row.getString("reference"),
                        Rows.optionalLong(row, "transfer_id"),
                        optionalInt(row, "held_after")),
                row.getInt("stock_after"),
                row.getInt("reserved_after"),
                row.getInt("backordered_after"),
                row.getString("actor"),
                Rows.instant(row, "at"));
    }

    private static @Nullable Integer optionalInt(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : (Integer) value;
    }
}

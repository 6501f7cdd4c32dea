package dev.holdfast.benchmarks;

import dev.holdfast.Holdfast;
import dev.holdfast.Limits;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.CartFilter;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.order.OrderFilter;
import dev.holdfast.pricing.quote.PricingPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Pages of long lists, and single reads, by the library and by SQL written by hand, in turns. */
final class Lists {
    private static final int PAGE = 50;
    private static final int TENFOLD = 10;
    private static final Duration SLICE = Duration.ofMillis(500);
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final Stage stage;
    private final Options options;
    private final Report report;
    private final Holdfast shop;

    Lists(Stage stage, Options options, Report report) {
        this.stage = stage;
        this.options = options;
        this.report = report;
        this.shop = stage.shop();
    }

    void run() throws Exception {
        int orders = options.variants();
        int movements = options.variants() * TENFOLD;
        seed(orders, movements);
        report.line("### Pages of " + PAGE + "\n");
        List<List<String>> rows = new ArrayList<>();
        rows.addAll(pages(
                "variants",
                stage.variants(),
                "list-variants.sql",
                page -> shop.catalog().variants(VariantFilter.all(), page)));
        rows.addAll(pages(
                "carts",
                stage.number("select count(*) from holdfast.carts"),
                "list-carts.sql",
                page -> shop.carts().list(new CartFilter(null, null), page)));
        rows.addAll(
                pages("orders", orders, "list-orders.sql", page -> shop.orders().list(OrderFilter.all(), page)));
        rows.addAll(pages(
                "ledger of a variant",
                stage.number("select version from holdfast.stock where variant_id = 1"),
                "list-ledger.sql",
                page -> shop.inventory().movements(1, page)));
        report.table(List.of("list", "entries", "page", "p50", "p99", "by OFFSET, p50", "p99"), rows);
        report.line("\n### Single reads\n");
        report.table(List.of("", "p50", "p99", "one statement, p50", "p99"), single());
    }

    private void seed(int orders, int movements) throws SQLException {
        try (Connection connection = stage.connect()) {
            Sql.of("seed-orders.sql")
                    .run(
                            connection,
                            Map.of(
                                    "orders",
                                    orders,
                                    "variants",
                                    stage.variants(),
                                    "policy",
                                    PricingPolicy.DEFAULT.name()));
            Sql.of("seed-ledger.sql").run(connection, Map.of("movements", movements, "variants", 1));
        }
        stage.addHeldCarts(options.variants(), 3, false, 86_400);
        stage.settle();
    }

    private List<List<String>> pages(String name, long entries, String resource, Function<PageRequest, Page<?>> list)
            throws Exception {
        Sql byOffset = Sql.of(resource);
        long last = (entries + PAGE - 1) / PAGE;
        List<List<String>> rows = new ArrayList<>();
        Place place = new Place(0, null);
        for (long page : LongStream.of(1, 10, 1_000, last)
                .filter(number -> number <= last)
                .distinct()
                .toArray()) {
            place = walk(list, place, (page - 1) * PAGE);
            PageRequest wanted = new PageRequest(PAGE, place.cursor());
            long skip = place.skipped();
            long shown = Math.min(PAGE, entries - skip);
            rows.add(row(
                    List.of(name, count(entries), page == last ? count(page) + ", the last" : count(page)),
                    () -> () -> check(list.apply(wanted).items().size() == shown),
                    () -> new Reading(byOffset, Map.of("skip", skip))));
        }
        return rows;
    }

    private record Place(long skipped, @Nullable String cursor) {}

    /** Turns the pages, larger ones than are measured, up to an entry. */
    private static Place walk(Function<PageRequest, Page<?>> list, Place from, long skip) {
        Place place = from;
        while (place.skipped() < skip) {
            int limit = (int) Math.min(Limits.PAGE, skip - place.skipped());
            Page<?> page = list.apply(new PageRequest(limit, place.cursor()));
            place = new Place(place.skipped() + limit, Objects.requireNonNull(page.nextCursor()));
        }
        return place;
    }

    private List<List<String>> single() throws Exception {
        List<List<String>> rows = new ArrayList<>();
        long variant = stage.variants() / 2;
        rows.add(row(
                List.of("one variant"),
                () -> () -> shop.catalog().variant(variant),
                () -> new Reading(Sql.of("read-variant.sql"), Map.of("id", variant))));
        Map<Integer, Long> carts = new LinkedHashMap<>();
        for (int lines : new int[] {1, 10, 50}) {
            long cart = shop.carts().create(NewCart.anonymous()).id();
            for (int line = 1; line <= lines; line++) {
                shop.carts().put(cart, PutItem.of(variant + line, 1));
            }
            carts.put(lines, cart);
        }
        for (Map.Entry<Integer, Long> cart : carts.entrySet()) {
            rows.add(row(
                    List.of("a cart of " + cart.getKey() + (cart.getKey() == 1 ? " line" : " lines")),
                    () -> () -> check(shop.carts().get(cart.getValue()).items().size() == cart.getKey()),
                    () -> new Reading(Sql.of("read-cart.sql"), Map.of("id", cart.getValue()))));
        }
        return rows;
    }

    private List<String> row(List<String> names, Callable<Callers.Call> library, Callable<Callers.Call> byHand)
            throws Exception {
        Callers.run(1, WARM_UP, library);
        Callers.run(1, SLICE, byHand);
        List<Measured> ours = new ArrayList<>();
        List<Measured> theirs = new ArrayList<>();
        for (int round = 0; round < options.rounds(); round++) {
            ours.add(Callers.run(1, SLICE, library));
            theirs.add(Callers.run(1, SLICE, byHand));
        }
        List<String> row = new ArrayList<>(names);
        for (List<Measured> side : List.of(ours, theirs)) {
            row.add(Report.millis(
                    Report.median(side.stream().mapToDouble(Measured::p50).toArray())));
            row.add(Report.millis(
                    Report.median(side.stream().mapToDouble(Measured::p99).toArray())));
        }
        report.progress("  " + row);
        return row;
    }

    private static void check(boolean complete) {
        if (!complete) {
            throw new IllegalStateException("it was not all there");
        }
    }

    private static String count(long number) {
        return Report.number((double) number, "%,.0f");
    }

    /** Runs a query and looks at each value, as a program would that shows them. */
    private final class Reading implements Callers.Call {
        private final Connection connection;
        private final PreparedStatement prepared;

        Reading(Sql sql, Map<String, ?> values) throws SQLException {
            connection = stage.connectCaller();
            prepared = sql.prepare(connection);
            sql.bind(prepared, values);
        }

        @Override
        public void run() throws SQLException {
            int rows = 0;
            try (ResultSet row = prepared.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    for (int column = 1; column <= columns; column++) {
                        row.getObject(column);
                    }
                    rows++;
                }
            }
            check(rows > 0);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}

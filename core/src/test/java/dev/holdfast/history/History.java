package dev.holdfast.history;

import dev.holdfast.Holdfast;
import dev.holdfast.NotFoundException;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.order.CorrectionKind;
import dev.holdfast.order.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/**
 * What many buyers asked and were told, held against what the shop says afterwards: what was confirmed is there, what
 * is there was asked for, and nothing was sold that was not in stock.
 */
final class History {
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();

    /** Takes a line of a buyer's log; a line that a killed process did not finish is no line. */
    synchronized void line(String line) {
        String[] parts = line.split("\\|", line.startsWith("told") ? 4 : -1);
        String id = parts.length < 3 ? "" : parts[1] + "|" + parts[2];
        if (parts[0].equals("ask") && parts.length == 8) {
            attempts.put(
                    id,
                    new Attempt(
                            parts[1],
                            Integer.parseInt(parts[2]),
                            parts[3],
                            Long.parseLong(parts[4]),
                            Long.parseLong(parts[5]),
                            Integer.parseInt(parts[6]),
                            parts[7]));
        } else if (parts[0].equals("told") && parts.length == 4) {
            String[] words = parts[3].split(" ", 2);
            attempts.get(id).outcome = words[0];
            attempts.get(id).detail = words.length == 1 ? "" : words[1];
        }
    }

    synchronized int size() {
        return attempts.size();
    }

    /** How many commands were done, of the buyers whose name starts so. */
    synchronized long done(String name) {
        return attempts.values().stream()
                .filter(attempt -> attempt.buyer.startsWith(name)
                        && (attempt.isCart() || attempt.isOrder() || "received".equals(attempt.outcome)))
                .count();
    }

    /** How often each outcome was told. */
    synchronized Map<String, Long> outcomes() {
        return attempts.values().stream()
                .collect(Collectors.groupingBy(
                        attempt -> attempt.kind + " " + (attempt.outcome == null ? "untold" : attempt.outcome),
                        TreeMap::new,
                        Collectors.counting()));
    }

    /** All contradictions between what was told and what there is. */
    synchronized List<String> contradictions(
            DataSource dataSource, String schema, Duration hold, Set<Long> contested, Map<Long, Integer> stock) {
        Books books = new Books(dataSource, schema);
        List<String> found = new ArrayList<>();
        attempts.values().stream()
                .filter(attempt -> "broken".equals(attempt.outcome))
                .forEach(attempt -> found.add("not an answer: " + attempt));
        orders(books, found);
        notes(books, found);
        stock(books, stock, found);
        reservations(books, hold, found);
        carts(books, contested, found);
        keys(found);
        Sessions.check(books.holdfast, attempts.values(), found);
        return found;
    }

    private void orders(Books books, List<String> found) {
        Map<Long, Long> orderOfCart = books.ordersByCart();
        Set<Long> explained = new HashSet<>();
        for (Attempt attempt : attempts.values()) {
            if (attempt.isOrder()) {
                Long order = orderOfCart.get(attempt.cart);
                if (order == null || order != attempt.order()) {
                    found.add("an order that was confirmed is not there, the cart's is " + order + ": " + attempt);
                } else if (!attempt.detail.equals(
                        order + " " + Orders.text(books.holdfast.orders().get(order)))) {
                    found.add("an order is not what was confirmed: " + attempt);
                }
            }
            if (List.of("checkout", "complete").contains(attempt.kind) && (attempt.isOrder() || attempt.isUnknown())) {
                explained.add(attempt.cart);
            }
        }
        orderOfCart.forEach((cart, order) -> {
            if (!explained.contains(cart)) {
                found.add("order " + order + " of cart " + cart + " was never told of");
            }
        });
    }

    /** What happened to each order is what was confirmed and, at most, what nobody can say of. */
    private void notes(Books books, List<String> found) {
        Map<Long, Set<String>> confirmed = new TreeMap<>();
        Map<Long, Integer> unknown = new HashMap<>();
        for (Attempt attempt : attempts.values()) {
            if (attempt.isNote()) {
                String[] words = attempt.detail.split(" ", 2);
                confirmed
                        .computeIfAbsent(Long.valueOf(words[0]), none -> new TreeSet<>())
                        .add(words[1]);
            } else if (attempt.isUnknown() && List.of("cancel", "return", "pay").contains(attempt.kind)) {
                unknown.merge(attempt.variant, 1, Integer::sum);
            }
        }
        books.ordersByCart().values().forEach(id -> {
            Order order = books.holdfast.orders().get(id);
            Set<String> there = new TreeSet<>();
            order.payments().stream()
                    .filter(payment -> !Sessions.isPayment(payment))
                    .forEach(payment -> there.add(Orders.text(payment)));
            order.corrections().stream()
                    .filter(correction -> correction.kind() != CorrectionKind.FULFILMENT)
                    .forEach(correction -> there.add(Orders.text(correction)));
            Set<String> told = confirmed.getOrDefault(id, Set.of());
            if (!there.containsAll(told)) {
                found.add("order " + id + " has " + there + ", and was told to have " + told);
            }
            if (there.size() > told.size() + unknown.getOrDefault(id, 0)) {
                found.add("order " + id + " has " + there + ", and nobody asked for more than " + told);
            }
        });
    }

    private void stock(Books books, Map<Long, Integer> atFirst, List<String> found) {
        Map<Long, Long> sold = books.longs("""
                select s.variant_id, sum(s.quantity - coalesce((
                  select sum(i.quantity) from #order_correction_items i
                  join #order_corrections k on k.order_id = i.order_id and k.id = i.correction_id
                  where i.order_id = s.order_id and i.item_id = s.id and k.kind <> 'fulfilment'), 0))
                from #order_items s group by s.variant_id order by s.variant_id""");
        Map<Long, Long> left = books.longs("select variant_id, stock_quantity from #stock");
        atFirst.forEach((variant, units) -> {
            long least = units;
            long most = units;
            for (Attempt attempt : attempts.values()) {
                if (attempt.kind.equals("receive") && attempt.variant == variant) {
                    least += "received".equals(attempt.outcome) ? attempt.quantity : 0;
                    most += "received".equals(attempt.outcome) || attempt.isUnknown() ? attempt.quantity : 0;
                }
            }
            long now = sold.getOrDefault(variant, 0L) + left.getOrDefault(variant, 0L);
            if (now < least || now > most) {
                found.add("variant " + variant + " had " + least + " to " + most + " units, and sold and kept " + now);
            }
        });
    }

    // A line that is put again when it has expired is taken away first, at the moment at which it is held anew.
    private void reservations(Books books, Duration hold, List<String> found) {
        Map<String, List<Instant>> expired = books.expirations();
        for (Attempt attempt : attempts.values()) {
            if (!attempt.isCart()) {
                continue;
            }
            for (Attempt.ToldLine line : attempt.lines()) {
                for (Instant at : expired.getOrDefault(attempt.cart + "/" + line.variant(), List.of())) {
                    if (at.isBefore(line.until()) && at.isAfter(line.until().minus(hold))) {
                        found.add("taken away at " + at + ", before its time: " + attempt);
                    }
                }
            }
        }
    }

    /** A cart that one buyer had for itself is as that buyer was told last. */
    private void carts(Books books, Set<Long> contested, List<String> found) {
        Map<Long, Attempt> last = new TreeMap<>();
        Set<Long> doubtful = new HashSet<>(contested);
        for (Attempt attempt : attempts.values()) {
            if (attempt.isUnknown() || attempt.isSession()) {
                doubtful.add(attempt.cart);
            } else if (attempt.isCart() || attempt.isOrder()) {
                last.put(attempt.cart, attempt);
                doubtful.remove(attempt.cart);
                doubtful.addAll(contested);
            }
        }
        last.forEach((id, attempt) -> {
            if (doubtful.contains(id)) {
                return;
            }
            Cart cart;
            try {
                cart = books.holdfast.carts().get(id);
            } catch (NotFoundException e) {
                found.add("the cart is not there: " + attempt);
                return;
            }
            if (attempt.isOrder() != (cart.status() == CartStatus.CHECKED_OUT)) {
                found.add("cart " + id + " is " + cart.status() + ": " + attempt);
            } else if (attempt.isCart()) {
                // Of a line that had expired when this was told nothing was said.
                Set<String> there = new TreeSet<>();
                cart.items()
                        .forEach(item -> there.add(
                                item.variantId() + " x" + item.quantity() + " until " + item.reservedUntil()));
                cart.expiredItems()
                        .forEach(item ->
                                there.add(item.variantId() + " x" + item.quantity() + " until " + item.expiredAt()));
                for (Attempt.ToldLine line : attempt.lines()) {
                    if (!there.contains(line.variant() + " x" + line.quantity() + " until " + line.until())) {
                        found.add("confirmed and not in the cart, which has " + there + ": " + attempt);
                    }
                }
            }
        });
    }

    private void keys(List<String> found) {
        Map<String, String> answers = new HashMap<>();
        for (Attempt attempt : attempts.values()) {
            if (!attempt.key.equals("-") && (attempt.isOrder() || "refused".equals(attempt.outcome))) {
                String answer = attempt.outcome + " " + attempt.detail;
                String before = answers.putIfAbsent(attempt.key, answer);
                if (before != null && !before.equals(answer)) {
                    found.add("key " + attempt.key + " was answered " + before + " and " + answer);
                }
            }
        }
    }

    /** The shop afterwards. */
    private static final class Books {
        final Holdfast holdfast;
        private final Jdbi jdbi;
        private final String schema;

        Books(DataSource dataSource, String schema) {
            this.holdfast = Holdfast.builder(dataSource).schema(schema).build();
            this.jdbi = Jdbi.create(dataSource);
            this.schema = schema;
        }

        Map<Long, Long> ordersByCart() {
            return longs("select cart_id, id from #orders");
        }

        Map<Long, Long> longs(String sql) {
            Map<Long, Long> map = new TreeMap<>();
            jdbi.useHandle(handle -> handle.createQuery(sql.replace("#", schema + "."))
                    .map((row, context) -> map.put(row.getLong(1), row.getLong(2)))
                    .list());
            return map;
        }

        Map<String, List<Instant>> expirations() {
            Map<String, List<Instant>> map = new HashMap<>();
            jdbi.useHandle(handle -> handle.createQuery(
                            "select cart_id, variant_id, at from " + schema + ".stock_ledger where kind = 'expired'")
                    .map((row, context) -> map.computeIfAbsent(
                                    row.getLong(1) + "/" + row.getLong(2), none -> new ArrayList<>())
                            .add(row.getObject(3, OffsetDateTime.class).toInstant()))
                    .list());
            return map;
        }
    }
}

package dev.holdfast.checkout;

import dev.holdfast.ConflictException;
import dev.holdfast.Holdfast;
import dev.holdfast.NotFoundException;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.order.Payment;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

/** One session, and all that happens to it at once. Everything has an answer, and what was answered is so afterwards. */
final class SessionRace {
    private static final int RUNNERS = 5;
    private static final Duration END = Duration.ofMinutes(30);

    /** What one runner does. */
    private interface Step {
        void run() throws Exception;
    }

    /** A payment that was answered. */
    private record Told(String session, String reference) {}

    private final TestShop shop;
    private final List<Holdfast> servers;
    private final int number;
    private final Random random;
    private final int stock;
    private final Variant variant;
    private final String code;
    private final String user;
    private final Set<String> sessions = new ConcurrentSkipListSet<>();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final Map<String, Set<Long>> ordersOfSessions = new ConcurrentHashMap<>();
    private final AtomicInteger checkouts = new AtomicInteger();
    private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

    SessionRace(TestShop shop, List<Holdfast> servers, int number, Random random) {
        this.shop = shop;
        this.servers = servers;
        this.number = number;
        this.random = random;
        this.stock = 1 + random.nextInt(3);
        this.variant = shop.variant(stock);
        this.user = random.nextBoolean() ? "user-" + number : "user";
        this.code = "CODE-" + number;
    }

    void run() throws Exception {
        shop.holdfast.promoCodes().add("RACE", List.of(code), PromoLimits.uses(1), true);
        long cart = cart();
        begin(server(0), cart);
        if (sessions.isEmpty()) {
            return;
        }
        String session = sessions.iterator().next();
        List<Step> steps = new ArrayList<>();
        steps.add(() -> complete(server(0), session, "pi-" + number));
        for (int i = 1; i < RUNNERS; i++) {
            steps.add(step(server(random.nextInt(2)), cart, session));
        }
        List<Integer> times = random.ints(RUNNERS, 1, 3).boxed().toList();
        Threads.all(RUNNERS, i -> {
            for (int time = 0; time < times.get(i); time++) {
                attempt(steps.get(i));
            }
        });
        if (random.nextInt(4) == 0) {
            attempt(() -> retry(session));
        }
    }

    private Holdfast server(int at) {
        return servers.get(at);
    }

    private Step step(Holdfast server, long cart, String session) {
        int units = 1 + random.nextInt(stock);
        int chance = random.nextInt(16);
        return switch (chance) {
            case 0, 1 -> () -> complete(server, session, "pi-" + number);
            case 2 -> () -> complete(server, session, "other-" + number);
            case 3, 4, 5 -> () -> shop.clock.advance(END);
            case 6 -> () -> server.sweeper().sweep(SweepOptions.defaults().withBatch(5));
            case 7 ->
                () -> {
                    server.checkoutSessions().cancel(session);
                    note("cancelled");
                };
            case 8, 9, 10 -> () -> buyElsewhere(server, units);
            case 11 ->
                () -> {
                    server.carts().put(cart, PutItem.of(variant.id(), units));
                    note("put");
                };
            case 12 -> () -> checkOut(server, cart);
            case 13 -> () -> beginAndComplete(server, cart);
            case 14 -> () -> completeAndUndo(server, session);
            default ->
                () -> {
                    if (number % 2 == 0) {
                        server.carts().delete(cart);
                    } else {
                        server.pricing().change("FIRST", "{\"active\": " + (number % 4 == 1) + "}");
                    }
                };
        };
    }

    private long cart() {
        List<String> codes = random.nextInt(3) == 0 ? List.of(code) : List.of();
        long cart = shop.holdfast
                .carts()
                .create(new NewCart(user, null, codes, null))
                .id();
        attempt(() -> shop.put(cart, variant, stock));
        return cart;
    }

    private void begin(Holdfast server, long cart) {
        attempt(() -> sessions.add(
                server.checkoutSessions().begin(NewCheckoutSession.of(cart)).id()));
    }

    private void beginAndComplete(Holdfast server, long cart) throws Exception {
        server.carts().put(cart, PutItem.of(variant.id(), 1));
        String other =
                server.checkoutSessions().begin(NewCheckoutSession.of(cart)).id();
        sessions.add(other);
        complete(server, other, "second-" + number + "-" + other);
    }

    // Never refused: whatever becomes of it is an answer that keeps the payment.
    private void complete(Holdfast server, String session, String reference) {
        try {
            NewPayment payment = new NewPayment(PaymentKind.CAPTURED, total(session), reference);
            Completion done = server.checkoutSessions().complete(session, payment, false);
            told.add(new Told(session, reference));
            note(done);
        } catch (ConflictException | NotFoundException e) {
            wrong.add("a payment was refused: " + e);
        }
    }

    private void retry(String session) {
        Completion done = shop.holdfast.checkoutSessions().complete(session, null, true);
        note(done);
    }

    private BigDecimal total(String session) {
        return shop.holdfast.checkoutSessions().get(session).total().toDecimal();
    }

    private void note(Completion done) {
        note(done.session().status().word());
        Order order = done.order();
        if (order != null) {
            ordersOfSessions
                    .computeIfAbsent(done.session().id(), none -> new ConcurrentSkipListSet<>())
                    .add(order.id());
        }
    }

    private void buyElsewhere(Holdfast server, int units) {
        long other = server.carts()
                .create(new NewCart("user", null, List.of(code), null))
                .id();
        server.carts().put(other, PutItem.of(variant.id(), units));
        checkOut(server, other);
    }

    private void checkOut(Holdfast server, long cart) {
        server.checkout().place(CheckoutRequest.of(cart));
        checkouts.incrementAndGet();
        note("bought");
    }

    private void completeAndUndo(Holdfast server, String session) {
        complete(server, session, "pi-" + number);
        Long order = server.checkoutSessions().get(session).orderId();
        if (order != null) {
            server.orders().cancel(order, NewCancellation.all());
            note("undone");
        }
    }

    private void note(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /** A refusal is an answer; anything else is not. */
    private void attempt(Step step) {
        try {
            step.run();
        } catch (ConflictException | NotFoundException e) {
            note(e.code());
        } catch (Exception | Error e) {
            wrong.add(e.toString());
        }
    }

    Map<String, Integer> outcomes() {
        return outcomes;
    }

    /** How many orders it made. */
    long orders() {
        return checkouts.get()
                + sessions.stream()
                        .filter(session ->
                                shop.holdfast.checkoutSessions().get(session).orderId() != null)
                        .count();
    }

    /** How many of its sessions were paid for and are no order. */
    long owedSessions() {
        return sessions.stream()
                .map(shop.holdfast.checkoutSessions()::get)
                .filter(session -> session.orderId() == null && captured(session) > 0)
                .count();
    }

    private static long captured(CheckoutSession session) {
        return session.payments().stream()
                .mapToLong(payment -> payment.amount().minor())
                .sum();
    }

    /** What was told and is not so. */
    List<String> contradictions() {
        List<String> found = new ArrayList<>(wrong);
        Map<String, Set<String>> references = new TreeMap<>();
        told.forEach(payment -> references
                .computeIfAbsent(payment.session(), none -> new TreeSet<>())
                .add(payment.reference()));
        for (String id : sessions) {
            check(id, references.getOrDefault(id, Set.of()), found);
        }
        return found;
    }

    private void check(String id, Set<String> references, List<String> found) {
        CheckoutSession session = shop.holdfast.checkoutSessions().get(id);
        Set<String> noted = new TreeSet<>();
        session.payments().forEach(payment -> noted.add(payment.reference()));
        if (!noted.equals(references)) {
            found.add("race " + number + ": paid " + references + ", noted " + noted);
        }
        Set<Long> orders = ordersOfSessions.getOrDefault(id, Set.of());
        Long orderId = session.orderId();
        if (orders.size() > 1 || !orders.isEmpty() && !orders.contains(orderId)) {
            found.add("race " + number + ": told of orders " + orders + ", and is order " + orderId);
        }
        if (orderId == null) {
            boolean isOwed = session.status() == SessionStatus.SHORTFALL || session.status() == SessionStatus.CANCELLED;
            if (captured(session) > 0 && (!isOwed || session.refundDue().minor() != captured(session))) {
                found.add("race " + number + ": paid for nothing: " + session);
            }
        } else {
            Order order = shop.holdfast.orders().get(orderId);
            Set<String> paid = new TreeSet<>();
            order.payments().stream().map(Payment::reference).forEach(paid::add);
            if (!paid.equals(noted) || !order.total().equals(session.total())) {
                found.add("race " + number + ": order " + order + " of " + session);
            }
        }
    }
}

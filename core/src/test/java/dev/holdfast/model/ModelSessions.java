package dev.holdfast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happens to the checkout sessions of the model. */
final class ModelSessions {
    private final ModelShop shop;
    private final List<ModelSession> sessions = new ArrayList<>();

    ModelSessions(ModelShop shop) {
        this.shop = shop;
    }

    ModelSessions copy(ModelShop other) {
        ModelSessions copy = new ModelSessions(other);
        sessions.forEach(session -> copy.sessions.add(session.copy(other)));
        return copy;
    }

    int count() {
        return sessions.size();
    }

    /** What a report on the shop has to say. */
    List<String> problems() {
        return sessions.stream()
                .map(session -> session.problem(shop.now, cartIsOpen(session)))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    boolean isOf(long cart) {
        return sessions.stream().anyMatch(session -> session.bought.id == cart);
    }

    /** The session that a cart is in; null for none. */
    @Nullable
    ModelSession openOf(long cart) {
        return sessions.stream()
                .filter(session -> session.bought.id == cart && session.isOpen(shop.now))
                .findFirst()
                .orElse(null);
    }

    /** How many carts a user is paying for, one of them excepted. */
    int openOf(@Nullable String user, long exceptCart) {
        return (int) sessions.stream()
                .filter(session -> session.isOpen(shop.now)
                        && session.bought.id != exceptCart
                        && Objects.equals(user, session.bought.user))
                .count();
    }

    private String show(ModelSession session) {
        return session.show(shop.now, cartIsOpen(session));
    }

    private @Nullable ModelSession session(Step step) {
        // Mostly one of the last, which more can happen to.
        return sessions.isEmpty() ? null : sessions.get(index(step, sessions.size()));
    }

    /** Which of the sessions a step means. */
    static int index(Step step, int count) {
        return step.number() % 5 == 0 ? step.number() / 5 % count : count - 1 - step.number() % Math.min(3, count);
    }

    /** What the caller of a payment reports: the total of the session, or something else. */
    long amount(Step step) {
        ModelSession session = session(step);
        return session == null || step.number() % 3 == 0
                ? step.number() % 3_000
                : session.prices().total();
    }

    String begin(Step step) {
        ModelCheckout.Sale sale = shop.checkout.sale(step);
        ModelCart cart = sale.cart();
        if (cart.user == null && sale.bought().user != null) {
            shop.holds.requireRoomFor(cart, sale.bought().user);
        }
        Instant until = shop.now.plusSeconds(step.sessionSeconds());
        cart.user = sale.bought().user;
        cart.updatedAt = shop.now;
        if (shop.checkout.chosen(step).isEmpty()) {
            cart.lines.keySet().removeIf(item -> !sale.bought().lines.containsKey(item));
        }
        cart.lines.replaceAll(
                (item, line) -> line.isHeld(shop.now) && line.until().isBefore(until) ? line.heldUntil(until) : line);
        ModelSession session = new ModelSession(
                sessions.size() + 1, sale.bought(), sale.unlocked(), shop.codes.granted(sale), shop.now, until);
        shop.codes.holdFor(sale);
        sessions.add(session);
        return show(session);
    }

    String show(Step step) {
        ModelSession session = session(step);
        return session == null ? "no sessions" : show(session);
    }

    String complete(Step step) {
        ModelSession session = session(step);
        if (session == null) {
            return "no sessions";
        }
        String kind = step.completingPayment();
        if (kind != null && !List.of("authorized", "captured").contains(kind)) {
            throw new Refused("validation_failed");
        }
        ModelCart cart = shop.carts.find(session.bought.id);
        boolean isToBeSold = cartIsOpen(session)
                && (session.isUndecided() || session.status.equals("shortfall") && step.meansRetry());
        if (!isToBeSold) {
            closeIfCartIsGone(session);
        }
        report(session, kind, step);
        if (isToBeSold) {
            session.missing = missing(session, cart);
            if (session.missing.isEmpty()) {
                sell(session, cart, step);
            } else {
                session.move(
                        session.isUndecided() && session.payments.hasMoney() ? "shortfall" : session.status, shop.now);
            }
        }
        return show(session) + " order " + (session.order == null ? null : shop.orders.show(session.order));
    }

    private boolean cartIsOpen(ModelSession session) {
        ModelCart cart = shop.carts.find(session.bought.id);
        return cart != null && cart.isOpen();
    }

    private void closeIfCartIsGone(ModelSession session) {
        if (!cartIsOpen(session) && session.isUndecided()) {
            cancel(session);
        } else if (!cartIsOpen(session) && session.status.equals("shortfall")) {
            session.missing = List.of();
        }
    }

    private void cancel(ModelSession session) {
        session.move("cancelled", shop.now);
        session.missing = List.of();
    }

    private void report(ModelSession session, @Nullable String kind, Step step) {
        if (kind != null) {
            long amount = amount(step);
            boolean hasEnded = List.of("completed", "cancelled", "refunded").contains(session.status)
                    || session.status.equals("shortfall") && !cartIsOpen(session);
            session.payments.report(kind, amount, step.reference(), hasEnded);
            if (session.order != null) {
                shop.orders.order(session.order).payments.report(kind, amount, step.reference(), false);
            }
        }
    }

    private static Map<Long, Integer> units(Map<Integer, ModelCart.Line> lines) {
        Map<Long, Integer> units = new TreeMap<>();
        lines.values().forEach(line -> units.merge(line.variant(), line.quantity(), Integer::sum));
        return units;
    }

    /** The units that its cart does not hold, and that are not free or that its user cannot have. */
    private List<String> missing(ModelSession session, ModelCart cart) {
        List<String> missing = new ArrayList<>();
        Map<Long, Integer> held = units(cart.heldAt(shop.now));
        units(session.bought.lines).forEach((variant, wanted) -> {
            long there = (long) held.getOrDefault(variant, 0) + shop.free(variant);
            int lacking = wanted > held.getOrDefault(variant, 0) ? (int) Math.max(0, wanted - there) : 0;
            lacking = Math.max(lacking, beyondLimit(session, cart, variant));
            if (lacking > 0) {
                missing.add(Text.shortage(variant, wanted, wanted - lacking));
            }
        });
        return missing;
    }

    private int beyondLimit(ModelSession session, ModelCart cart, long variant) {
        String user = session.bought.user;
        int wanted = session.bought.lines.values().stream()
                .mapToInt(line -> ModelLimits.chosen(line, variant))
                .sum();
        int own = Objects.equals(user, cart.user)
                ? shop.holds.held(cart::equals, line -> ModelLimits.chosen(line, variant))
                : 0;
        int more = Math.max(0, wanted - own);
        return more - shop.limits.room(user, variant, more);
    }

    private void sell(ModelSession session, ModelCart cart, Step step) {
        int order = shop.orders.count() + 1;
        shop.codes.claimGranted(session, order);
        ModelSession other = openOf(cart.id);
        if (other != null && other != session) {
            cancel(other);
        }
        Map<Integer, List<ModelSource>> sources = new TreeMap<>();
        session.bought.lines.forEach((id, sold) -> sources.put(id, sell(session, cart, sold)));
        // Of what has expired, the units that were bought are no longer wanted.
        session.bought.lines.forEach((item, line) -> {
            ModelCart.Line own = cart.lines.get(item);
            if (own != null && !own.isHeld(shop.now)) {
                cart.take(item, line.quantity());
            }
        });
        session.move("completed", shop.now);
        session.order = order;
        ModelCart bought = session.bought.copy(shop);
        shop.checkout.leave(cart, bought, order);
        shop.orders.place(bought, step, session.prices(), session.payments.ofOrder(), null, sources);
    }

    /** Sells what its cart holds, the same items first, and otherwise what is free. Answers where it came from. */
    private List<ModelSource> sell(ModelSession session, ModelCart cart, ModelCart.Line sold) {
        List<Integer> own = new ArrayList<>(cart.heldAt(shop.now).keySet());
        own.sort((a, b) -> Boolean.compare(session.bought.lines.containsKey(b), session.bought.lines.containsKey(a)));
        List<ModelSource> sources = List.of();
        int left = sold.quantity();
        for (int item : own) {
            int units = Math.min(left, cart.lines.get(item).quantity());
            if (units > 0 && cart.lines.get(item).variant() == sold.variant()) {
                List<ModelPart> parts = cart.take(item, units).parts();
                sources = ModelSource.plus(sources, shop.backorders.sell(sold.variant(), parts));
                left -= units;
            }
        }
        List<ModelPart> free = shop.places.take(sold.variant(), shop.places.selling(), left, sold.parts());
        return ModelSource.plus(sources, shop.backorders.sell(sold.variant(), free));
    }

    String cancel(Step step) {
        ModelSession session = session(step);
        if (session == null) {
            return "no sessions";
        }
        if (session.order != null) {
            throw new Refused(
                    "checkout_session_closed",
                    "checkout_session_id",
                    "$" + session.ordinal,
                    "session_status",
                    session.status,
                    "order_id",
                    "#" + session.order);
        }
        if (List.of("shortfall", "refunded").contains(session.status)) {
            throw new Refused(
                    "checkout_session_closed",
                    "checkout_session_id",
                    "$" + session.ordinal,
                    "session_status",
                    session.status);
        }
        boolean wasOpen = session.isOpen(shop.now);
        if (!session.status.equals("cancelled")) {
            cancel(session);
        }
        if (wasOpen) {
            open(Objects.requireNonNull(shop.carts.find(session.bought.id)));
        }
        return show(session);
    }

    /** A cart is open again, and holds its lines for as long as if they were renewed now. */
    private void open(ModelCart cart) {
        cart.updatedAt = shop.now;
        Map<Integer, ModelCart.Line> held = cart.heldAt(shop.now);
        held.replaceAll((item, line) -> line.heldUntil(shop.holds.renewal(cart, line.variant(), line.since())));
        Instant first = held.values().stream()
                .filter(line -> !line.isGift())
                .map(ModelCart.Line::until)
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
        held.replaceAll((item, line) -> line.isGift() && first.isBefore(line.until()) ? line.heldUntil(first) : line);
        cart.lines.putAll(held);
        shop.codes.renew(cart);
    }

    String pay(Step step) {
        ModelSession session = session(step);
        if (session == null) {
            return "no sessions";
        }
        closeIfCartIsGone(session);
        report(session, step.payment(), step);
        if (session.status.equals("shortfall") && !session.payments.hasMoney()) {
            session.move("refunded", shop.now);
        }
        return show(session);
    }
}

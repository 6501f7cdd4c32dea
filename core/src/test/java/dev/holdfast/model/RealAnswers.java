package dev.holdfast.model;

import dev.holdfast.HoldfastException;
import dev.holdfast.Money;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartCharge;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.PutAllResult;
import dev.holdfast.cart.PutResult;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.Completion;
import dev.holdfast.checkout.ReservationExpiredException;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.LedgerEntry;
import dev.holdfast.inventory.StockLevel;
import dev.holdfast.inventory.StockLevels;
import dev.holdfast.order.Correction;
import dev.holdfast.order.Order;
import dev.holdfast.order.Payment;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.promo.PromoCode;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.transfer.Transfer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes answers of the real shop in the words of the model. Orders are called by the order in which they came. */
final class RealAnswers {
    private static final Set<String> GIFT_REASONS = Set.of("gift_declined", "gift_unavailable");

    private final Map<Long, Integer> ordinals = new HashMap<>();
    private final List<Long> orders = new ArrayList<>();

    private final List<String> sessions = new ArrayList<>();
    private final List<Long> transfers = new ArrayList<>();

    /** The ids of the checkout sessions so far. */
    List<String> sessions() {
        return sessions;
    }

    /** Forgets the sessions that came last, because they were rolled back. */
    void keepSessions(int count) {
        sessions.subList(count, sessions.size()).clear();
    }

    /** The ids of the transfers so far. */
    List<Long> transfers() {
        return transfers;
    }

    /** Forgets the transfers that came last, because they were rolled back. */
    void keepTransfers(int count) {
        transfers.subList(count, transfers.size()).clear();
    }

    /** The ids of the orders so far. */
    List<Long> orders() {
        return orders;
    }

    /** Forgets the orders that came last, because they were rolled back. */
    void keepOrders(int count) {
        while (orders.size() > count) {
            ordinals.remove(orders.remove(orders.size() - 1));
        }
    }

    String refusal(HoldfastException e) {
        Map<String, Object> facts = new HashMap<>(e.facts());
        if (e instanceof ReservationExpiredException expired) {
            facts.put(
                    "items",
                    expired.items().stream()
                            .map(item -> Text.expired(item.id(), item.variantId(), item.quantity(), item.expiredAt()))
                            .toList());
        }
        if (e instanceof InsufficientStockException shortage) {
            facts.keySet().removeAll(Set.of("variant_id", "requested", "available"));
            facts.put(
                    "shortages",
                    shortage.shortages().stream()
                            .map(s -> Text.shortage(s.variantId(), s.requested(), s.available())
                                    + (s.location() == null ? "" : " at " + s.location()))
                            .toList());
        }
        facts.computeIfPresent("order_id", (name, id) -> "#" + ordinals.get(id));
        facts.computeIfPresent("checkout_session_id", (name, id) -> "$" + (sessions.indexOf(id) + 1));
        facts.computeIfPresent("transfer_id", (name, id) -> "%" + (transfers.indexOf(id) + 1));
        return Text.refusal(e.code(), facts);
    }

    /** The answer of any command. */
    String showAny(Object answer) {
        if (answer instanceof PutResult put) {
            return show(put.cart()) + " put " + put.itemId() + (put.created() ? " new" : "");
        }
        if (answer instanceof PutAllResult put) {
            return show(put.cart()) + " put " + put.itemIds() + (put.created() ? " new" : "");
        }
        if (answer instanceof Optional<?> moved) {
            return moved.isEmpty() ? "nothing moved" : showAny(moved.get());
        }
        if (answer instanceof Cart cart) {
            return show(cart);
        }
        if (answer instanceof Order order) {
            return show(order);
        }
        if (answer instanceof Transfer transfer) {
            return show(transfer);
        }
        if (answer instanceof CheckoutSession session) {
            return show(session);
        }
        return answer instanceof LedgerEntry entry ? show(entry) : "threw " + answer;
    }

    private static String part(String place, int units, int backordered, @Nullable Instant at) {
        return Text.part(place, units, Text.waiting(backordered, at == null ? 0 : backordered, at));
    }

    private static List<String> parts(CartItem item) {
        return item.holds().stream()
                .map(hold -> part(hold.location(), hold.quantity(), hold.backorderedQuantity(), hold.availableAt()))
                .toList();
    }

    String show(Cart cart) {
        return Text.cart(
                cart.id(),
                cart.status().word(),
                cart.userId(),
                cart.userTier(),
                cart.promoCodes(),
                cart.items().stream()
                        .map(item -> Text.item(
                                item.id(),
                                item.variantId(),
                                item.quantity(),
                                Text.waiting(item.backorderedQuantity(), item.preorderedQuantity(), item.availableAt()),
                                parts(item),
                                item.unitPrice().minor(),
                                item.total().minor(),
                                item.giftRule(),
                                item.reservedUntil()))
                        .toList(),
                cart.expiredItems().stream()
                        .map(item -> Text.expired(item.id(), item.variantId(), item.quantity(), item.expiredAt()))
                        .toList(),
                charges(cart.charges()) + " " + cart.attributes() + " missing "
                        + cart.explanation().stream()
                                .filter(step -> GIFT_REASONS.contains(String.valueOf(step.reason())))
                                .map(step -> step.rule() + " " + step.reason())
                                .toList()
                        + " "
                        + sums(cart.subtotal(), cart.chargeTotal(), cart.discountTotal(), cart.total()),
                cart.orderId() == null ? null : ordinals.get(cart.orderId()),
                cart.createdAt(),
                cart.updatedAt());
    }

    String show(Completion done) {
        // The order first, which the session names.
        String order = done.order() == null ? null : show(done.order());
        return show(done.session()) + " order " + order;
    }

    String show(CheckoutSession session) {
        if (!sessions.contains(session.id())) {
            sessions.add(session.id());
        }
        String bought = session.items().stream()
                        .map(item -> Text.item(
                                item.id(),
                                item.variantId(),
                                item.quantity(),
                                Text.waiting(item.backorderedQuantity(), item.preorderedQuantity(), item.availableAt()),
                                parts(item),
                                item.unitPrice().minor(),
                                item.total().minor(),
                                item.giftRule(),
                                item.reservedUntil()))
                        .toList()
                + " " + charges(session.charges()) + " "
                + sums(session.subtotal(), session.chargeTotal(), session.discountTotal(), session.total());
        return Text.session(
                sessions.indexOf(session.id()) + 1,
                session.cartId(),
                session.status().word(),
                session.userId(),
                bought,
                session.shortages().stream()
                        .map(s -> Text.shortage(s.variantId(), s.requested(), s.available()))
                        .toList(),
                session.orderId() == null ? null : ordinals.get(session.orderId()),
                session.payments().stream().map(RealAnswers::show).toList(),
                session.refundDue().minor(),
                session.createdAt() + " to " + session.expiresAt() + " updated " + session.updatedAt());
    }

    private static List<String> charges(List<CartCharge> charges) {
        return charges.stream()
                .map(charge -> Text.charge(
                        charge.code(),
                        charge.name(),
                        charge.amount().minor(),
                        charge.total().minor()))
                .toList();
    }

    String show(Order order) {
        if (!ordinals.containsKey(order.id())) {
            orders.add(order.id());
            ordinals.put(order.id(), orders.size());
        }
        return Text.order(
                        Objects.requireNonNull(ordinals.get(order.id())),
                        order.cartId(),
                        order.userId(),
                        order.items().stream()
                                .map(item -> Text.item(
                                        item.id(),
                                        item.variantId(),
                                        item.quantity(),
                                        "",
                                        List.of(),
                                        item.unitPrice().minor(),
                                        item.total().minor(),
                                        item.giftRule(),
                                        null))
                                .toList(),
                        order.charges().stream()
                                        .map(charge -> Text.charge(
                                                charge.code(),
                                                charge.name(),
                                                charge.amount().minor(),
                                                charge.total().minor()))
                                        .toList()
                                + " "
                                + sums(order.subtotal(), order.chargeTotal(), order.discountTotal(), order.total()),
                        order.placedAt(),
                        order.payBy())
                + " "
                + Text.afterwards(
                        order.status().word(),
                        order.paymentStatus().word(),
                        order.items().stream()
                                .map(item -> Text.fate(
                                        item.cancelledQuantity(),
                                        item.fulfilledQuantity(),
                                        item.returnedQuantity(),
                                        Text.waiting(
                                                item.backorderedQuantity(),
                                                item.preorderedQuantity(),
                                                item.availableAt()),
                                        item.sources().stream()
                                                .map(source -> part(
                                                        source.location(),
                                                        source.quantity(),
                                                        source.backorderedQuantity(),
                                                        source.availableAt()))
                                                .toList()))
                                .toList(),
                        order.refundTotal().minor(),
                        order.refundDue().minor(),
                        order.corrections().size(),
                        order.payments().stream().map(RealAnswers::show).toList());
    }

    static String show(Correction correction) {
        Map<Integer, Integer> units = new TreeMap<>();
        correction.items().forEach(item -> units.merge(item.itemId(), item.quantity(), Integer::sum));
        return Text.correction(
                correction.id(),
                correction.kind().word(),
                units,
                correction.charges().stream().map(Correction.Charge::code).toList(),
                correction.refundTotal().minor());
    }

    static String show(Payment payment) {
        return Text.payment(
                payment.id(), payment.kind().word(), payment.amount().minor(), payment.reference(), payment.flag());
    }

    static String show(Quote quote) {
        return sums(quote.subtotal(), quote.chargeTotal(), quote.discountTotal(), quote.total());
    }

    static String show(RuleRevision rule) {
        return rule.rule().code() + " revision " + rule.revision() + (rule.archived() ? " archived" : "");
    }

    String show(Transfer transfer) {
        if (!transfers.contains(transfer.id())) {
            transfers.add(transfer.id());
        }
        return Text.transfer(
                transfers.indexOf(transfer.id()) + 1,
                transfer.variantId(),
                transfer.from(),
                transfer.to(),
                transfer.quantity(),
                transfer.receivedQuantity(),
                transfer.lostQuantity(),
                transfer.status().word());
    }

    static String show(StockLevels levels) {
        return Text.level(
                        "variant " + levels.variantId(),
                        levels.stockQuantity(),
                        levels.reservedQuantity(),
                        levels.backorderedQuantity(),
                        levels.availableQuantity(),
                        levels.inTransitQuantity())
                + " "
                + levels.locations().stream()
                        .map(RealAnswers::show)
                        .filter(level -> !level.contains(" stock 0 reserved 0 backordered 0 available 0 in transit 0"))
                        .toList();
    }

    private static String show(StockLevel level) {
        return Text.level(
                level.location(),
                level.stockQuantity(),
                level.reservedQuantity(),
                level.backorderedQuantity(),
                level.availableQuantity(),
                level.inTransitQuantity());
    }

    static String show(LedgerEntry entry) {
        return "moved " + entry.stockDelta() + " stock " + entry.stockAfter();
    }

    static String show(Variant variant) {
        return Text.variant(
                variant.id(),
                variant.price().minor(),
                variant.minPrice() == null ? null : (Long) variant.minPrice().minor(),
                variant.stockQuantity(),
                variant.reservedQuantity(),
                variant.availableQuantity());
    }

    static String show(PromoCode code) {
        PromoLimits limits = code.limits();
        return Text.code(
                code.code(),
                code.rule(),
                code.active(),
                limits.maxUses(),
                limits.maxUsesPerUser(),
                limits.budget() == null ? null : (Long) limits.budget().minor(),
                code.heldUses() == null ? "not counted" : code.heldUses() + " held, " + code.claimedUses() + " claimed",
                code.heldAmount() == null || code.claimedAmount() == null
                        ? "no budget"
                        : Text.cents(code.heldAmount().minor()) + " held, "
                                + Text.cents(code.claimedAmount().minor()) + " claimed",
                code.createdAt(),
                code.updatedAt());
    }

    private static String sums(Money subtotal, Money charges, Money discount, Money total) {
        String sums = Text.sums(subtotal.minor(), charges.minor(), total.minor());
        return subtotal.plus(charges).minus(discount).equals(total) ? sums : sums + " with a discount of " + discount;
    }
}

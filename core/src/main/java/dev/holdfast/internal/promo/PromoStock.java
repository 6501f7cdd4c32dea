package dev.holdfast.internal.promo;

import dev.holdfast.Money;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.OrderCorrectionRow;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuotedCharge;
import dev.holdfast.pricing.quote.QuotedItem;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stored promo codes of the carts of a list of commands. Codes that are counted are locked. A use is a discount that
 * is granted: a cart holds one while the code's rule takes something off it, and an order claims it. Not thread-safe.
 */
public final class PromoStock {
    private final Instant now;
    private final Map<Long, PromoRow> byId = new TreeMap<>();
    private final Map<String, PromoRow> byKey = new HashMap<>();

    /** With nothing in it yet. */
    PromoStock(Instant now) {
        this.now = now;
    }

    /**
     * Makes a cart hold the codes that are available and take something off it, until its last item expires, and release
     * the others.
     *
     * @param ordersPlaced see {@link CartSnapshot}
     */
    public void settle(LockedCart cart, RuleBook book, @Nullable Integer ordersPlaced) {
        if (byId.isEmpty()) {
            return;
        }
        CartHead head = cart.head();
        CartSnapshot snapshot = cart.snapshot(now, toBeHeld(head), ordersPlaced);
        Set<PromoRow> held = new HashSet<>();
        if (!snapshot.items().isEmpty()) {
            Instant until = end(snapshot);
            given(snapshot.storedCodes(), snapshot.quote(book), book).forEach((row, amount) -> {
                row.hold(cart.id(), new PromoUse(head.userId(), amount, until, null), now);
                held.add(row);
            });
        }
        for (PromoRow row : byId.values()) {
            if (!held.contains(row)) {
                row.release(cart.id());
            }
        }
    }

    /** Holds what a cart holds until the end of its items, which was moved. */
    public void renew(LockedCart cart) {
        if (byId.isEmpty()) {
            return;
        }
        CartSnapshot snapshot = cart.snapshot(now, List.of(), null);
        if (snapshot.items().isEmpty()) {
            release(cart);
        } else {
            byId.values().forEach(row -> row.renew(cart.id(), end(snapshot), now));
        }
    }

    /** Releases everything that a cart holds. */
    public void release(LockedCart cart) {
        byId.values().forEach(row -> row.release(cart.id()));
    }

    /**
     * Makes a cart hold the codes that it holds until a time, for its buyer, and release those that the buyer cannot have.
     * Amounts stay, because the cart may go on when only some of its items are bought.
     */
    public void holdOn(CartSnapshot cart, Instant until) {
        CartHead head = cart.head();
        Set<PromoRow> held = new HashSet<>();
        for (StoredCode code : cart.storedCodes()) {
            PromoRow row = byKey.get(PromoTexts.key(code.code()));
            if (row != null && code.reason() == null) {
                row.holdOn(head.id(), head.userId(), until);
                held.add(row);
            }
        }
        for (PromoRow row : byId.values()) {
            if (!held.contains(row)) {
                row.release(head.id());
            }
        }
    }

    /**
     * Claims the codes that a cart holds, and that take something off a price, for its order.
     *
     * @param payBy until when the order only holds them, because its payment is awaited; null if it is not
     */
    public void claim(CartSnapshot cart, Quote quote, RuleBook book, long orderId, @Nullable Instant payBy) {
        if (byId.isEmpty()) {
            return;
        }
        CartHead head = cart.head();
        given(cart.storedCodes(), quote, book).forEach((row, amount) -> {
            row.claim(head.id(), head.userId(), amount, orderId, now);
            row.await(orderId, payBy);
        });
    }

    /**
     * Claims the codes that took something off a price which was granted before, if need be beyond their limits.
     *
     * @param payBy as for {@link #claim}
     */
    public void claimGranted(CartSnapshot cart, Quote quote, RuleBook book, long orderId, @Nullable Instant payBy) {
        if (byId.isEmpty()) {
            return;
        }
        CartHead head = cart.head();
        given(cart.storedCodes(), quote, book).forEach((row, amount) -> {
            row.claimGranted(head.id(), head.userId(), amount, orderId, now);
            row.await(orderId, payBy);
        });
    }

    /**
     * Makes what an order has claimed follow its state: it only holds it as long as its payment is awaited, and gives it
     * back if that never came.
     */
    public void follow(LockedOrder order) {
        OrderState state = order.state();
        if (byId.isEmpty() || state.order().notes().payBy() == null) {
            return;
        }
        if (state.order().corrections().stream().anyMatch(OrderCorrectionRow::promoUsesReturned)) {
            unclaim(state.order().cartId(), order.id());
        } else {
            Instant payBy = state.awaitsPayment() ? state.order().notes().payBy() : null;
            byId.values().forEach(row -> row.await(order.id(), payBy));
        }
    }

    /**
     * Gives back the uses that an order has claimed.
     *
     * @return whether it had claimed any
     */
    public boolean unclaim(long cartId, long orderId) {
        boolean any = false;
        for (PromoRow row : byId.values()) {
            any |= row.unclaim(cartId, orderId);
        }
        return any;
    }

    /** The stored codes that an order has claimed, each for no more than the discount that it gave. */
    public List<StoredCode> claimed(OrderRow order) {
        List<StoredCode> codes = new ArrayList<>();
        for (String typed : order.buyer().promoCodes()) {
            PromoRow row = byKey.get(PromoTexts.key(typed));
            PromoUse use = row == null ? null : row.claimed(order.cartId(), order.id());
            if (row != null && use != null) {
                Money atMost = row.columns().currency() == null ? null : new Money(use.amount(), order.currency());
                codes.add(new StoredCode(typed, row.columns().rule(), null, Map.of(), atMost));
            }
        }
        return codes;
    }

    /** The stored codes of a cart that is about to hold those that are available. */
    public List<StoredCode> toBeHeld(CartHead cart) {
        return byId.isEmpty()
                ? List.of()
                : PromoSupply.toBeHeld(cart.promoCodes(), supplies(cart), cart.userId(), cart.currency());
    }

    /** The stored codes of a cart, as its buyer sees them. */
    public List<StoredCode> codes(CartHead cart) {
        return byId.isEmpty()
                ? List.of()
                : PromoSupply.asHeld(cart.promoCodes(), supplies(cart), cart.userId(), cart.currency());
    }

    void load(PromoRow row) {
        byId.put(row.columns().id(), row);
        byKey.put(PromoTexts.key(row.columns().code()), row);
    }

    @Nullable
    PromoRow row(long codeId) {
        return byId.get(codeId);
    }

    Collection<PromoRow> rows() {
        return byId.values();
    }

    private Map<String, PromoSupply> supplies(CartHead cart) {
        List<PromoSupply> supplies = new ArrayList<>();
        for (String code : cart.promoCodes()) {
            PromoRow row = byKey.get(PromoTexts.key(code));
            if (row != null) {
                supplies.add(row.supply(cart.id(), cart.orderId(), cart.userId(), now));
            }
        }
        return PromoSupply.byKey(supplies);
    }

    /** How much the codes that unlock their rules take off; without those that take off nothing. */
    private Map<PromoRow, Long> given(List<StoredCode> codes, Quote quote, RuleBook book) {
        Map<PromoRow, Long> given = new HashMap<>();
        for (StoredCode code : codes) {
            PromoRow row = byKey.get(PromoTexts.key(code.code()));
            // A rule that no longer asks for stored codes takes its amount off without one.
            if (row != null && code.reason() == null && book.asksForStoredCodes(code.rule())) {
                long amount = taken(quote, code.rule());
                if (amount > 0) {
                    given.put(row, amount);
                }
            }
        }
        return given;
    }

    private static long taken(Quote quote, String rule) {
        long sum = 0;
        for (QuotedItem line : quote.items()) {
            sum += PromoSupply.taken(line.explanation(), rule);
        }
        for (QuotedCharge charge : quote.charges()) {
            sum += PromoSupply.taken(charge.explanation(), rule);
        }
        return sum;
    }

    private static Instant end(CartSnapshot cart) {
        Instant end = Instant.MIN;
        for (CartItemRow item : cart.items()) {
            end = item.reservedUntil().isAfter(end) ? item.reservedUntil() : end;
        }
        return end;
    }
}

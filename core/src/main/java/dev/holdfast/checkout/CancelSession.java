package dev.holdfast.checkout;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.checkout.LockedSession;
import dev.holdfast.internal.checkout.SessionRow;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.book.RuleBook;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** Ends a checkout session without an order; its cart is open again, and holds its items as long as a renewal would. */
final class CancelSession extends SessionCommand<CheckoutSession> {
    private final HoldLimits limits;

    CancelSession(SessionRow read, HoldLimits limits) {
        super("cancel_checkout_session", read);
        this.limits = limits;
    }

    @Override
    public Supplier<CheckoutSession> decide(WorkingSet shop) {
        LockedSession session = session(shop);
        String status = session.row().status(shop.now());
        RuleBook book = shop.book(read().terms().bought().head().bookToken());
        if (!List.of(SessionRow.OPEN, SessionRow.EXPIRED, SessionRow.CANCELLED).contains(status)) {
            throw new SessionClosedException(
                    read().id(), SessionStatus.of(status), session.row().orderId());
        }
        // From here on everything is written.
        if (!status.equals(SessionRow.CANCELLED)) {
            session.cancel(shop.now());
            open(shop, shop.cart(read().cartId()));
        }
        SessionRow row = session.row();
        return () -> CheckoutSession.of(row, book, shop.now());
    }

    private void open(WorkingSet shop, LockedCart cart) {
        CartHead.Session present = cart.head().session(shop.now());
        if (present == null || !present.id().equals(read().id())) {
            return;
        }
        cart.head(cart.head().in(null).changedAt(shop.now()));
        // A gift ends with the first of the items that have earned it.
        Instant first = Instant.MAX;
        for (CartItemRow item : held(shop, cart, false)) {
            Instant until = renewed(item, shop.now());
            cart.items().put(item.id(), item.holding(item.quantity(), until));
            first = until.isBefore(first) ? until : first;
        }
        for (CartItemRow gift : held(shop, cart, true)) {
            Instant until = renewed(gift, shop.now());
            cart.items().put(gift.id(), gift.holding(gift.quantity(), until.isBefore(first) ? until : first));
        }
        shop.promos().renew(cart);
    }

    private static List<CartItemRow> held(WorkingSet shop, LockedCart cart, boolean gifts) {
        return cart.items().values().stream()
                .filter(item -> item.isGift() == gifts && !item.isExpired(shop.now()))
                .toList();
    }

    private Instant renewed(CartItemRow item, Instant now) {
        Instant renewed = now.plus(limits.reservationTime());
        Instant latest = item.reservedSince().plus(limits.maxReservationAge());
        return renewed.isBefore(latest) ? renewed : latest;
    }
}

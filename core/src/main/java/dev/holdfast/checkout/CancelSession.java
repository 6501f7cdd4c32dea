package dev.holdfast.checkout;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.HoldTime;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.checkout.LockedSession;
import dev.holdfast.internal.checkout.SessionRow;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.work.Purchases;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.book.RuleBook;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Ends a checkout session without an order; its cart is open again, and holds its items as long as a renewal would. */
final class CancelSession extends SessionCommand<CheckoutSession> {
    private final HoldLimits limits;

    CancelSession(SessionRow read, HoldLimits limits) {
        super("cancel_checkout_session", read);
        this.limits = limits;
    }

    @Override
    public void users(WorkingSet shop, Set<String> users) {
        LockedCart cart = shop.cartIfLoaded(read().cartId());
        if (cart != null) {
            cart.addHolder(users, shop.now());
        }
    }

    @Override
    public void purchases(WorkingSet shop, Purchases purchases) {
        UserLimits.ask(purchases, shop.cartIfLoaded(read().cartId()), null);
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
        shop.requireLocked(shop.cart(read().cartId()).head().userId());
        shop.purchases().requireLocked(shop.cart(read().cartId()).head().userId());
        // From here on everything is written.
        if (!status.equals(SessionRow.CANCELLED)) {
            session.cancel(shop.now());
            open(shop, shop.cart(read().cartId()));
        }
        SessionRow row = session.row();
        return () -> CheckoutSession.of(row, book, shop.now(), shop::locationCode);
    }

    private void open(WorkingSet shop, LockedCart cart) {
        CartHead.Session present = cart.head().session(shop.now());
        if (present == null || !present.id().equals(read().id())) {
            return;
        }
        cart.head(cart.head().in(null).changedAt(shop.now()));
        HoldTime time = new HoldTime(limits, cart.head(), shop.now());
        // A gift ends with the first of the items that have earned it.
        Instant first = Instant.MAX;
        for (CartItemRow item : held(shop, cart, false)) {
            Instant until = time.until(shop.variant(item.variantId()), item.reservedSince());
            cart.items().put(item.id(), item.holding(item.quantity(), until));
            first = until.isBefore(first) ? until : first;
        }
        for (CartItemRow gift : held(shop, cart, true)) {
            Instant until = time.until(shop.variant(gift.variantId()), gift.reservedSince());
            cart.items().put(gift.id(), gift.holding(gift.quantity(), until.isBefore(first) ? until : first));
        }
        shop.promos().renew(cart);
    }

    private static List<CartItemRow> held(WorkingSet shop, LockedCart cart, boolean gifts) {
        return cart.items().values().stream()
                .filter(item -> item.isGift() == gifts && !item.isExpired(shop.now()))
                .toList();
    }
}

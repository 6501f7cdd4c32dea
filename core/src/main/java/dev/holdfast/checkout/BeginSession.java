package dev.holdfast.checkout;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.checkout.SessionRow;
import dev.holdfast.internal.checkout.SessionTerms;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.Purchases;
import dev.holdfast.internal.work.WorkingSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Freezes a cart, or items of it, while its buyer pays. The items stay where they are and are held until the session ends,
 * so that nothing which looks at holds has to know of sessions.
 *
 * @param id a text that nobody can guess
 * @param limits of what the user may hold whose the cart becomes
 */
record BeginSession(String id, CheckoutRequest request, Duration expiresIn, HoldLimits limits)
        implements Command<CheckoutSession> {
    @Override
    public String name() {
        return "begin_checkout_session";
    }

    @Override
    public long lane() {
        return request.cartId();
    }

    @Override
    public void needs(Needs needs) {
        needs.wholeCart(request.cartId()).buyer(request.cartId(), request.userId());
    }

    @Override
    public void users(WorkingSet shop, Set<String> users) {
        LockedCart cart = shop.cartIfLoaded(request.cartId());
        if (cart != null) {
            cart.addHolder(users, shop.now());
        }
        UserLimits.name(users, cart, request.userId());
    }

    @Override
    public void purchases(WorkingSet shop, Purchases purchases) {
        UserLimits.ask(purchases, shop.cartIfLoaded(request.cartId()), request.userId());
    }

    @Override
    public Supplier<CheckoutSession> decide(WorkingSet shop) {
        Sale sale = Sale.of(shop, request);
        LockedCart cart = sale.cart();
        shop.requireLocked(cart.head().userId());
        new UserLimits(shop, cart).requireRoom(sale.bought().head().userId(), List.of(), limits);
        Instant expiresAt = shop.now().plus(expiresIn);
        // From here on everything is written.
        cart.head(sale.bought().head().in(new CartHead.Session(id, expiresAt)).changedAt(shop.now()));
        if (request.items().isEmpty()) {
            releaseOthers(shop, sale);
        }
        Instant heldUntil = holdUntil(expiresAt, cart, shop.now());
        shop.promos().holdOn(sale.bought(), heldUntil);
        SessionRow session = new SessionRow(
                id,
                0,
                cart.id(),
                SessionRow.OPEN,
                cart.head().currency(),
                sale.quote().total().minor(),
                new SessionTerms(sale.bought(), sale.notes()).until(expiresAt),
                null,
                List.of(),
                shop.now(),
                expiresAt,
                shop.now(),
                List.of());
        shop.begin(session);
        return () -> CheckoutSession.of(session, sale.book(), session.createdAt(), shop::locationCode);
    }

    // These are gifts that are no longer due.
    private static void releaseOthers(WorkingSet shop, Sale sale) {
        for (CartItemRow item : List.copyOf(sale.cart().items().values())) {
            if (sale.bought().items().stream().noneMatch(bought -> bought.id() == item.id())) {
                shop.units().release(sale.cart(), item);
            }
        }
    }

    /**
     * Holds the items at least until a time, and returns until when the last one is held. Those that are not bought now
     * could not be renewed meanwhile.
     */
    private static Instant holdUntil(Instant expiresAt, LockedCart cart, Instant now) {
        Instant last = expiresAt;
        for (CartItemRow item : List.copyOf(cart.items().values())) {
            if (!item.isExpired(now)) {
                Instant until = item.reservedUntil().isAfter(expiresAt) ? item.reservedUntil() : expiresAt;
                cart.items().put(item.id(), item.holding(item.quantity(), until));
                last = until.isAfter(last) ? until : last;
            }
        }
        return last;
    }
}

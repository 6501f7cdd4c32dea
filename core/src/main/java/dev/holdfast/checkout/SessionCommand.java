package dev.holdfast.checkout;

import dev.holdfast.cart.CartStatus;
import dev.holdfast.internal.checkout.LockedSession;
import dev.holdfast.internal.checkout.SessionRow;
import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.OrderNumber;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.NotLoaded;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.book.RuleBook;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens to a checkout session. What was read of it without a lock says what to lock: its cart, its terms
 * and, once it has one, its order never change.
 */
abstract class SessionCommand<R> implements Command<R> {
    private final String name;
    private final SessionRow read;
    private volatile @Nullable Long orderId;

    SessionCommand(String name, SessionRow read) {
        this.name = name;
        this.read = read;
        this.orderId = read.orderId();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long lane() {
        return read.cartId();
    }

    @Override
    public void needs(Needs needs) {
        needs.session(read.id(), read.cartId());
        if (orderId != null) {
            needs.order(orderId);
        }
    }

    /** As it was read without a lock. */
    final SessionRow read() {
        return read;
    }

    /** The session as it is now; its order is loaded with it. */
    final LockedSession session(WorkingSet shop) {
        LockedSession session = shop.session(read.id());
        Long order = session.row().orderId();
        if (order != null && shop.orderIfLoaded(order) == null) {
            // An earlier command of the list has made it, and the next list knows its number.
            orderId = OrderNumber.isPlaceholder(order) ? null : order;
            throw new NotLoaded("order of checkout session " + read.id());
        }
        return session;
    }

    /**
     * Closes a session whose cart was bought in another way or deleted, so that what is paid for it is a duplicate. A
     * shortfall remains one until its money is given back, but units are no longer what it lacks.
     */
    static void closeWithoutCart(WorkingSet shop, LockedSession session) {
        String status = session.row().status();
        if (isCartOpen(shop, session)) {
            return;
        }
        if (status.equals(SessionRow.OPEN) || status.equals(SessionRow.EXPIRED)) {
            session.cancel(shop.now());
        } else if (status.equals(SessionRow.SHORTFALL)) {
            session.lackNothing();
        }
    }

    private static boolean isCartOpen(WorkingSet shop, LockedSession session) {
        return shop.cart(session.row().cartId()).head().status().equals(CartStatus.OPEN.word());
    }

    /** The order that a session has become before; null for none. */
    static @Nullable LockedOrder order(WorkingSet shop, LockedSession session) {
        Long order = session.row().orderId();
        return order == null ? null : shop.orderIfLoaded(order);
    }

    /**
     * Notes a payment with the session, and with its order if it has one. Money for a session that is closed is a
     * duplicate, unless it was announced under the same reference before.
     *
     * @param pointer to the payment
     */
    static void report(WorkingSet shop, LockedSession session, NewPayment payment, String pointer) {
        SessionRow row = session.row();
        long amount = payment.minor(pointer + "/amount", row.currency());
        String kind = payment.kind().word();
        boolean isClosed = row.orderId() != null
                || row.status().equals(SessionRow.CANCELLED)
                || row.status().equals(SessionRow.REFUNDED)
                || row.status().equals(SessionRow.SHORTFALL) && !isCartOpen(shop, session);
        boolean isAnnounced = row.payments().stream()
                .anyMatch(earlier -> earlier.row().reference().equals(payment.reference()) && !earlier.late());
        session.report(kind, amount, payment.reference(), isClosed && !isAnnounced, shop.actor(), shop.now());
        LockedOrder order = order(shop, session);
        if (order != null) {
            order.report(kind, amount, payment.reference(), shop.actor(), shop.now());
        }
    }

    static Supplier<Completion> answer(
            WorkingSet shop, LockedSession session, RuleBook book, @Nullable LockedOrder order) {
        SessionRow row = session.row();
        OrderState state = order == null ? null : order.state();
        return () -> new Completion(
                CheckoutSession.of(row, book, shop.now(), shop::locationCode),
                state == null ? null : new Order(state.order()));
    }
}

package dev.holdfast.checkout;

import dev.holdfast.cart.CartStatus;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.checkout.LockedSession;
import dev.holdfast.internal.checkout.SessionRow;
import dev.holdfast.internal.checkout.ShortageRow;
import dev.holdfast.internal.kit.KitRow;
import dev.holdfast.internal.order.NewOrder;
import dev.holdfast.internal.order.OrderNotes;
import dev.holdfast.internal.order.OrderNumber;
import dev.holdfast.internal.order.OrderPaymentRow;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.order.OrderSource;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.Purchases;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.StoredCode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes an order of a checkout session, with the payment that was made for it. After the session's time the same units are
 * taken again, at the price that was frozen. Whatever becomes of it is written, because a payment must not be lost.
 */
final class CompleteSession extends SessionCommand<Completion> {
    /** Where the payment stands in the request. */
    static final String POINTER = "/payment";

    private final @Nullable NewPayment payment;
    private final boolean retry;
    private final RefundSettings settings;

    /**
     * Of a session as it was read without a lock: its cart and its terms never change.
     *
     * @param retry whether to look for the units of a shortfall again
     * @param settings of which the refund policy stays with the order
     */
    CompleteSession(SessionRow read, @Nullable NewPayment payment, boolean retry, RefundSettings settings) {
        super("complete_checkout_session", read);
        this.payment = payment;
        this.retry = retry;
        this.settings = settings;
    }

    @Override
    public void needs(Needs needs) {
        super.needs(needs.wholeCart(read().cartId()));
        CartSnapshot bought = read().terms().bought();
        for (CartItemRow item : bought.items()) {
            needs.variant(item.variantId());
            KitRow kit = item.kit();
            if (kit != null) {
                needs.kit(kit);
            }
        }
        for (StoredCode code : bought.storedCodes()) {
            needs.promoCode(code.code());
        }
        needs.buyer(read().cartId(), bought.head().userId());
    }

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        LockedCart cart = shop.cartIfLoaded(read().cartId());
        LockedSession session = shop.sessionIfLoaded(read().id());
        if (cart != null && session != null && mayBeSold(session, cart)) {
            new SessionSale(shop, cart, read().terms().bought()).demand(demand);
        }
    }

    @Override
    public void purchases(WorkingSet shop, Purchases purchases) {
        LockedCart cart = shop.cartIfLoaded(read().cartId());
        LockedSession session = shop.sessionIfLoaded(read().id());
        if (cart != null && session != null && mayBeSold(session, cart)) {
            CartSnapshot bought = read().terms().bought();
            for (CartItemRow item : bought.items()) {
                purchases.ask(bought.head().userId(), item.variantId());
            }
        }
    }

    @Override
    public Supplier<Completion> decide(WorkingSet shop) {
        LockedSession session = session(shop);
        LockedCart cart = shop.cart(read().cartId());
        shop.requireNumbered(cart);
        RuleBook book = shop.book(read().terms().bought().head().bookToken());
        if (!mayBeSold(session, cart)) {
            // From here on everything is written.
            closeWithoutCart(shop, session);
            report(shop, session);
            return answer(shop, session, book, order(shop, session));
        }
        SessionSale sale = new SessionSale(shop, cart, read().terms().bought());
        List<ShortageRow> shortages = sale.shortages();
        Quote quote = sale.bought().quote(book);
        RestOfCart.prepare(shop, cart);
        // From here on everything is written.
        report(shop, session);
        if (!shortages.isEmpty()) {
            fallShort(shop, session, cart, shortages);
            return answer(shop, session, book, null);
        }
        NewOrder order = sell(shop, session, sale, quote, book);
        SessionRow row = session.row();
        return () -> new Completion(
                CheckoutSession.of(row.numbered(order.id()), book, shop.now(), shop::locationCode),
                new Order(OrderRow.of(order)));
    }

    /** Whether an order can be made of it: the session is not closed, and its cart was not bought or deleted. */
    private boolean mayBeSold(LockedSession session, LockedCart cart) {
        String status = session.row().status();
        boolean isOpen = status.equals(SessionRow.OPEN) || status.equals(SessionRow.EXPIRED);
        return (isOpen || status.equals(SessionRow.SHORTFALL) && retry)
                && cart.head().status().equals(CartStatus.OPEN.word());
    }

    private void report(WorkingSet shop, LockedSession session) {
        if (payment != null) {
            report(shop, session, payment, POINTER);
        }
    }

    // As long as nobody has paid, nothing has to be given back. A session that falls short is no longer open, even if
    // its time is not over because a server that knows no sessions has changed the cart.
    private void fallShort(WorkingSet shop, LockedSession session, LockedCart cart, List<ShortageRow> shortages) {
        if (session.row().paymentState().hasMoney()) {
            session.fallShort(shortages, shop.now());
            CartHead.Session present = cart.head().session(shop.now());
            if (present != null && present.id().equals(read().id())) {
                cart.head(cart.head().in(null));
            }
        } else {
            session.miss(shortages, shop.now());
        }
    }

    private NewOrder sell(WorkingSet shop, LockedSession session, SessionSale sale, Quote quote, RuleBook book) {
        OrderNumber number = shop.nextOrderNumber();
        long orderId = number.value();
        LockedCart cart = sale.cart();
        List<OrderPaymentRow> payments = session.row().reports();
        OrderNotes notes = PayBy.of(read().terms().notes(), settings, quote, payments, shop.now());
        shop.promos().claimGranted(sale.bought(), quote, book, orderId, notes.payBy());
        closeOther(shop, session, cart.head());
        Map<Integer, List<OrderSource>> sources = sale.sell(orderId);
        cart.head(cart.head().in(null));
        RestOfCart.leave(shop, cart, sale.bought().head(), orderId);
        session.complete(orderId, shop.now());
        NewOrder order = new NewOrder(
                number, sale.bought(), quote, settings.policy(), notes, payments, sources, shop.actor(), shop.now());
        shop.place(order);
        return order;
    }

    // The cart may have begun another session since this one expired. Its items are bought now.
    private static void closeOther(WorkingSet shop, LockedSession session, CartHead cart) {
        CartHead.Session other = cart.session(shop.now());
        LockedSession locked = other == null ? null : shop.sessionIfLoaded(other.id());
        if (locked != null && locked != session) {
            locked.cancel(shop.now());
        }
    }
}

package dev.holdfast.checkout;

import dev.holdfast.internal.checkout.LockedSession;
import dev.holdfast.internal.checkout.SessionRow;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.order.NewPayment;
import dev.holdfast.pricing.book.RuleBook;
import java.util.function.Supplier;

/** Notes what a payment provider reports for a checkout session. */
final class PaySession extends SessionCommand<CheckoutSession> {
    private final NewPayment payment;

    PaySession(SessionRow read, NewPayment payment) {
        super("pay_checkout_session", read);
        this.payment = payment;
    }

    @Override
    public Supplier<CheckoutSession> decide(WorkingSet shop) {
        LockedSession session = session(shop);
        RuleBook book = shop.book(read().terms().bought().head().bookToken());
        // From here on everything is written.
        closeWithoutCart(shop, session);
        report(shop, session, payment, "");
        if (session.row().status().equals(SessionRow.SHORTFALL)
                && !session.row().paymentState().hasMoney()) {
            session.refund(shop.now());
        }
        SessionRow row = session.row();
        return () -> CheckoutSession.of(row, book, shop.now(), shop::locationCode);
    }
}

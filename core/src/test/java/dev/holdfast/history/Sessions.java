package dev.holdfast.history;

import dev.holdfast.Holdfast;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.order.Payment;
import dev.holdfast.order.PaymentKind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checkout sessions, each of which is paid for by one payment, however often it is reported. */
final class Sessions {
    /** The shortest that there is. */
    private static final Duration LENGTH = Duration.ofSeconds(1);

    private static final String REFERENCE = "of ";

    private Sessions() {}

    static String begin(Holdfast shop, long cart, Collection<CheckoutSession> begun) {
        CheckoutSession session =
                shop.checkoutSessions().begin(new NewCheckoutSession(CheckoutRequest.of(cart), LENGTH));
        begun.add(session);
        return "session";
    }

    static String cancel(Holdfast shop, CheckoutSession session) {
        shop.checkoutSessions().cancel(session.id());
        return "session";
    }

    /** Pays for a session; the order, null if it has become none. */
    static @Nullable Order complete(Holdfast shop, CheckoutSession session) {
        NewPayment payment =
                new NewPayment(PaymentKind.CAPTURED, session.total().toDecimal(), REFERENCE + session.id());
        return shop.checkoutSessions().complete(session.id(), payment, false).order();
    }

    static boolean isPayment(Payment payment) {
        return payment.reference().startsWith(REFERENCE);
    }

    /**
     * Adds what is not as it was told. A payment that was answered is with its session; with the order, if it is one, and
     * otherwise owed, which is all that a shop has to complain about.
     */
    static void check(Holdfast shop, Collection<Attempt> attempts, List<String> found) {
        Map<String, Attempt> paid = new TreeMap<>();
        Set<String> answered = new TreeSet<>();
        for (Attempt attempt : attempts) {
            if (attempt.kind.equals("complete")) {
                paid.put(attempt.key, attempt);
                if (attempt.isOrder() || attempt.isSession()) {
                    answered.add(attempt.key);
                } else if (!attempt.isUnknown() && !"unavailable".equals(attempt.outcome)) {
                    found.add("a payment was refused: " + attempt);
                }
            }
        }
        Set<String> owed = new TreeSet<>();
        paid.forEach((id, attempt) -> {
            CheckoutSession session = shop.checkoutSessions().get(id);
            Long order = session.orderId();
            if (session.payments().isEmpty() && answered.contains(id)
                    || session.payments().size() > 1
                    || attempt.isOrder() && (order == null || order != attempt.order())) {
                found.add("session " + session + " is not what was told: " + attempt);
            }
            if (order == null && session.refundDue().minor() > 0) {
                owed.add(id);
            } else if (order == null
                    && !session.payments().isEmpty()
                    && session.total().minor() > 0) {
                found.add("a payment is lost: " + session);
            }
            if (order != null
                    && shop.orders().get(order).payments().stream()
                            .noneMatch(payment -> payment.reference().equals(REFERENCE + id))) {
                found.add("a payment is not with the order: " + session);
            }
        });
        shop.verify().violations().stream()
                .filter(violation -> !violation.invariant().equals("session_payments")
                        || !owed.contains(String.valueOf(violation.row().get("session_id"))))
                .forEach(violation -> found.add(violation.toString()));
    }
}

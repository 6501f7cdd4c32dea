package dev.holdfast.checkout;

import dev.holdfast.Money;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.testing.TestShop;
import dev.holdfast.verify.Violation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** What tests of checkout sessions have in common. */
abstract class SessionStories {
    static final Duration LENGTH = Duration.ofMinutes(30);

    final TestShop shop;
    final CheckoutSessions sessions;

    SessionStories(TestShop shop) {
        this.shop = shop;
        this.sessions = shop.holdfast.checkoutSessions();
    }

    final CheckoutSession begin(long cart) {
        return sessions.begin(NewCheckoutSession.of(cart));
    }

    static NewPayment captured(String amount, String reference) {
        return new NewPayment(PaymentKind.CAPTURED, new BigDecimal(amount), reference);
    }

    static NewPayment refunded(String amount, String reference) {
        return new NewPayment(PaymentKind.REFUNDED, new BigDecimal(amount), reference);
    }

    final List<String> problems() {
        return shop.holdfast.verify().violations().stream()
                .map(Violation::problem)
                .toList();
    }

    static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

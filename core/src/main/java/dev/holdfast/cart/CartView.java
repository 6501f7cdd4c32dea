package dev.holdfast.cart;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Turns a cart into what its buyer sees, priced by the rule book that the cart names. */
final class CartView {
    private CartView() {}

    /**
     * Shows a cart.
     *
     * @param book the rule book that the cart names
     * @param codes the code of each location
     */
    static Cart show(CartSnapshot found, RuleBook book, IntFunction<String> codes) {
        CartSnapshot snapshot = found.withDueGifts(book);
        CartHead head = snapshot.head();
        Quote quote = snapshot.quote(book);
        CartStatus status = CartStatus.of(head.status());
        List<CartItem> items = new ArrayList<>();
        for (int i = 0; i < snapshot.items().size(); i++) {
            items.add(new CartItem(snapshot.items().get(i), quote.items().get(i), status == CartStatus.OPEN, codes));
        }
        return new Cart(
                head.id(),
                head.token(),
                status,
                head.userId(),
                head.userTier(),
                head.promoCodes(),
                head.currency(),
                items,
                snapshot.expired().stream().map(ExpiredItem::new).toList(),
                charges(head, quote),
                head.extras().attributes(),
                head.extras().notes().email(),
                head.extras().notes().metadata(),
                quote.subtotal(),
                quote.chargeTotal(),
                quote.discountTotal(),
                quote.total(),
                quote.searchedAll(),
                explanation(snapshot, quote),
                head.orderId(),
                session(head),
                head.reservationTime(),
                head.createdAt(),
                head.updatedAt());
    }

    // A server that knows no sessions may have closed a cart that is in one.
    private static Cart.@Nullable OpenSession session(CartHead head) {
        CartHead.Session session = head.state().session();
        return session == null || !head.status().equals(CartStatus.OPEN.word())
                ? null
                : new Cart.OpenSession(session.id(), session.until());
    }

    // The engine reports a gift that is earned but not held; the cart knows why it is not held.
    private static List<RuleOutcome> explanation(CartSnapshot snapshot, Quote quote) {
        List<RuleOutcome> explanation = new ArrayList<>();
        for (RuleOutcome step : quote.explanation()) {
            if (!"gift_not_held".equals(step.reason())) {
                explanation.add(step);
            } else if (snapshot.items().stream().noneMatch(item -> step.rule().equals(item.giftRule()))) {
                boolean declined = snapshot.head().extras().declinedGifts().contains(step.rule());
                explanation.add(step.because(declined ? "gift_declined" : "gift_unavailable"));
            }
        }
        return explanation;
    }

    private static List<CartCharge> charges(CartHead head, Quote quote) {
        List<CartCharge> charges = new ArrayList<>();
        for (int i = 0; i < quote.charges().size(); i++) {
            charges.add(new CartCharge(
                    head.extras().charges().get(i), quote.charges().get(i)));
        }
        return charges;
    }
}

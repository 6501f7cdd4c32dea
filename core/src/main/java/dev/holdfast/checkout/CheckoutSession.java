package dev.holdfast.checkout;

import dev.holdfast.Money;
import dev.holdfast.cart.CartCharge;
import dev.holdfast.cart.CartItem;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.checkout.SessionRow;
import dev.holdfast.internal.checkout.ShortageRow;
import dev.holdfast.internal.order.PaymentState;
import dev.holdfast.inventory.Shortage;
import dev.holdfast.order.Payment;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A cart that a buyer is paying for: its items are held, and its price is frozen.
 *
 * @param id a text that nobody can guess
 * @param cartId the cart
 * @param status how far it has come
 * @param userId the buyer; null if unknown
 * @param reference what the order will be called in another system; null for nothing
 * @param currency of all amounts
 * @param items what is bought, with its prices
 * @param charges what is charged besides
 * @param subtotal the sum of the items before rules
 * @param chargeTotal the sum of the charges before rules
 * @param discountTotal the amount that rules took off
 * @param total what is to be paid
 * @param explanation the rules that were considered for the whole
 * @param shortages the variants of which it had too few units when it was last completed; empty after it was cancelled,
 *     or its cart was bought or deleted
 * @param orderId the order that it became; null for none
 * @param payments what payment providers reported for it, oldest first
 * @param refundDue what was captured and not given back for a session that became no order; what an order owes its buyer is
 *     {@link dev.holdfast.order.Order#refundDue()}
 * @param createdAt when it was begun
 * @param expiresAt until when the items are held for it
 * @param updatedAt when its status was last written
 */
public record CheckoutSession(
        String id,
        long cartId,
        SessionStatus status,
        @Nullable String userId,
        @Nullable String reference,
        Currency currency,
        List<CartItem> items,
        List<CartCharge> charges,
        Money subtotal,
        Money chargeTotal,
        Money discountTotal,
        Money total,
        List<RuleOutcome> explanation,
        List<Shortage> shortages,
        @Nullable Long orderId,
        List<Payment> payments,
        Money refundDue,
        Instant createdAt,
        Instant expiresAt,
        Instant updatedAt) {
    /** Copies the lists. */
    public CheckoutSession {
        items = List.copyOf(items);
        charges = List.copyOf(charges);
        explanation = List.copyOf(explanation);
        shortages = List.copyOf(shortages);
        payments = List.copyOf(payments);
    }

    /**
     * A session as it is at a time, priced by the rule book that it names.
     *
     * @param codes the code of each location
     */
    static CheckoutSession of(SessionRow row, RuleBook book, Instant now, IntFunction<String> codes) {
        CartSnapshot bought = row.terms().bought();
        Quote quote = bought.quote(book);
        PaymentState payments = row.paymentState();
        SessionStatus status = SessionStatus.of(row.status(now));
        boolean mayStillBeBought =
                status == SessionStatus.OPEN || status == SessionStatus.EXPIRED || row.orderId() != null;
        return new CheckoutSession(
                row.id(),
                row.cartId(),
                status,
                bought.head().userId(),
                row.terms().notes().reference(),
                row.currency(),
                IntStream.range(0, bought.items().size())
                        .mapToObj(i -> new CartItem(
                                bought.items().get(i), quote.items().get(i), status == SessionStatus.OPEN, codes))
                        .toList(),
                IntStream.range(0, quote.charges().size())
                        .mapToObj(i -> new CartCharge(
                                bought.head().extras().charges().get(i),
                                quote.charges().get(i)))
                        .toList(),
                quote.subtotal(),
                quote.chargeTotal(),
                quote.discountTotal(),
                quote.total(),
                quote.explanation(),
                row.shortages().stream().map(CheckoutSession::shortage).toList(),
                row.orderId(),
                payments(row, payments),
                new Money(mayStillBeBought ? 0 : payments.refundDue(), row.currency()),
                row.createdAt(),
                row.expiresAt(),
                row.updatedAt());
    }

    private static Shortage shortage(ShortageRow row) {
        Shortage shortage = new Shortage(row.variantId(), row.requested(), row.available());
        ShortageRow.Component missing = row.component();
        return missing == null
                ? shortage
                : shortage.of(new Shortage.Component(
                        missing.variantId(), missing.sku(), missing.requested(), missing.available()));
    }

    // Money that came too late may be right in itself.
    private static List<Payment> payments(SessionRow row, PaymentState state) {
        return IntStream.range(0, row.payments().size())
                .mapToObj(i -> new Payment(
                        row.payments().get(i).row(),
                        row.payments().get(i).late()
                                ? PaymentState.DUPLICATE
                                : state.flags().get(i),
                        row.currency()))
                .toList();
    }
}

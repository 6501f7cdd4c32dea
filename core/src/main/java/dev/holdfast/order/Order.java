package dev.holdfast.order;

import dev.holdfast.Money;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.order.PaymentState;
import dev.holdfast.pricing.quote.RuleOutcome;
import java.time.Instant;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An order, at the prices that its cart showed, and what has happened to it since. What was sold and charged never
 * changes; states, quantities and sums follow from the corrections and the payments.
 *
 * @param id its identifier
 * @param number its number for people; numbers rise. A refused checkout uses up none, a transaction that fails leaves a gap
 * @param cartId the cart that it was made from
 * @param userId the buyer, null if not known
 * @param userTier the buyer's tier, null for none
 * @param promoCodes the promo codes as typed
 * @param attributes what rules could ask for besides, by name
 * @param email the buyer's e-mail address, null if not known
 * @param reference what it is called in another system, null for nothing
 * @param metadata a JSON object of the host's own, which takes part in nothing; empty if there is none. Values are strings,
 *     numbers, booleans, lists and maps
 * @param status its state
 * @param paymentStatus the state of its payment
 * @param currency the currency of all its amounts
 * @param items the items bought, by id
 * @param charges the charges, by code
 * @param subtotal the items before any rule
 * @param chargeTotal the charges before any rule
 * @param discountTotal the amount that rules took off items and charges
 * @param total the amount charged
 * @param refundTotal what corrections took off the total
 * @param refundDue what was captured beyond what is left to pay, and not given back
 * @param capturedTotal what was captured
 * @param refundedTotal what was given back
 * @param policy the name of the pricing policy
 * @param refundPolicy how much is given back for a part of it
 * @param searchedAll false if its cart's {@link dev.holdfast.cart.Cart#searchedAll} was
 * @param explanation the order rules that took something off
 * @param corrections cancellations, returns and fulfilments, oldest first
 * @param payments the payments that were reported, oldest first
 * @param placedAt when it was placed
 * @param payBy the time by which it had to be paid, or is cancelled; null for none
 */
public record Order(
        long id,
        String number,
        long cartId,
        @Nullable String userId,
        @Nullable String userTier,
        List<String> promoCodes,
        Map<String, String> attributes,
        @Nullable String email,
        @Nullable String reference,
        Map<String, Object> metadata,
        OrderStatus status,
        PaymentStatus paymentStatus,
        Currency currency,
        List<OrderItem> items,
        List<OrderCharge> charges,
        Money subtotal,
        Money chargeTotal,
        Money discountTotal,
        Money total,
        Money refundTotal,
        Money refundDue,
        Money capturedTotal,
        Money refundedTotal,
        String policy,
        RefundPolicy refundPolicy,
        boolean searchedAll,
        List<RuleOutcome> explanation,
        List<Correction> corrections,
        List<Payment> payments,
        Instant placedAt,
        @Nullable Instant payBy) {
    /** Copies the collections. */
    public Order {
        promoCodes = List.copyOf(promoCodes);
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        metadata = MetadataJson.copy(metadata);
        items = List.copyOf(items);
        charges = List.copyOf(charges);
        explanation = List.copyOf(explanation);
        corrections = List.copyOf(corrections);
        payments = List.copyOf(payments);
    }

    /** For Holdfast's own services. */
    public Order(OrderRow row) {
        this(OrderState.of(row));
    }

    /** For Holdfast's own services. */
    Order(OrderState state) {
        this(state.order(), state, state.payments());
    }

    private Order(OrderRow row, OrderState state, PaymentState payments) {
        this(
                row.id(),
                row.number(),
                row.cartId(),
                row.buyer().userId(),
                row.buyer().userTier(),
                row.buyer().promoCodes(),
                row.attributes(),
                row.notes().email(),
                row.notes().reference(),
                row.notes().metadata(),
                OrderStatus.of(state.status()),
                PaymentStatus.of(payments.status()),
                row.currency(),
                state.items().stream()
                        .map(item -> new OrderItem(item, row.currency()))
                        .toList(),
                row.charges().stream()
                        .map(charge -> new OrderCharge(charge, row.currency()))
                        .toList(),
                new Money(row.subtotal(), row.currency()),
                new Money(row.chargeTotal(), row.currency()),
                new Money(row.discountTotal(), row.currency()),
                new Money(row.total(), row.currency()),
                new Money(state.refundTotal(), row.currency()),
                new Money(payments.refundDue(), row.currency()),
                new Money(payments.captured(), row.currency()),
                new Money(payments.refunded(), row.currency()),
                row.pricedBy().policy(),
                RefundPolicy.of(row.refundPolicy()),
                row.searchedAll(),
                row.explanation(),
                row.corrections().stream()
                        .map(correction -> new Correction(correction, row.currency()))
                        .toList(),
                IntStream.range(0, row.payments().size())
                        .mapToObj(i -> new Payment(
                                row.payments().get(i), payments.flags().get(i), row.currency()))
                        .toList(),
                row.placedAt(),
                row.notes().payBy());
    }
}

package dev.holdfast.history;

import dev.holdfast.order.Correction;
import dev.holdfast.order.Order;
import dev.holdfast.order.Payment;
import java.util.stream.Collectors;

/** Orders in one line, without what two tellings of the same order may differ in. */
final class Orders {
    private Orders() {}

    static String text(Correction correction) {
        return correction.kind() + " " + correction.id() + " of "
                + correction.items().stream()
                        .map(item -> item.itemId() + "x" + item.quantity())
                        .collect(Collectors.joining(","))
                + " refund " + correction.refundTotal();
    }

    static String text(Payment payment) {
        return payment.kind() + " " + payment.id() + " " + payment.reference() + " " + payment.amount();
    }

    static String text(Order order) {
        return "cart " + order.cartId() + " " + order.total() + " "
                + order.items().stream()
                        .map(item -> item.variantId() + "x" + item.quantity())
                        .collect(Collectors.joining(","));
    }
}

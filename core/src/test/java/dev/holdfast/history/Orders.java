package dev.holdfast.history;

import dev.holdfast.order.Order;
import java.util.stream.Collectors;

/** Orders in one line, without what two tellings of the same order may differ in. */
final class Orders {
    private Orders() {}

    static String text(Order order) {
        return "cart " + order.cartId() + " " + order.total() + " "
                + order.items().stream()
                        .map(item -> item.variantId() + "x" + item.quantity())
                        .collect(Collectors.joining(","));
    }
}

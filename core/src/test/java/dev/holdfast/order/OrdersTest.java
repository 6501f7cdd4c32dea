package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.testing.TestShop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private static final TestShop shop = new TestShop();

    @Test
    void ordersAreListedNewestFirstByKeysetAndByFilter() {
        Variant tee = shop.variant(100);
        Variant hat = shop.variant(100);
        List<Order> placed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            long cart = shop.cartWith(tee, 1 + i);
            shop.put(cart, hat, 1);
            placed.add(0, shop.holdfast.checkout().place(new CheckoutRequest(cart, i == 2 ? "two" : "all", null)));
        }

        Page<Order> first = shop.holdfast.orders().list(OrderFilter.all(), PageRequest.first(3));
        Page<Order> second = shop.holdfast.orders().list(OrderFilter.all(), new PageRequest(3, first.nextCursor()));

        assertThat(first.items()).isEqualTo(placed.subList(0, 3));
        assertThat(second.items()).isEqualTo(placed.subList(3, 5));
        assertThat(second.nextCursor()).isNull();
        assertThat(list(new OrderFilter("two", null, null))).containsExactly(placed.get(2));
        assertThat(list(new OrderFilter("all", OrderStatus.PLACED, null))).hasSize(4);
        assertThat(list(new OrderFilter(null, null, placed.get(4).cartId()))).containsExactly(placed.get(4));
        assertThat(list(new OrderFilter("two", null, placed.get(4).cartId()))).isEmpty();
    }

    @Test
    void aPageThatEndsWithTheListHasNoNext() {
        TestShop small = new TestShop();
        small.checkOut(small.cartWith(small.variant(1), 1));

        assertThat(small.holdfast
                        .orders()
                        .list(OrderFilter.all(), PageRequest.first(1))
                        .nextCursor())
                .isNull();
    }

    @Test
    void whatIsNotThereOrNotACursorIsSaid() {
        assertThatThrownBy(() -> shop.holdfast.orders().get(999_999))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).isEqualTo("order_not_found"));
        assertThatThrownBy(() -> shop.holdfast.orders().list(OrderFilter.all(), new PageRequest(3, "x")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"x\"");
        assertThatThrownBy(() -> PageRequest.first(0)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> PageRequest.first(1001)).isInstanceOf(InvalidInputException.class);
    }

    private static List<Order> list(OrderFilter filter) {
        return shop.holdfast.orders().list(filter, PageRequest.first()).items();
    }
}

package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
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
    void ordersAreListedByStateAndTime() {
        TestShop small = new TestShop();
        Orders orders = small.holdfast.orders();
        List<Long> placed = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            placed.add(0, small.checkOut(small.cartWith(small.variant(1), 1)).id());
            small.clock.advance(Duration.ofMinutes(1));
        }
        orders.cancel(placed.get(0), NewCancellation.all());
        orders.fulfil(placed.get(1), NewFulfilment.all());
        orders.pay(placed.get(1), new NewPayment(PaymentKind.CAPTURED, new BigDecimal("10.00"), "c"));
        orders.pay(placed.get(3), new NewPayment(PaymentKind.CAPTURED, new BigDecimal("10.00"), "c"));

        assertThat(ids(small, filter(OrderStatus.CANCELLED, null, null, null))).containsExactly(placed.get(0));
        assertThat(ids(small, filter(OrderStatus.PLACED, null, null, null))).isEqualTo(placed.subList(2, 6));
        assertThat(ids(small, filter(null, PaymentStatus.PAID, null, null)))
                .containsExactly(placed.get(1), placed.get(3));
        assertThat(ids(small, filter(OrderStatus.PLACED, PaymentStatus.PAID, null, null)))
                .containsExactly(placed.get(3));
        Instant second = TestShop.START.plus(Duration.ofMinutes(1));
        assertThat(ids(small, filter(null, null, second, null))).isEqualTo(placed.subList(0, 5));
        assertThat(ids(small, filter(null, null, null, second))).isEqualTo(placed.subList(5, 6));
        assertThat(ids(small, filter(OrderStatus.PLACED, null, second, second.plusSeconds(1))))
                .containsExactly(placed.get(4));
        assertThat(ids(small, filter(OrderStatus.RETURNED, null, null, null))).isEmpty();

        OrderFilter unpaid = filter(null, PaymentStatus.UNPAID, null, null);
        Page<Order> first = orders.list(unpaid, PageRequest.first(3));
        Page<Order> rest = orders.list(unpaid, new PageRequest(3, first.nextCursor()));
        assertThat(first.items()).extracting(Order::id).containsExactly(placed.get(0), placed.get(2), placed.get(4));
        assertThat(rest.items()).extracting(Order::id).containsExactly(placed.get(5));
        assertThat(rest.nextCursor()).isNull();
    }

    @Test
    void ordersAreFoundByAddressAndReference() {
        Order one = placed(CheckoutRequest.of(shop.cartWith(shop.variant(5), 1))
                .withEmail("Sam@Example.com")
                .withReference("WEB-1"));
        Order two = placed(CheckoutRequest.of(shop.cartWith(shop.variant(5), 1)).withEmail("sam@example.com"));
        Order three =
                placed(CheckoutRequest.of(shop.cartWith(shop.variant(5), 1)).withReference("WEB-1"));
        shop.holdfast.orders().fulfil(two.id(), NewFulfilment.all());
        Order sent = shop.holdfast.orders().get(two.id());

        assertThat(list(OrderFilter.ofEmail("SAM@example.com"))).containsExactly(sent, one);
        assertThat(list(OrderFilter.ofReference("WEB-1"))).containsExactly(three, one);
        assertThat(list(OrderFilter.ofReference("web-1"))).isEmpty();
        assertThat(list(new OrderFilter(
                        null, OrderStatus.FULFILLED, null, null, null, null, "sam@example.com", null, null)))
                .containsExactly(sent);
        assertThat(list(new OrderFilter(
                        null,
                        null,
                        PaymentStatus.UNPAID,
                        null,
                        TestShop.START,
                        null,
                        "sam@example.com",
                        "WEB-1",
                        null)))
                .containsExactly(one);
        Page<Order> first = shop.holdfast.orders().list(OrderFilter.ofEmail("sam@example.com"), PageRequest.first(1));
        assertThat(shop.holdfast
                        .orders()
                        .list(OrderFilter.ofEmail("sam@example.com"), new PageRequest(1, first.nextCursor()))
                        .items())
                .containsExactly(one);
    }

    @Test
    void ordersAreFoundByThePromoCodesThatWereEntered() {
        TestShop small = new TestShop();
        Variant variant = small.variant(10);
        List<Long> placed = new ArrayList<>();
        for (List<String> codes : List.of(List.of("Spring"), List.<String>of(), List.of("X", "SPRING"), List.of("x"))) {
            long cart = small.holdfast
                    .carts()
                    .create(new NewCart("ada", null, codes, null))
                    .id();
            small.put(cart, variant, 1);
            placed.add(small.checkOut(cart).id());
        }
        small.holdfast.orders().cancel(placed.get(2), NewCancellation.all());

        assertThat(ids(small, OrderFilter.ofPromoCode("sprinG"))).containsExactly(placed.get(2), placed.get(0));
        assertThat(ids(small, OrderFilter.ofPromoCode("X"))).containsExactly(placed.get(3), placed.get(2));
        assertThat(ids(small, OrderFilter.ofPromoCode("none"))).isEmpty();
        assertThat(ids(
                        small,
                        new OrderFilter("ada", OrderStatus.PLACED, null, null, TestShop.START, null, null, null, "x")))
                .containsExactly(placed.get(3));
    }

    private static Order placed(CheckoutRequest request) {
        return shop.holdfast.checkout().place(request);
    }

    private static OrderFilter filter(OrderStatus status, PaymentStatus payment, Instant from, Instant to) {
        return new OrderFilter(null, status, payment, null, from, to);
    }

    private static List<Long> ids(TestShop shop, OrderFilter filter) {
        return shop.holdfast.orders().list(filter, PageRequest.first()).items().stream()
                .map(Order::id)
                .toList();
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

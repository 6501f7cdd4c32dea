package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Orders as the version before wrote them, and a server of it that goes on placing them. */
class EarlierOrdersTest {
    private static final String INSERT_OF_BEFORE = """
            insert into #orders (id, number, cart_id, user_id, user_tier, promo_codes, status, currency, subtotal,
                                 charge_total, discount_total, total, explanation, book_token, priced_at, policy, placed_at)
            select id + 1000, number || '-b', cart_id, user_id, user_tier, promo_codes, 'placed', currency, subtotal,
                   charge_total, discount_total, total, explanation, book_token, priced_at, policy, placed_at
            from #orders
            """;

    private static final String ITEMS_OF_BEFORE = """
            insert into #order_items (order_id, id, variant_id, location_id, product_id, category, sku, name, quantity,
                                      unit_price, subtotal, discount, total, gift_rule, explanation)
            select order_id + 1000, id, variant_id, location_id, product_id, category, sku, name, quantity, unit_price,
                   subtotal, discount, total, gift_rule, explanation
            from #order_items
            """;

    private final TestShop shop = new TestShop();
    private final Orders orders = shop.holdfast.orders();

    @Test
    void theyAreCancelledReturnedAndPaidAsAnyOther() {
        shop.rule("{'code': 'two-plus-one', 'target': 'item', 'discount': {'type': 'buy_x_get_y',"
                + " 'buy': {'quantity': 2}, 'get': {'quantity': 1, 'percent': 100}}}");
        Variant tee = shop.variant(10);
        long cart = shop.holdfast
                .carts()
                .create(new NewCart("ann", null, List.of(), null, Map.of("channel", "web")))
                .id();
        shop.put(cart, tee, 3);
        long placed = shop.checkOut(cart).id();
        shop.execute(INSERT_OF_BEFORE);
        shop.execute(ITEMS_OF_BEFORE);
        long order = placed + 1000;

        Order before = orders.get(order);
        assertThat(before.status()).isEqualTo(OrderStatus.PLACED);
        assertThat(before.paymentStatus()).isEqualTo(PaymentStatus.UNPAID);
        assertThat(before.refundPolicy()).isEqualTo(RefundPolicy.KEEP);
        assertThat(before.attributes()).as("those of its cart").isEqualTo(Map.of("channel", "web"));
        assertThat(before.items().get(0).units()).hasSize(1);

        assertThat(orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 1))).refundTotal())
                .isEqualTo(Money.of("6.66", "USD"));
        orders.fulfil(order, NewFulfilment.all());
        assertThat(orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 2)))
                        .refundTotal())
                .isEqualTo(Money.of("13.34", "USD"));
        orders.pay(order, new NewPayment(PaymentKind.CAPTURED, new BigDecimal("20.00"), "c"));
        assertThat(orders.get(order).refundDue()).isEqualTo(Money.of("20.00", "USD"));
        assertThat(orders.get(order).status()).isEqualTo(OrderStatus.RETURNED);
        assertThat(shop.texts("select status from #orders where id = " + order))
                .as("a server of the version before knows no other")
                .containsExactly("placed");
    }
}

package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReturnsTest {
    private final TestShop shop = new TestShop();
    private final Orders orders = shop.holdfast.orders();

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void sellableUnitsGoBackIntoStockAndDamagedOnesAreWrittenDown() {
        Variant tee = shop.variant(10);
        long order = shop.checkOut(shop.cartWith(tee, 3)).id();
        orders.fulfil(order, new NewFulfilment(List.of(), "parcel 1"));
        assertThat(orders.get(order).status()).isEqualTo(OrderStatus.FULFILLED);

        Correction returned = orders.takeBack(
                order,
                NewReturn.of(
                        ReturnedUnits.sellable(1, 1), new ReturnedUnits(ItemUnits.of(1, 2), ItemCondition.DAMAGED)));

        assertThat(returned.items())
                .containsExactly(
                        new Correction.Item(1, 1, ItemCondition.SELLABLE, List.of(), usd("10.00")),
                        new Correction.Item(1, 2, ItemCondition.DAMAGED, List.of(), usd("20.00")));
        assertThat(returned.refundTotal()).isEqualTo(usd("30.00"));
        assertThat(shop.now(tee).stockQuantity()).isEqualTo(8);
        Order after = orders.get(order);
        assertThat(after.status()).isEqualTo(OrderStatus.RETURNED);
        assertThat(after.corrections().stream().map(Correction::kind))
                .containsExactly(CorrectionKind.FULFILMENT, CorrectionKind.RETURN);
        assertThat(after.corrections().get(0).reference()).isEqualTo("parcel 1");
        assertThat(after.items().get(0).fulfilledQuantity()).isEqualTo(3);
        assertThat(after.items().get(0).returnedQuantity()).isEqualTo(3);
    }

    @Test
    void unitsThatWereNotFulfilledAreFulfilledFirst() {
        Variant tee = shop.variant(10);
        long order = shop.checkOut(shop.cartWith(tee, 3)).id();
        orders.fulfil(order, NewFulfilment.of(ItemUnits.of(1, 1)));

        Correction returned = orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 2)));

        assertThat(returned.id()).isEqualTo(3);
        Order after = orders.get(order);
        assertThat(after.corrections().get(1).kind()).isEqualTo(CorrectionKind.FULFILMENT);
        assertThat(after.corrections().get(1).items().get(0).quantity()).isEqualTo(1);
        assertThat(after.items().get(0).fulfilledQuantity()).isEqualTo(2);
        assertThat(after.status()).isEqualTo(OrderStatus.PLACED);
    }

    @Test
    void theStatusFollowsFromTheUnits() {
        long order = shop.checkOut(shop.cartWith(shop.variant(10), 3)).id();

        assertThat(after(order, 1, 0, 0)).isEqualTo(OrderStatus.PLACED);
        assertThat(after(order, 0, 1, 0)).isEqualTo(OrderStatus.PLACED);
        assertThat(after(order, 0, 1, 0)).isEqualTo(OrderStatus.FULFILLED);
        assertThat(after(order, 0, 0, 1)).isEqualTo(OrderStatus.FULFILLED);
        assertThat(after(order, 0, 0, 1)).isEqualTo(OrderStatus.RETURNED);
    }

    private OrderStatus after(long order, int cancelled, int fulfilled, int returned) {
        if (cancelled > 0) {
            orders.cancel(order, NewCancellation.of(ItemUnits.of(1, cancelled)));
        }
        if (fulfilled > 0) {
            orders.fulfil(order, NewFulfilment.of(ItemUnits.of(1, fulfilled)));
        }
        if (returned > 0) {
            orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, returned)));
        }
        return orders.get(order).status();
    }

    @Test
    void noMoreIsReturnedOrFulfilledThanThereIs() {
        long order = shop.checkOut(shop.cartWith(shop.variant(10), 3)).id();
        orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));

        assertThatThrownBy(() -> orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 3))))
                .isInstanceOf(NothingLeftException.class);
        assertThatThrownBy(() -> orders.fulfil(order, NewFulfilment.of(ItemUnits.of(1, 3))))
                .isInstanceOf(NothingLeftException.class);
        orders.fulfil(order, NewFulfilment.all());
        assertThatThrownBy(() -> orders.fulfil(order, NewFulfilment.all())).isInstanceOf(OrderFulfilledException.class);
        assertThatThrownBy(() -> orders.takeBack(order, NewReturn.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("items: is missing");
        assertThatThrownBy(() ->
                        orders.fulfil(order, NewFulfilment.of(new ItemUnits(1, 1, List.of(new UnitChoice(0, 1))))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("cannot be given for a fulfilment");
        assertThat(orders.get(order).corrections()).hasSize(2);
    }

    @Test
    void aGiftThatIsKeptStaysFree() {
        Variant tee = shop.variant("10.00", 10);
        Variant pin = shop.variant("3.00", 10);
        shop.rule("{'code': 'pin', 'discount': {'type': 'gift', 'variant': " + pin.id() + ", 'quantity': 1,"
                + " 'buy': {'variants': [" + tee.id() + "], 'quantity': 2}, 'max_times': 1}}");
        long order = shop.builder()
                .refundPolicy(RefundPolicy.REPRICE)
                .build()
                .checkout()
                .place(CheckoutRequest.of(shop.cartWith(tee, 2)))
                .id();
        assertThat(orders.get(order).items()).hasSize(2);

        assertThat(orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 2)))
                        .refundTotal())
                .isEqualTo(usd("20.00"));
        assertThat(shop.now(pin).stockQuantity()).isEqualTo(9);
        assertThat(orders.cancel(order, NewCancellation.all()).refundTotal()).isEqualTo(usd("0.00"));
        assertThat(shop.now(pin).stockQuantity()).isEqualTo(10);
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

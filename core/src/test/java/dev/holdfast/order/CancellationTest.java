package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.ConflictException;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.inventory.LedgerEntry;
import dev.holdfast.inventory.MovementKind;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final TestShop shop = new TestShop();
    private final Orders orders = shop.holdfast.orders();

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void anOrderIsCancelledInPartsAndThenAsAWhole() {
        Variant tee = shop.variant(10);
        Order placed = shop.checkOut(shop.cartWith(tee, 3));
        shop.clock.advance(TestShop.HOLD);

        Correction first = orders.cancel(placed.id(), NewCancellation.of(ItemUnits.of(1, 1)));

        assertThat(first)
                .isEqualTo(new Correction(
                        1,
                        CorrectionKind.CANCELLATION,
                        List.of(new Correction.Item(1, 1, null, List.of(), usd("10.00"))),
                        List.of(),
                        usd("10.00"),
                        null,
                        null,
                        shop.clock.instant(),
                        null));
        Order partly = orders.get(placed.id());
        assertThat(partly.status()).isEqualTo(OrderStatus.PLACED);
        assertThat(partly.items().get(0).cancelledQuantity()).isEqualTo(1);
        assertThat(partly.refundTotal()).isEqualTo(usd("10.00"));
        assertThat(partly.total()).isEqualTo(usd("30.00"));
        assertThat(partly.corrections()).containsExactly(first);
        assertThat(shop.now(tee).stockQuantity()).isEqualTo(8);

        Correction rest =
                orders.cancel(placed.id(), new NewCancellation(List.of(), List.of(), null, "changed his mind"));

        assertThat(rest.items()).containsExactly(new Correction.Item(1, 2, null, List.of(), usd("20.00")));
        assertThat(rest.reason()).isEqualTo("changed his mind");
        Order cancelled = orders.get(placed.id());
        assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(cancelled.refundDue()).as("nobody has paid").isEqualTo(usd("0.00"));
        assertThat(shop.now(tee).stockQuantity()).isEqualTo(10);
        LedgerEntry entry = shop.holdfast
                .inventory()
                .movements(tee.id(), PageRequest.first(1))
                .items()
                .get(0);
        assertThat(entry.kind()).isEqualTo(MovementKind.RETURNED);
        assertThat(entry.orderId()).isEqualTo(placed.id());
        assertThat(entry.stockDelta()).isEqualTo(2);
    }

    @Test
    void whatIsLeftIncludesTheChargesUnlessTheBuyerKeepsSomething() {
        long cart = shop.cartWith(shop.variant(10), 2);
        shop.holdfast.carts().setCharge(cart, new NewCharge("shipping", null, usd("4.90")));
        long whole = shop.checkOut(cart).id();
        long other = shop.cartWith(shop.variant(10), 2);
        shop.holdfast.carts().setCharge(other, new NewCharge("shipping", null, usd("4.90")));
        long partly = shop.checkOut(other).id();
        orders.fulfil(partly, NewFulfilment.of(ItemUnits.of(1, 1)));

        assertThat(orders.cancel(whole, NewCancellation.all()).charges())
                .containsExactly(new Correction.Charge("shipping", usd("4.90")));
        assertThat(orders.cancel(partly, NewCancellation.all()).charges()).isEmpty();
        assertThat(orders.get(whole).refundTotal()).isEqualTo(usd("24.90"));
        assertThat(orders.get(partly).status()).isEqualTo(OrderStatus.FULFILLED);
        assertThat(orders.cancel(partly, new NewCancellation(List.of(), List.of("shipping"), null, null))
                        .refundTotal())
                .isEqualTo(usd("4.90"));
    }

    @Test
    void unitsThatWereChargedDifferentlyAreRefundedAsTheyAreNamedOrOnAverage() {
        buyTwoGetOneFree();
        long named = shop.checkOut(shop.cartWith(shop.variant(10), 3)).id();
        long average = shop.checkOut(shop.cartWith(shop.variant(10), 3)).id();

        assertThat(orders.get(named).items().get(0).units().toString())
                .isEqualTo("[ChargedUnits[quantity=2, total=20.00 USD], ChargedUnits[quantity=1, total=0.00 USD]]");
        assertThat(refund(named, new ItemUnits(1, 1, List.of(new UnitChoice(1, 1)))))
                .isEqualTo(usd("0.00"));
        assertThat(refund(named, new ItemUnits(1, 2, List.of(new UnitChoice(0, 2)))))
                .isEqualTo(usd("20.00"));
        assertThat(refund(average, ItemUnits.of(1, 1))).isEqualTo(usd("6.66"));
        assertThatThrownBy(() -> refund(average, new ItemUnits(1, 1, List.of(new UnitChoice(0, 1)))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("items.0.units: cannot be given");
        assertThat(refund(average, ItemUnits.of(1, 1))).isEqualTo(usd("6.67"));
        assertThat(refund(average, ItemUnits.of(1, 1))).isEqualTo(usd("6.67"));
    }

    @Test
    void bothWaysInOneCancellationTakeTheNamedUnitsFirst() {
        buyTwoGetOneFree();
        long order = shop.checkOut(shop.cartWith(shop.variant(10), 3)).id();

        Correction both = orders.cancel(
                order, NewCancellation.of(ItemUnits.of(1, 1), new ItemUnits(1, 1, List.of(new UnitChoice(1, 1)))));

        assertThat(both.items())
                .containsExactly(
                        new Correction.Item(1, 1, null, List.of(new UnitChoice(1, 1)), usd("0.00")),
                        new Correction.Item(1, 1, null, List.of(), usd("10.00")));
        assertThat(orders.get(order).corrections()).containsExactly(both);
    }

    @Test
    void aLowerRefundNeedsAReasonAndIsDivided() {
        long cart = shop.cartWith(shop.variant("30.00", 10), 1);
        shop.put(cart, shop.variant("10.00", 10), 1);
        long order = shop.checkOut(cart).id();
        NewCancellation both = NewCancellation.of(ItemUnits.of(1, 1), ItemUnits.of(2, 1));

        assertThatThrownBy(() -> orders.cancel(order, lowered(both, "40.01", "a gesture")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("refund_total: 40.01 USD is more than the 40.00 USD");
        assertThatThrownBy(() -> orders.cancel(order, lowered(both, "35.01", null)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reason: is missing");
        assertThatThrownBy(() -> orders.cancel(order, lowered(both, "35.001", "fee")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("refund_total");

        Correction lowered = orders.cancel(order, lowered(both, "35.01", "fee"));

        assertThat(lowered.refundTotal()).isEqualTo(usd("35.01"));
        assertThat(lowered.items().stream().map(Correction.Item::refund)).containsExactly(usd("26.25"), usd("8.76"));
        assertThat(orders.get(order).status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void whatCannotBeCancelledSaysWhatBecameOfIt() {
        Variant tee = shop.variant(10);
        long order = shop.checkOut(shop.cartWith(tee, 3)).id();
        orders.fulfil(order, NewFulfilment.of(ItemUnits.of(1, 1)));
        orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));

        assertThatThrownBy(() -> orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 2))))
                .isInstanceOfSatisfying(OrderFulfilledException.class, e -> {
                    assertThat(e.code()).isEqualTo("order_fulfilled");
                    assertThat(e.facts().get("items"))
                            .isEqualTo(List.of(Map.of(
                                    "item_id", 1,
                                    "requested", 2,
                                    "quantity", 3,
                                    "cancelled_quantity", 1,
                                    "fulfilled_quantity", 1,
                                    "returned_quantity", 0,
                                    "backordered_quantity", 0)));
                });
        orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 1)));
        assertThatThrownBy(() -> orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 2))))
                .isInstanceOfSatisfying(
                        NothingLeftException.class, e -> assertThat(e.code()).isEqualTo("nothing_left"));
        orders.cancel(order, NewCancellation.all());
        assertThat(orders.get(order).status()).isEqualTo(OrderStatus.RETURNED);
        assertThatThrownBy(() -> orders.cancel(order, NewCancellation.all())).isInstanceOf(NothingLeftException.class);

        long other = shop.checkOut(shop.cartWith(tee, 1)).id();
        orders.cancel(other, NewCancellation.all());
        assertThatThrownBy(() -> orders.cancel(other, NewCancellation.all()))
                .isInstanceOf(OrderCancelledException.class);
        assertThatThrownBy(() -> orders.fulfil(other, NewFulfilment.all())).isInstanceOf(OrderCancelledException.class);
        assertThatThrownBy(() -> orders.takeBack(other, NewReturn.of(ReturnedUnits.sellable(1, 1))))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.code()).isEqualTo("order_cancelled"));
    }

    @Test
    void whatTheOrderNeverHadIsNotValid() {
        buyTwoGetOneFree();
        long order = shop.checkOut(shop.cartWith(shop.variant(10), 3)).id();

        refused(order, NewCancellation.of(ItemUnits.of(7, 1)), "items.0.item_id: 7 is not an item of order " + order);
        refused(order, NewCancellation.of(ItemUnits.of(1, 4)), "items.0.quantity: 4 is more than the 3 units");
        refused(order, NewCancellation.of(ItemUnits.of(1, 0)), "items.0.quantity: 0 is not between 1 and");
        refused(order, NewCancellation.of(ItemUnits.of(1, 2), ItemUnits.of(1, 2)), "4 is more than the 3 units");
        refused(order, NewCancellation.of(chosen(2, new UnitChoice(1, 2))), "items.0.units.0.quantity: 2 is more");
        refused(order, NewCancellation.of(chosen(1, new UnitChoice(2, 1))), "group: 2 is not between 0 and 1");
        refused(
                order,
                NewCancellation.of(chosen(2, new UnitChoice(0, 1))),
                "units: are 1 units, not the quantity of 2");
        refused(
                order,
                new NewCancellation(List.of(), List.of("shipping"), null, null),
                "charges.0: \"shipping\" is not a charge of order");
        assertThatThrownBy(() -> orders.cancel(999_999, NewCancellation.all())).isInstanceOf(NotFoundException.class);
        assertThat(orders.get(order).corrections()).isEmpty();
    }

    @Test
    void aChargeIsGivenBackOnce() {
        long cart = shop.cartWith(shop.variant(10), 1);
        shop.holdfast.carts().setCharge(cart, new NewCharge("shipping", null, usd("4.90")));
        long order = shop.checkOut(cart).id();
        NewCancellation shipping = new NewCancellation(List.of(), List.of("shipping"), null, null);

        orders.cancel(order, shipping);

        assertThatThrownBy(() -> orders.cancel(order, shipping))
                .isInstanceOfSatisfying(
                        NothingLeftException.class,
                        e -> assertThat(e.facts().get("charges")).isEqualTo(List.of("shipping")));
        orders.cancel(order, NewCancellation.all());
        assertThat(orders.get(order).refundTotal()).isEqualTo(usd("14.90"));
    }

    @Test
    void aKeptDiscountStaysAndARepricedOneIsTakenBack() {
        shop.rule("{'code': 'bulk', 'target': 'item',"
                + " 'discount': {'type': 'quantity_breaks', 'breaks': [{'from': 3, 'percent': 10}]}}");
        Orders repricing =
                shop.builder().refundPolicy(RefundPolicy.REPRICE).build().orders();
        Variant tee = shop.variant(100);
        long kept = shop.checkOut(shop.cartWith(tee, 3)).id();
        long repriced = shop.builder()
                .refundPolicy(RefundPolicy.REPRICE)
                .build()
                .checkout()
                .place(CheckoutRequest.of(shop.cartWith(tee, 3)))
                .id();
        NewCancellation one = NewCancellation.of(ItemUnits.of(1, 1));

        assertThat(orders.cancel(kept, one).refundTotal()).isEqualTo(usd("9.00"));
        // 27.00 were charged, and two cost 20.00; the policy is the order's, whatever is configured later.
        assertThat(orders.cancel(repriced, one).refundTotal()).isEqualTo(usd("7.00"));
        assertThat(repricing.cancel(kept, one).refundTotal()).isEqualTo(usd("9.00"));
        assertThat(orders.cancel(repriced, one).refundTotal()).isEqualTo(usd("10.00"));
        assertThat(orders.cancel(repriced, one).refundTotal()).isEqualTo(usd("10.00"));
        assertThat(orders.get(repriced).refundTotal()).isEqualTo(usd("27.00"));
        assertThat(orders.get(repriced).refundPolicy()).isEqualTo(RefundPolicy.REPRICE);
    }

    @Test
    void whatIsKeptIsPricedByTheRulesOfTheOrder() {
        shop.rule("{'code': 'bulk', 'target': 'item',"
                + " 'discount': {'type': 'quantity_breaks', 'breaks': [{'from': 2, 'percent': 10}]}}");
        long order = shop.builder()
                .refundPolicy(RefundPolicy.REPRICE)
                .build()
                .checkout()
                .place(CheckoutRequest.of(shop.cartWith(shop.variant(100), 3)))
                .id();
        shop.holdfast.pricing().archive("bulk");

        // 27.00 were charged, and two of them cost 18.00 as they did then.
        assertThat(refund(order, ItemUnits.of(1, 1))).isEqualTo(usd("9.00"));
    }

    private void buyTwoGetOneFree() {
        shop.rule("{'code': 'two-plus-one', 'target': 'item', 'discount': {'type': 'buy_x_get_y',"
                + " 'buy': {'quantity': 2}, 'get': {'quantity': 1, 'percent': 100}}}");
    }

    private void refused(long order, NewCancellation cancellation, String message) {
        assertThatThrownBy(() -> orders.cancel(order, cancellation))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }

    private Money refund(long order, ItemUnits units) {
        return orders.cancel(order, NewCancellation.of(units)).refundTotal();
    }

    private static ItemUnits chosen(int quantity, UnitChoice choice) {
        return new ItemUnits(1, quantity, List.of(choice));
    }

    private static NewCancellation lowered(NewCancellation of, String refund, String reason) {
        return new NewCancellation(of.items(), of.charges(), new BigDecimal(refund), reason);
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

package dev.holdfast.verify;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSessions;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.inventory.Preorder;
import dev.holdfast.inventory.SupplyChange;
import dev.holdfast.kit.ComponentUnits;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.Orders;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.order.UnitChoice;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.TestShop;
import dev.holdfast.transfer.NewTransfer;
import dev.holdfast.transfer.TransferReceipt;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;

/** Trades in a shop until every table has rows. */
final class TradedShop {
    private final TestShop shop;

    TradedShop(TestShop shop) {
        this.shop = shop;
    }

    /** Fills the tables. */
    void trade() {
        rule("{'code': 'ten', 'discount': {'type': 'percent_off', 'percent': 10}, 'target': 'item'}");
        rule("{'code': 'odd', 'discount': {'type': 'amount_off', 'amount': '1.01'}, 'target': 'order'}");
        rule("{'code': 'half', 'discount': {'type': 'percent_off', 'percent': 50}, 'target': 'charge'}");
        rule("{'code': 'gone', 'discount': {'type': 'percent_off', 'percent': 5}, 'target': 'item'}");
        shop.holdfast.pricing().change("ten", "{\"priority\": 7}");
        shop.holdfast.pricing().archive("gone");
        Variant tee = shop.variant("10.00", 50);
        Variant mug = shop.variant("3.33", 20);
        shop.variant(0);
        shop.holdfast.inventory().receive(tee.id(), 5, null);
        shop.holdfast.inventory().adjust(mug.id(), -1, "broken", null);
        long released = shop.cartWith(tee, 3);
        shop.put(released, tee, 1);
        long deleted = shop.cartWith(mug, 2);
        shop.holdfast.carts().delete(deleted);
        shop.cartWith(mug, 4);
        shop.letExpire();
        shop.sweep();
        shop.cartWith(tee, 2);
        long bought = shop.cartWith(tee, 3);
        shop.put(bought, mug, 2);
        shop.holdfast.carts().setCharge(bought, NewCharge.of("shipping", Money.of("4.90", "USD")));
        shop.checkOut(bought);
        long keyed = shop.cartWith(tee, 1);
        shop.holdfast.idempotent(
                new IdempotencyKey("checkout", "key", "hash"),
                new LikeTheServer(),
                joined -> joined.checkout().place(CheckoutRequest.of(keyed)));
        long open = shop.cartWith(tee, 2);
        shop.holdfast.carts().change(open, new CartChange(Patch.set("u"), Patch.keep(), Patch.keep()));
        usePromoCodes();
        sellBeforeItComesIn();
        sellUncounted();
        undoOrders(tee, mug);
        sendUnits(mug);
        takeFromTwoLocations();
        beginSessions(tee);
        sellKits();
    }

    /** A cart that holds a kit, and an order of kits that gave one back. */
    private void sellKits() {
        Variant racket = shop.variant("20.00", 10);
        Variant ball = shop.variant("1.00", 30);
        Variant set = shop.variant("40.00", 0);
        shop.holdfast
                .kits()
                .change(set.id(), List.of(new ComponentUnits(racket.id(), 2), new ComponentUnits(ball.id(), 3)));
        long order = shop.checkOut(shop.cartWith(set, 2)).id();
        shop.holdfast.orders().cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));
        shop.cartWith(set, 1);
    }

    /** Units that arrived at once, and units of which some came, one was lost and some are in transit. */
    private void sendUnits(Variant mug) {
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        shop.holdfast.transfers().create(NewTransfer.of(mug.id(), "default", "berlin", 2));
        long shipped = shop.holdfast
                .transfers()
                .create(NewTransfer.shipped(mug.id(), "default", "berlin", 4))
                .id();
        shop.holdfast.transfers().receive(shipped, new TransferReceipt(1, 1, null));
    }

    /** An order and a cart with units of two locations; the order gave some back. */
    private void takeFromTwoLocations() {
        Variant pin = shop.variant("2.50", 10);
        shop.holdfast.inventory().at("berlin").receive(pin.id(), 10, null);
        long order = shop.checkOut(shop.cartWith(pin, 15)).id();
        shop.holdfast.orders().cancel(order, NewCancellation.of(ItemUnits.of(1, 2)));
        shop.holdfast.inventory().receive(pin.id(), 3, null);
        shop.cartWith(pin, 9);
    }

    /** A session that is open, one that became an order, and one that was paid for and given back. */
    private void beginSessions(Variant tee) {
        CheckoutSessions sessions = shop.holdfast.checkoutSessions();
        String refunded = begin(sessions, tee);
        sessions.cancel(refunded);
        sessions.pay(refunded, new NewPayment(PaymentKind.CAPTURED, new BigDecimal("7.99"), "s1"));
        sessions.pay(refunded, new NewPayment(PaymentKind.REFUNDED, new BigDecimal("7.99"), "s1"));
        NewPayment payment = new NewPayment(PaymentKind.AUTHORIZED, new BigDecimal("7.99"), "s2");
        sessions.complete(begin(sessions, tee), payment, false);
        begin(sessions, tee);
    }

    private String begin(CheckoutSessions sessions, Variant tee) {
        return sessions.begin(NewCheckoutSession.of(shop.cartWith(tee, 1))).id();
    }

    /** Orders that are cancelled, fulfilled, returned and paid, in whole and in part. */
    private void undoOrders(Variant tee, Variant mug) {
        String tees = "{'variants': [" + tee.id() + "], 'quantity': ";
        rule("{'code': 'third', 'discount': {'type': 'buy_x_get_y', 'buy': " + tees + "2}," + " 'get': " + tees
                + "1, 'percent': 100}}, 'target': 'item'}");
        Orders orders = shop.holdfast.orders();
        long cart = shop.cartWith(tee, 4);
        shop.put(cart, mug, 2);
        shop.holdfast.carts().setCharge(cart, NewCharge.of("shipping", Money.of("4.90", "USD")));
        long order = shop.checkOut(cart).id();
        orders.cancel(order, NewCancellation.of(new ItemUnits(1, 1, List.of(new UnitChoice(0, 1)))));
        orders.fulfil(order, NewFulfilment.of(ItemUnits.of(1, 2), ItemUnits.of(2, 2)));
        orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 1), ReturnedUnits.sellable(2, 2)));
        orders.cancel(order, new NewCancellation(List.of(), List.of("shipping"), null, null));
        orders.pay(order, new NewPayment(PaymentKind.CAPTURED, new BigDecimal("30.00"), "c1"));
        orders.pay(order, new NewPayment(PaymentKind.CAPTURED, new BigDecimal("31.00"), "c1"));
        orders.pay(order, new NewPayment(PaymentKind.REFUNDED, new BigDecimal("5.00"), "r1"));
        orders.cancel(shop.checkOut(shop.cartWith(mug, 1)).id(), NewCancellation.all());
        long spring = shop.holdfast
                .carts()
                .create(new NewCart("v", null, List.of("spring"), null))
                .id();
        shop.put(spring, mug, 2);
        orders.cancel(shop.checkOut(spring).id(), NewCancellation.all());
    }

    /**
     * A code that a cart holds, an order whose payment is awaited too, and two orders have claimed, one of them in the row of
     * its cart, as it was before.
     */
    private void usePromoCodes() {
        rule("{'code': 'stored', 'conditions': {'stored_codes': true}, 'target': 'item',"
                + " 'discount': {'type': 'percent_off', 'percent': 20}}");
        PromoLimits limits = new PromoLimits(5L, 3L, Money.of("50.00", "USD"));
        shop.holdfast.promoCodes().add("stored", List.of("Spring"), limits, true);
        Variant cap = shop.variant("6.00", 10);
        for (String end : List.of("bought before", "bought", "open")) {
            long cart = shop.holdfast
                    .carts()
                    .create(new NewCart("u", null, List.of("spring"), null))
                    .id();
            shop.put(cart, cap, 2);
            if (!end.equals("open")) {
                shop.checkOut(cart);
            }
            if (end.equals("bought before")) {
                shop.execute("update #promo_uses set cart_id = " + cart + " where order_id is not null");
            }
        }
        long unpaid = shop.holdfast
                .carts()
                .create(new NewCart("w", null, List.of("spring"), null))
                .id();
        shop.put(unpaid, cap, 1);
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(unpaid).withPayBy(shop.clock.instant().plus(Duration.ofDays(1))));
    }

    /** A cart and two orders with units that are not on hand; one of the orders was filled in part. */
    private void sellBeforeItComesIn() {
        Variant scarf = shop.variant("7.00", 1);
        shop.holdfast
                .inventory()
                .changeSupply(
                        scarf.id(), SupplyChange.NONE.withBackorderLimit(9).withSafetyStock(1));
        long first = shop.checkOut(shop.cartWith(scarf, 4)).id();
        shop.checkOut(shop.cartWith(scarf, 2));
        shop.holdfast.inventory().receive(scarf.id(), 1, null);
        shop.holdfast.orders().cancel(first, NewCancellation.of(ItemUnits.of(1, 1)));
        shop.cartWith(scarf, 1);
        Preorder preorder = new Preorder(5, shop.clock.instant().plus(Duration.ofDays(30)));
        shop.holdfast.inventory().changeSupply(scarf.id(), SupplyChange.NONE.withPreorder(preorder));
    }

    /** A cart that holds more units than are on hand, and an order that took some and gave some back. */
    private void sellUncounted() {
        Variant ebook = shop.variant("2.00", 1);
        shop.holdfast.inventory().changeSupply(ebook.id(), SupplyChange.NONE.withTracked(false));
        shop.cartWith(ebook, 6);
        long order = shop.checkOut(shop.cartWith(ebook, 3)).id();
        shop.holdfast.orders().cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));
    }

    private void rule(String json) {
        shop.holdfast.pricing().add(PricingRuleJson.read(json.replace('\'', '"'), Currency.getInstance("USD")));
    }

    private static final class LikeTheServer implements AnswerEncoder<Order> {
        @Override
        public String accepted(Order order) {
            return "{\"status\":201,\"headers\":{\"Location\":\"/api/v1/orders/" + order.id() + "\"},\"body\":\"\"}";
        }

        @Override
        public String refused(HoldfastException refusal) {
            return refusal.code();
        }
    }
}

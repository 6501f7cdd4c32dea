package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.PageRequest;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.order.PaymentStatus;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that are completed after their time. */
class LateSessionsTest extends SessionStories {
    private static final TestShop shop = new TestShop();

    LateSessionsTest() {
        super(shop);
    }

    @AfterAll
    static void theShopIsSound() {
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLatePaymentTakesTheSameUnitsAtTheFrozenPrice(boolean swept) {
        Variant variant = shop.variant("10.00", 2);
        long cart = shop.cartWith(variant, 2);
        CheckoutSession session = begin(cart);
        shop.clock.advance(LENGTH);
        if (swept) {
            shop.sweep();
        }
        shop.execute("update #variants set price = 9900 where id = " + variant.id());

        Order order = sessions.complete(session.id(), captured("20.00", "pi_7"), false)
                .order();

        assertThat(order.total()).isEqualTo(usd("20.00"));
        assertThat(order.refundDue()).isEqualTo(usd("0.00"));
        assertThat(shop.now(variant).stockQuantity()).isZero();
        assertThat(shop.now(variant).reservedQuantity()).isZero();
        assertThat(shop.show(cart).status()).isEqualTo(CartStatus.CHECKED_OUT);
    }

    @Test
    void aLatePaymentForUnitsThatAreGoneIsAShortfallUntilItIsGivenBack() {
        Variant variant = shop.variant("10.00", 2);
        CheckoutSession session = begin(shop.cartWith(variant, 2));
        shop.clock.advance(LENGTH);
        long other = shop.cartWith(variant, 1);

        Completion done = sessions.complete(session.id(), captured("20.00", "pi_8"), false);

        assertThat(done.order()).isNull();
        assertThat(done.session().status()).isEqualTo(SessionStatus.SHORTFALL);
        assertThat(done.session().shortages()).singleElement().satisfies(shortage -> {
            assertThat(shortage.variantId()).isEqualTo(variant.id());
            assertThat(shortage.requested()).isEqualTo(2);
            assertThat(shortage.available()).isEqualTo(1);
        });
        assertThat(done.session().refundDue()).isEqualTo(usd("20.00"));
        assertThat(sessions.get(session.id())).isEqualTo(done.session());
        assertThat(sessions.complete(session.id(), captured("20.00", "pi_8"), false)
                        .session())
                .isEqualTo(done.session());
        assertThat(problems()).containsExactly("units of a session that was paid for are missing");
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(1);
        shop.holdfast.carts().delete(other);

        CheckoutSession refunded = sessions.pay(session.id(), refunded("20.00", "re_8"));

        assertThat(refunded.status()).isEqualTo(SessionStatus.REFUNDED);
        assertThat(refunded.refundDue()).isEqualTo(usd("0.00"));
        assertThat(sessions.complete(session.id(), null, true).order()).isNull();
    }

    @Test
    void aShortfallIsCompletedWhenItsUnitsAreThereAgain() {
        Variant variant = shop.variant("10.00", 2);
        CheckoutSession session = begin(shop.cartWith(variant, 2));
        shop.clock.advance(LENGTH);
        long other = shop.cartWith(variant, 1);
        sessions.complete(session.id(), captured("20.00", "pi_9"), false);
        assertThat(sessions.complete(session.id(), null, true).session().status())
                .isEqualTo(SessionStatus.SHORTFALL);

        shop.holdfast.carts().delete(other);
        Completion done = sessions.complete(session.id(), null, true);

        assertThat(done.order().paymentStatus()).isEqualTo(PaymentStatus.PAID);
        assertThat(done.session().status()).isEqualTo(SessionStatus.COMPLETED);
        assertThat(done.session().shortages()).isEmpty();
    }

    /** What else may happen to the cart of a session that fell short. */
    enum End {
        BOUGHT,
        DELETED
    }

    @ParameterizedTest
    @EnumSource
    void aShortfallWhoseCartIsGoneLacksNoUnitsAndWaitsForItsRefund(End end) {
        Variant variant = shop.variant("10.00", 2);
        long cart = shop.cartWith(variant, 2);
        CheckoutSession session = begin(cart);
        shop.clock.advance(LENGTH);
        long other = shop.cartWith(variant, 1);
        sessions.complete(session.id(), captured("20.00", "pi_16"), false);
        if (end == End.DELETED) {
            shop.holdfast.carts().delete(cart);
        } else {
            shop.put(cart, variant, 1);
            shop.checkOut(cart);
        }
        shop.holdfast.carts().delete(other);

        CheckoutSession kept = sessions.get(session.id());
        assertThat(kept.status()).isEqualTo(SessionStatus.SHORTFALL);
        assertThat(kept.shortages()).isEmpty();
        assertThat(kept.refundDue()).isEqualTo(usd("20.00"));
        for (boolean retry : List.of(false, true)) {
            Completion done = sessions.complete(session.id(), null, retry);
            assertThat(done.order()).isNull();
            assertThat(done.session()).isEqualTo(kept);
        }

        CheckoutSession paidTwice =
                sessions.complete(session.id(), captured("5.00", "pi_17"), true).session();
        assertThat(paidTwice.status()).isEqualTo(SessionStatus.SHORTFALL);
        assertThat(paidTwice.payments().get(1).flag()).isEqualTo("duplicate");
        assertThat(paidTwice.refundDue()).isEqualTo(usd("25.00"));
        assertThat(sessions.list(new SessionFilter(SessionStatus.SHORTFALL, cart), PageRequest.first())
                        .items())
                .containsExactly(paidTwice);
        assertThat(problems()).containsExactly("a session that was paid for is no order");
        sessions.pay(session.id(), refunded("20.00", "re_16"));
        CheckoutSession closed = sessions.pay(session.id(), refunded("5.00", "re_17"));
        assertThat(closed.status()).isEqualTo(SessionStatus.REFUNDED);
        assertThat(closed.shortages()).isEmpty();
        assertThat(sessions.get(session.id())).isEqualTo(closed);
    }

    @Test
    void aSessionThatWasCancelledLacksNoUnits() {
        Variant variant = shop.variant("10.00", 1);
        CheckoutSession session = begin(shop.cartWith(variant, 1));
        shop.clock.advance(LENGTH);
        shop.cartWith(variant, 1);
        assertThat(sessions.complete(session.id(), null, false).session().shortages())
                .hasSize(1);

        assertThat(sessions.cancel(session.id()).shortages()).isEmpty();
        assertThat(sessions.get(session.id()).shortages()).isEmpty();
    }

    @Test
    void withoutAPaymentNothingHasToBeGivenBack() {
        Variant variant = shop.variant("10.00", 1);
        CheckoutSession session = begin(shop.cartWith(variant, 1));
        shop.clock.advance(LENGTH);
        long other = shop.cartWith(variant, 1);

        Completion done = sessions.complete(session.id(), null, false);

        assertThat(done.order()).isNull();
        assertThat(done.session().status()).isEqualTo(SessionStatus.EXPIRED);
        assertThat(done.session().shortages()).hasSize(1);
        assertThat(sessions.get(session.id())).isEqualTo(done.session());
        shop.holdfast.carts().delete(other);
        assertThat(sessions.complete(session.id(), null, false).order()).isNotNull();
    }

    @Test
    void aPaymentForACartThatWasBoughtMeanwhileIsKept() {
        Variant variant = shop.variant("10.00", 5);
        long cart = shop.cartWith(variant, 1);
        CheckoutSession session = begin(cart);
        shop.clock.advance(LENGTH);
        shop.put(cart, variant, 1);
        shop.checkOut(cart);

        Completion done = sessions.complete(session.id(), captured("10.00", "pi_10"), false);

        assertThat(done.order()).isNull();
        assertThat(done.session().status()).isEqualTo(SessionStatus.CANCELLED);
        assertThat(done.session().payments().get(0).flag()).isEqualTo("duplicate");
        assertThat(done.session().refundDue()).isEqualTo(usd("10.00"));
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(4);
        sessions.pay(session.id(), refunded("10.00", "re_10"));
    }

    @Test
    void aLatePaymentTakesWhatItsOwnCartHoldsNow() {
        Variant variant = shop.variant("10.00", 3);
        Variant another = shop.variant("7.00", 3);
        long cart = shop.cartWith(variant, 2);
        CheckoutSession session = begin(cart);
        shop.clock.advance(LENGTH);
        shop.put(cart, variant, 3);
        shop.put(cart, another, 1);
        CheckoutSession second = begin(cart);

        Order order = sessions.complete(session.id(), captured("20.00", "pi_11"), false)
                .order();

        assertThat(order.items())
                .singleElement()
                .satisfies(item -> assertThat(item.quantity()).isEqualTo(2));
        assertThat(sessions.get(second.id()).status()).isEqualTo(SessionStatus.CANCELLED);
        Cart rest = shop.show(cart);
        assertThat(rest.status()).isEqualTo(CartStatus.OPEN);
        assertThat(rest.total()).isEqualTo(usd("17.00"));
        assertThat(shop.checkOut(cart).total()).isEqualTo(usd("17.00"));
        assertThat(shop.now(variant).stockQuantity()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void unitsThatWereNotChosenStayWithTheCartThatHasLostThem(boolean swept) {
        Variant variant = shop.variant("10.00", 5);
        long cart = shop.cartWith(variant, 3);
        CheckoutSession session = sessions.begin(
                new NewCheckoutSession(CheckoutRequest.of(cart).withItems(List.of(new CheckoutItem(1, 1))), null));
        shop.clock.advance(LENGTH);
        if (swept) {
            shop.sweep();
        }

        Order order = sessions.complete(session.id(), captured("10.00", "pi_13"), false)
                .order();

        assertThat(order.items())
                .singleElement()
                .satisfies(item -> assertThat(item.quantity()).isEqualTo(1));
        Cart rest = shop.show(cart);
        assertThat(rest.status()).isEqualTo(CartStatus.OPEN);
        assertThat(rest.expiredItems())
                .singleElement()
                .satisfies(item -> assertThat(item.quantity()).isEqualTo(2));
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(4);
        assertThat(shop.now(variant).reservedQuantity()).isZero();
    }

    /** A server that knows no sessions sees nothing of one, and changes its cart. */
    @Test
    void unitsThatAnEarlierServerHasTakenOutOfTheCartAreTakenFromStock() {
        Variant variant = shop.variant("10.00", 3);
        long cart = shop.cartWith(variant, 3);
        CheckoutSession session = begin(cart);
        changeWithoutSession(cart, () -> shop.holdfast.carts().changeItem(cart, 1, 1));

        Order order = sessions.complete(session.id(), captured("30.00", "pi_14"), false)
                .order();

        assertThat(order.items())
                .singleElement()
                .satisfies(item -> assertThat(item.quantity()).isEqualTo(3));
        assertThat(shop.now(variant).stockQuantity()).isZero();
        assertThat(shop.now(variant).reservedQuantity()).isZero();
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void whereOthersHaveThoseUnitsTheSessionFallsShortAndItsCartIsOpen() {
        Variant variant = shop.variant("10.00", 3);
        long cart = shop.cartWith(variant, 3);
        CheckoutSession session = begin(cart);
        changeWithoutSession(cart, () -> shop.holdfast.carts().removeItem(cart, 1));
        long other = shop.cartWith(variant, 1);

        Completion done = sessions.complete(session.id(), captured("30.00", "pi_15"), false);

        assertThat(done.session().status()).isEqualTo(SessionStatus.SHORTFALL);
        assertThat(done.session().shortages())
                .singleElement()
                .satisfies(shortage -> assertThat(shortage.available()).isEqualTo(2));
        assertThat(done.session().refundDue()).isEqualTo(usd("30.00"));
        assertThat(shop.put(cart, variant, 2).items()).hasSize(1);
        shop.checkOut(other);
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(2);
        assertThat(shop.contradictions()).isZero();
        sessions.pay(session.id(), refunded("30.00", "re_15"));
    }

    private void changeWithoutSession(long cart, Runnable change) {
        String session =
                shop.texts("select session_id from #carts where id = " + cart).get(0);
        String until = shop.texts("select session_until::text from #carts where id = " + cart)
                .get(0);
        shop.execute("update #carts set session_id = null, session_until = null where id = " + cart);
        change.run();
        shop.execute(
                "update #carts set session_id = '" + session + "', session_until = '" + until + "' where id = " + cart);
    }
}

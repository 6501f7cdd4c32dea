package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.ConflictException;
import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.CartInCheckoutException;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.PaymentStatus;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest extends SessionStories {
    private static final TestShop shop = new TestShop();

    SessionsTest() {
        super(shop);
    }

    @AfterAll
    static void theShopIsSound() {
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void aSessionFreezesItemsAndPriceAndBecomesAnOrder() {
        Variant variant = shop.variant(10);
        long cart = shop.cartWith(variant, 3);
        shop.holdfast.carts().setCharge(cart, new NewCharge("shipping", null, usd("4.90")));

        CheckoutSession session = sessions.begin(NewCheckoutSession.of(cart));

        assertThat(session.id()).matches("cs_[A-Za-z0-9_-]{32}");
        assertThat(session.status()).isEqualTo(SessionStatus.OPEN);
        assertThat(session.total()).isEqualTo(usd("34.90"));
        assertThat(session.items()).hasSize(1);
        assertThat(session.charges()).hasSize(1);
        assertThat(session.expiresAt()).isEqualTo(shop.clock.instant().plus(LENGTH));
        assertThat(sessions.get(session.id())).isEqualTo(session);
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(3);
        assertThat(shop.show(cart).checkoutSession())
                .isEqualTo(new Cart.OpenSession(session.id(), session.expiresAt()));

        Completion done = sessions.complete(session.id(), captured("34.90", "pi_1"), false);

        Order order = done.order();
        assertThat(order.total()).isEqualTo(usd("34.90"));
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PAID);
        assertThat(done.session().status()).isEqualTo(SessionStatus.COMPLETED);
        assertThat(done.session().orderId()).isEqualTo(order.id());
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        assertThat(sessions.get(session.id())).isEqualTo(done.session());
        assertThat(shop.show(cart).status()).isEqualTo(CartStatus.CHECKED_OUT);
        assertThat(shop.show(cart).checkoutSession()).isNull();
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(7);
        assertThat(shop.now(variant).reservedQuantity()).isZero();
    }

    @Test
    void aCartIsInNoSessionThatIsOver() {
        long cart = shop.cartWith(shop.variant(10), 1);
        assertThat(shop.show(cart).checkoutSession()).isNull();

        sessions.cancel(begin(cart).id());
        assertThat(shop.show(cart).checkoutSession()).isNull();

        begin(cart);
        shop.clock.advance(LENGTH);
        assertThat(shop.show(cart).checkoutSession()).isNull();
        assertThat(shop.put(cart, shop.variant(1), 1).checkoutSession()).isNull();
    }

    @Test
    void aSessionThatIsCompletedAgainGivesTheSameOrder() {
        CheckoutSession session = begin(shop.cartWith(shop.variant(10), 1));
        NewPayment payment = captured("10.00", "pi_2");
        Order order = sessions.complete(session.id(), payment, false).order();

        Completion again = sessions.complete(session.id(), payment, false);
        assertThat(again.order()).isEqualTo(order);
        assertThat(sessions.complete(session.id(), null, true).order()).isEqualTo(order);
        assertThat(again.session().payments()).hasSize(1).allMatch(noted -> noted.flag() == null);
    }

    @Test
    void anotherPaymentForACompletedSessionIsKeptAndOwedToTheBuyer() {
        CheckoutSession session = begin(shop.cartWith(shop.variant(10), 1));
        sessions.complete(session.id(), captured("10.00", "pi_3"), false);

        Completion again = sessions.complete(session.id(), captured("10.00", "pi_4"), false);

        assertThat(again.session().payments())
                .extracting(payment -> payment.flag())
                .containsExactly(null, "duplicate");
        assertThat(again.order().refundDue()).isEqualTo(usd("10.00"));
        assertThat(shop.holdfast.orders().get(again.order().id())).isEqualTo(again.order());
    }

    @Test
    void aPaymentThatWasAuthorizedIsCapturedLater() {
        CheckoutSession session = begin(shop.cartWith(shop.variant(10), 1));
        NewPayment authorized = new NewPayment(PaymentKind.AUTHORIZED, new BigDecimal("10.00"), "pi_5");
        assertThat(sessions.complete(session.id(), authorized, false).order().paymentStatus())
                .isEqualTo(PaymentStatus.AUTHORIZED);

        CheckoutSession paid = sessions.pay(session.id(), captured("10.00", "pi_5"));

        assertThat(paid.payments()).hasSize(2).allMatch(payment -> payment.flag() == null);
        assertThat(shop.holdfast.orders().get(paid.orderId()).paymentStatus()).isEqualTo(PaymentStatus.PAID);
    }

    @Test
    void aCartInASessionStaysAsItIs() {
        Variant variant = shop.variant(10);
        long cart = shop.cartWith(variant, 1);
        int item = shop.show(cart).items().get(0).id();
        Cart before = shop.show(cart);
        CheckoutSession session = begin(cart);

        List<Runnable> changes = List.of(
                () -> shop.put(cart, variant, 2),
                () -> shop.holdfast.carts().putAll(cart, List.of(PutItem.of(variant.id(), 2))),
                () -> shop.holdfast.carts().removeItem(cart, item),
                () -> shop.holdfast.carts().changeItem(cart, item, 2),
                () -> shop.holdfast.carts().extend(cart),
                () -> shop.holdfast.carts().change(cart, CartChange.none()),
                () -> shop.holdfast.carts().setCharge(cart, new NewCharge("fee", null, usd("1.00"))),
                () -> shop.holdfast.carts().removeCharge(cart, "fee"),
                () -> shop.holdfast.carts().delete(cart),
                () -> shop.checkOut(cart),
                () -> begin(cart));
        for (Runnable change : changes) {
            assertThatThrownBy(change::run).isInstanceOfSatisfying(CartInCheckoutException.class, refused -> {
                assertThat(refused.sessionId()).isEqualTo(session.id());
                assertThat(refused.expiresAt()).isEqualTo(session.expiresAt());
            });
        }

        Cart after = shop.show(cart);
        assertThat(after.total()).isEqualTo(before.total());
        assertThat(after.items()).hasSize(1);
    }

    @Test
    void aCancelledSessionOpensTheCartAgainWithOrdinaryReservations() {
        Variant variant = shop.variant(10);
        long cart = shop.cartWith(variant, 1);
        CheckoutSession session =
                sessions.begin(new NewCheckoutSession(CheckoutRequest.of(cart), Duration.ofHours(20)));

        CheckoutSession cancelled = sessions.cancel(session.id());

        assertThat(cancelled.status()).isEqualTo(SessionStatus.CANCELLED);
        assertThat(sessions.cancel(session.id())).isEqualTo(cancelled);
        assertThat(shop.put(cart, variant, 2).total()).isEqualTo(usd("20.00"));
        assertThat(shop.show(cart).items().get(0).reservedUntil())
                .isEqualTo(shop.clock.instant().plus(TestShop.HOLD));
        assertThat(sessions.complete(session.id(), captured("10.00", "pi_6"), false))
                .satisfies(done -> {
                    assertThat(done.order()).isNull();
                    assertThat(done.session().status()).isEqualTo(SessionStatus.CANCELLED);
                    assertThat(done.session().refundDue()).isEqualTo(usd("10.00"));
                    assertThat(done.session().payments().get(0).flag()).isEqualTo("duplicate");
                });
        assertThat(problems()).containsExactly("a session that was paid for is no order");
        assertThat(sessions.pay(session.id(), refunded("10.00", "re_6")).refundDue())
                .isEqualTo(usd("0.00"));
    }

    @Test
    void aCompletedSessionCannotBeCancelled() {
        CheckoutSession session = begin(shop.cartWith(shop.variant(10), 1));
        long order = sessions.complete(session.id(), null, false).order().id();

        assertThatThrownBy(() -> sessions.cancel(session.id()))
                .isInstanceOfSatisfying(SessionClosedException.class, refused -> {
                    assertThat(refused.status()).isEqualTo(SessionStatus.COMPLETED);
                    assertThat(refused.orderId()).isEqualTo(order);
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterItsTimeASessionIsExpiredAndTheCartOpen(boolean swept) {
        Variant variant = shop.variant(10);
        long cart = shop.cartWith(variant, 1);
        CheckoutSession session = begin(cart);

        shop.clock.advance(LENGTH);
        if (swept) {
            shop.sweep();
        }

        assertThat(sessions.get(session.id()).status()).isEqualTo(SessionStatus.EXPIRED);
        assertThat(sessions.list(new SessionFilter(SessionStatus.EXPIRED, cart), PageRequest.first(10))
                        .items())
                .hasSize(1);
        assertThat(sessions.list(new SessionFilter(SessionStatus.OPEN, cart), PageRequest.first(10))
                        .items())
                .isEmpty();
        assertThat(shop.show(cart).expiredItems()).hasSize(1);
        assertThat(shop.put(cart, variant, 10).items()).hasSize(1);
    }

    @Test
    void itemsAreBoughtAndTheOthersStayInTheCart() {
        Variant first = shop.variant("10.00", 5);
        Variant second = shop.variant("3.00", 5);
        long cart = shop.cartWith(first, 2);
        shop.put(cart, second, 3);
        List<CheckoutItem> chosen = List.of(
                CheckoutItem.of(shop.show(cart).items().get(0).id()),
                new CheckoutItem(shop.show(cart).items().get(1).id(), 1));

        Order order = shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(chosen));

        assertThat(order.total()).isEqualTo(usd("23.00"));
        Cart rest = shop.show(cart);
        assertThat(rest.status()).isEqualTo(CartStatus.OPEN);
        assertThat(rest.total()).isEqualTo(usd("6.00"));
        CheckoutSession session = begin(cart);
        Order other = sessions.complete(session.id(), captured("6.00", "pi_12"), false)
                .order();
        assertThat(other.cartId()).isEqualTo(order.cartId());
        assertThat(shop.show(cart).status()).isEqualTo(CartStatus.CHECKED_OUT);
        assertThat(shop.now(second).stockQuantity()).isEqualTo(2);
        assertThat(shop.now(second).reservedQuantity()).isZero();
    }

    @Test
    void wrongInputIsRefused() {
        long cart = shop.cartWith(shop.variant(10), 1);
        CheckoutSession session = begin(cart);

        assertThatThrownBy(() -> sessions.get("cs_none")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> sessions.complete("cs_none", null, false)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> sessions.complete(session.id(), captured("1.001", "x"), false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("payment.amount");
        assertThatThrownBy(() -> sessions.complete(session.id(), refunded("1.00", "x"), false))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("payment.kind");
        assertThatThrownBy(() -> sessions.begin(new NewCheckoutSession(CheckoutRequest.of(cart), Duration.ofDays(2))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("expires_in");
        assertThatThrownBy(() -> shop.holdfast
                        .checkout()
                        .place(CheckoutRequest.of(shop.cartWith(shop.variant(1), 1))
                                .withItems(List.of(CheckoutItem.of(99)))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("items.0.item_id");
        assertThatThrownBy(() -> sessions.begin(new NewCheckoutSession(
                        new CheckoutRequest(shop.cartWith(shop.variant(1), 1), null, usd("1.00")), null)))
                .isInstanceOf(PriceChangedException.class)
                .isInstanceOf(ConflictException.class);
        assertThat(sessions.get(session.id())).isEqualTo(session);
    }
}

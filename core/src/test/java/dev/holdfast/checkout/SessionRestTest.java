package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.Cart;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the cart of a session, its codes and its gifts. */
class SessionRestTest extends SessionStories {
    private static final TestShop shop = new TestShop();

    private final Variant tee = shop.variant("10.00", 50);
    private final Variant mug = shop.variant("4.00", 50);

    SessionRestTest() {
        super(shop);
    }

    @Test
    void moneyForASessionWhoseCartWasBoughtIsADuplicateBeforeAnybodyCompletesIt() {
        long cart = shop.cartWith(tee, 1);
        CheckoutSession session = sessions.begin(NewCheckoutSession.of(cart));
        shop.clock.advance(LENGTH);
        shop.put(cart, tee, 1);
        shop.checkOut(cart);

        CheckoutSession paid = sessions.pay(session.id(), captured("10.00", "late"));

        assertThat(paid.status()).isEqualTo(SessionStatus.CANCELLED);
        assertThat(paid.payments())
                .singleElement()
                .satisfies(payment -> assertThat(payment.flag()).isEqualTo("duplicate"));
        assertThat(paid.refundDue()).isEqualTo(usd("10.00"));
    }

    @Test
    void aCartThatALatePaymentHasBoughtShowsWhatItsOrderDoes() {
        long cart = shop.cartWith(tee, 1);
        CheckoutSession session = sessions.begin(NewCheckoutSession.of(cart));
        shop.clock.advance(LENGTH);
        shop.holdfast.carts().setCharge(cart, new NewCharge("fee", null, usd("3.00")));

        Order order = sessions.complete(session.id(), captured("10.00", "late"), false)
                .order();

        Cart closed = shop.show(cart);
        assertThat(closed.orderId()).isEqualTo(order.id());
        assertThat(closed.total()).isEqualTo(order.total()).isEqualTo(usd("10.00"));
        assertThat(closed.charges()).isEmpty();
    }

    @Test
    void aCodeIsFreeOnceACancelledSessionLeavesNothingHeld() {
        String code = code(PromoLimits.uses(1));
        long cart = cartWithCode(code);
        CheckoutSession session =
                sessions.begin(new NewCheckoutSession(CheckoutRequest.of(cart), Duration.ofHours(20)));
        shop.clock.advance(Duration.ofHours(10));

        sessions.cancel(session.id());

        assertThat(shop.show(cart).expiredItems()).hasSize(1);
        assertThat(shop.holdfast.promoCodes().get(code).heldUses()).isZero();
    }

    @Test
    void aSessionForSomeItemsLeavesTheCartItsDiscount() {
        String code = code(new PromoLimits(null, null, usd("50.00")));
        long cart = cartWithCode(code);
        shop.put(cart, mug, 1);
        Cart before = shop.show(cart);
        CheckoutItem chosen = CheckoutItem.of(before.items().get(0).id());

        CheckoutSession session =
                sessions.begin(new NewCheckoutSession(CheckoutRequest.of(cart).withItems(List.of(chosen)), null));

        assertThat(session.total()).isEqualTo(usd("9.00"));
        assertThat(shop.show(cart).total()).isEqualTo(before.total()).isEqualTo(usd("12.60"));
        sessions.cancel(session.id());
        assertThat(shop.show(cart).total()).isEqualTo(before.total());
    }

    @Test
    void unitsOfAnItemTakeTheirPartOfAGiftAndLeaveTheRest() {
        shop.rule("{'code': 'gift-" + tee.id() + "', 'discount': {'type': 'gift', 'variant': " + mug.id()
                + ", 'quantity': 1, 'buy': {'variants': [" + tee.id() + "], 'quantity': 1}, 'max_times': 2}}");
        long cart = shop.cartWith(tee, 2);
        assertThat(shop.show(cart).items().get(1).quantity()).isEqualTo(2);
        CheckoutItem one = new CheckoutItem(shop.show(cart).items().get(0).id(), 1);

        Order order = shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(List.of(one)));

        assertThat(order.total()).isEqualTo(usd("10.00"));
        assertThat(order.items()).extracting(item -> item.quantity()).containsExactly(1, 1);
        assertThat(shop.show(cart).items()).extracting(item -> item.quantity()).containsExactly(1, 1);
        assertThat(shop.checkOut(cart).total()).isEqualTo(usd("10.00"));
        assertThat(shop.now(mug).stockQuantity()).isEqualTo(48);
        assertThat(shop.contradictions()).isZero();
    }

    private String code(PromoLimits limits) {
        String rule = "rest-" + tee.id();
        shop.rule("{'code': '" + rule + "', 'discount': {'type': 'percent_off', 'percent': '10'}, "
                + "'conditions': {'stored_codes': true}}");
        String code = "REST" + tee.id();
        shop.holdfast.promoCodes().add(rule, List.of(code), limits, true);
        return code;
    }

    private long cartWithCode(String code) {
        long cart = shop.holdfast
                .carts()
                .create(new NewCart(null, null, List.of(code), null))
                .id();
        shop.put(cart, tee, 1);
        return cart;
    }
}

package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.CheckoutSessions;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.Order;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored codes of carts that are bought through checkout sessions. */
class PromoSessionsTest extends PromoCodeStories {
    private static final TestShop shop = new TestShop();

    private final CheckoutSessions sessions = shop.holdfast.checkoutSessions();

    PromoSessionsTest() {
        super(shop);
    }

    @Test
    void aSessionHoldsItsCodeAndItsOrderClaimsIt() {
        String code = code(PromoLimits.uses(1));
        CheckoutSession session = begin(code);
        shop.clock.advance(HoldfastBuilder.DEFAULT_CHECKOUT_SESSION_TIME.minusSeconds(1));
        assertThat(reasons(shop.put(cart("bob", code), variant, 1))).containsExactly("exhausted");

        Order order = sessions.complete(session.id(), null, false).order();

        assertThat(order.total()).isEqualTo(usd("9.00"));
        assertThat(now(code).claimedUses()).isEqualTo(1);
        shop.holdfast.orders().cancel(order.id(), NewCancellation.all());
        assertThat(now(code).claimedUses()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1,", "5, 1"})
    void aLateBuyerPaysWhatWasFrozenAlthoughTheCodeIsUsedUp(long uses, Long usesPerUser) {
        String code = code(new PromoLimits(uses, usesPerUser, usd("1.00")));
        CheckoutSession session = begin(code);
        shop.clock.advance(HoldfastBuilder.DEFAULT_CHECKOUT_SESSION_TIME);
        long other = cart("ann", code);
        shop.put(other, variant, 1);
        shop.checkOut(other);

        Order late = sessions.complete(session.id(), null, false).order();

        assertThat(late.total()).isEqualTo(usd("9.00"));
        assertThat(now(code).claimedUses()).isEqualTo(1);
        assertThat(now(code).claimedAmount()).isEqualTo(usd("1.00"));
        assertThat(shop.count("select count(*) from #promo_uses where overrun and order_id = " + late.id()))
                .isEqualTo(1);
        assertThat(shop.holdfast.verify().violations()).isEmpty();
        shop.holdfast.orders().cancel(late.id(), NewCancellation.all());
        assertThat(now(code).claimedUses()).as("the use of the other order").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRestOfACartKeepsACodeThatNobodyElseCanHaveAnyMore(boolean throughASession) {
        Variant other = shop.variant("10.00", 5);
        String code = "Rest-" + NAMES.incrementAndGet();
        String rule = "REST-" + NAMES.incrementAndGet();
        shop.rule("{'code': '" + rule + "', 'target': 'item', 'conditions': {'stored_codes': true, 'variants': ["
                + other.id() + "]}, 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.holdfast.promoCodes().add(rule, List.of(code), PromoLimits.uses(1), true);
        long cart = cart("ann", code);
        shop.put(cart, variant, 1);
        assertThat(shop.put(cart, other, 1).total()).isEqualTo(usd("19.00"));
        shop.holdfast.promoCodes().change(code, PromoCodeChange.active(false));
        CheckoutRequest first = CheckoutRequest.of(cart)
                .withItems(
                        List.of(CheckoutItem.of(shop.show(cart).items().get(0).id())));

        if (throughASession) {
            String session = sessions.begin(new NewCheckoutSession(first, null)).id();
            sessions.complete(session, null, false);
        } else {
            shop.holdfast.checkout().place(first);
        }

        assertThat(shop.show(cart).total()).isEqualTo(usd("9.00"));
        assertThat(shop.checkOut(cart).total()).isEqualTo(usd("9.00"));
    }

    private CheckoutSession begin(String code) {
        long cart = cart("ann", code);
        shop.put(cart, variant, 1);
        return sessions.begin(NewCheckoutSession.of(cart));
    }
}

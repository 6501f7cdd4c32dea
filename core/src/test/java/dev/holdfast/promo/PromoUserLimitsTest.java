package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.PriceChangedException;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limit of a code for each user: whose uses count, and for how long. */
class PromoUserLimitsTest extends PromoCodeStories {
    private static final TestShop shop = new TestShop();
    private static final PromoLimits ONE_EACH = new PromoLimits(null, 1L, null);
    private static final Duration THIRD = TestShop.HOLD.dividedBy(3);

    PromoUserLimitsTest() {
        super(shop);
    }

    @Test
    void anExpiredHoldOfAnotherCartOfTheUserDoesNotCount() {
        String code = code(ONE_EACH);
        long first = cart("ann", code);
        shop.put(first, variant, 2);
        shop.clock.advance(THIRD);
        long second = cart("ann", code);
        assertThat(reasons(shop.put(second, variant, 3))).containsExactly("user_limit");
        assertThat(quoted("ann", code).explanation().get(0).reason()).isEqualTo("user_limit");

        shop.clock.advance(THIRD.multipliedBy(2));

        assertThat(shop.show(second).items()).as("what still is held").hasSize(1);
        assertThat(reasons(shop.show(second))).as("it could be held").containsExactly("not_held");
        assertThat(quoted("ann", code).total()).isEqualTo(usd("9.00"));
        assertThat(shop.put(second, variant, 3).total()).isEqualTo(usd("27.00"));
        assertThat(reasons(shop.put(first, variant, 2))).containsExactly("user_limit");
        assertThat(shop.checkOut(first).total()).isEqualTo(usd("20.00"));
        assertThat(shop.checkOut(second).total()).isEqualTo(usd("27.00"));
        assertThat(now(code).claimedUses()).isEqualTo(1);
    }

    @Test
    void whatAnOrderHasClaimedCountsForEver() {
        String code = code(ONE_EACH);
        long first = cart("ann", code);
        shop.put(first, variant, 2);
        shop.checkOut(first);
        shop.letExpire();
        shop.sweep();

        assertThat(reasons(shop.put(cart("ann", code), variant, 3))).containsExactly("user_limit");
        assertThat(quoted("ann", code).total()).isEqualTo(usd("10.00"));
        assertThat(quoted("bob", code).total()).isEqualTo(usd("9.00"));
        assertThat(quoted(null, code).explanation().get(0).reason()).isEqualTo("user_required");
    }

    @Test
    void aUserIsAnotherOneInUpperCase() {
        String code = code(ONE_EACH);
        long lower = cart("ann", code);
        shop.put(lower, variant, 2);

        long upper = cart("ANN", code);
        assertThat(shop.put(upper, variant, 3).total()).isEqualTo(usd("27.00"));
        assertThat(quoted("Ann", code).total()).isEqualTo(usd("9.00"));
        assertThat(reasons(shop.holdfast.carts().change(upper, user("ann")))).containsExactly("user_limit");
        assertThat(shop.holdfast.carts().change(lower, user("ANN")).total()).isEqualTo(usd("18.00"));
    }

    @Test
    void aLimitIsNotSetBelowWhatOneUserHoldsAndHasClaimed() {
        String code = code(new PromoLimits(9L, 3L, null));
        long bought = cart("ann", code);
        shop.put(bought, variant, 2);
        shop.checkOut(bought);
        shop.put(cart("ann", code), variant, 3);
        shop.put(cart("bob", code), variant, 4);

        assertThatThrownBy(() -> limitPerUser(code, 1L))
                .isInstanceOfSatisfying(
                        PromoCodeInUseException.class,
                        e -> assertThat(e.facts())
                                .containsEntry("field", "max_uses_per_user")
                                .containsEntry("in_use", 2L));
        assertThat(now(code).limits().maxUsesPerUser()).isEqualTo(3);
        assertThat(limitPerUser(code, 2L).limits().maxUsesPerUser()).isEqualTo(2);
        shop.letExpire();
        assertThat(limitPerUser(code, 1L).limits().maxUsesPerUser())
                .as("an expired hold does not count")
                .isEqualTo(1);
        assertThat(limitPerUser(code, 5L).limits().maxUsesPerUser()).isEqualTo(5);
    }

    @Test
    void aHoldOfNobodyIsNotTakenOverByAUserWhoHasHadAll() {
        String code = code(PromoLimits.uses(9));
        long bought = cart("ann", code);
        shop.put(bought, variant, 2);
        shop.checkOut(bought);
        long guest = cart(null, code);
        shop.put(guest, variant, 3);
        limitPerUser(code, 1L);

        assertThat(shop.show(guest).total()).as("it keeps what it holds").isEqualTo(usd("27.00"));
        assertThatThrownBy(() -> shop.holdfast.checkout().place(new CheckoutRequest(guest, "ann", null)))
                .isInstanceOfSatisfying(
                        PriceChangedException.class, e -> assertThat(e.total()).isEqualTo(usd("30.00")));
        assertThat(now(code).claimedUses()).isEqualTo(1);
        assertThat(now(code).heldUses()).isEqualTo(1);
        Order order = shop.holdfast.checkout().place(new CheckoutRequest(guest, "bob", usd("27.00")));
        assertThat(order.userId()).isEqualTo("bob");
        assertThat(reasons(shop.put(cart("bob", code), variant, 1))).containsExactly("user_limit");
    }

    @Test
    void aCartThatLosesItsUserLosesTheCode() {
        String code = code(ONE_EACH);
        long cart = cart("ann", code);
        shop.put(cart, variant, 2);

        Cart nobodys = shop.holdfast.carts().change(cart, new CartChange(Patch.set(null), Patch.keep(), Patch.keep()));

        assertThat(reasons(nobodys)).containsExactly("user_required");
        assertThat(now(code).heldUses()).isZero();
        assertThat(shop.put(cart("ann", code), variant, 1).total()).isEqualTo(usd("9.00"));
    }

    private static PromoCode limitPerUser(String code, Long limit) {
        return shop.holdfast
                .promoCodes()
                .change(code, new PromoCodeChange(Patch.keep(), Patch.keep(), Patch.set(limit), Patch.keep()));
    }

    private static CartChange user(String name) {
        return new CartChange(Patch.set(name), Patch.keep(), Patch.keep());
    }

    /** One unit for a user with a code. */
    private Quote quoted(String user, String code) {
        return shop.holdfast
                .pricing()
                .quote(new QuoteRequest(
                        List.of(new QuoteRequest.Item(variant.id(), 1)), null, user, null, List.of(code)));
    }
}

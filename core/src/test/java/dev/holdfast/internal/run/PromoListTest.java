package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.PriceChangedException;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.order.Order;
import dev.holdfast.promo.PromoCode;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Carts with stored promo codes whose commands are one list: each finds what those before it left, although nothing of it
 * is in the tables yet. Each code takes 10 percent off.
 */
class PromoListTest {
    private static final TestShop shop = new TestShop();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final OneList server = new OneList(shop);
    private final Variant variant = shop.variant("7.00", 1_000);

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void twoCartsOfOneUserShareTheUsesOfThatUser() throws Exception {
        String code = code(new PromoLimits(null, 1L, null));
        long first = cart("ann", code);
        long second = cart("ann", code);
        long ofBob = cart("bob", code);

        OneList.Outcomes outcomes = server.run(
                server.put(first, variant, 2), server.put(second, variant, 3), server.put(ofBob, variant, 2));

        assertThat(outcomes.cart(1).total()).isEqualTo(usd("12.60"));
        assertThat(outcomes.cart(2).total()).isEqualTo(usd("21.00"));
        assertThat(reasons(outcomes.cart(2))).containsExactly("user_limit");
        assertThat(outcomes.cart(3).total()).isEqualTo(usd("12.60"));
        assertThat(now(code).heldUses()).isEqualTo(2);
    }

    @Test
    void whatAnEarlierCommandOfTheUserClaimsOrReleasesCounts() throws Exception {
        String code = code(new PromoLimits(null, 1L, null));
        long bought = cart("ann", code);
        long late = cart("ann", code);
        shop.put(bought, variant, 2);

        OneList.Outcomes claimed = server.run(server.checkOut(bought), server.put(late, variant, 3));

        assertThat(claimed.as(Order.class, 1).total()).isEqualTo(usd("12.60"));
        assertThat(reasons(claimed.cart(2))).containsExactly("user_limit");

        String other = code(new PromoLimits(null, 1L, null));
        long given = cart("ann", other);
        long next = cart("ann", other);
        shop.put(given, variant, 2);
        OneList.Outcomes released = server.run(server.delete(given), server.put(next, variant, 3));
        assertThat(released.cart(2).total()).isEqualTo(usd("18.90"));
        assertThat(now(other).heldUses()).isEqualTo(1);
    }

    @Test
    void aCartThatIsGivenToAUserTakesOneOfThatUsersUses() throws Exception {
        String code = code(new PromoLimits(null, 1L, null));
        long ofBob = cart("bob", code);
        long ofAnn = cart("ann", code);
        shop.put(ofBob, variant, 2);

        OneList.Outcomes outcomes = server.run(
                server.put(ofAnn, variant, 3),
                server.change(ofBob, user("ann")),
                server.change(ofAnn, user("eve")),
                server.change(ofBob, user("ann")));

        assertThat(outcomes.cart(1).total()).isEqualTo(usd("18.90"));
        assertThat(reasons(outcomes.cart(2))).containsExactly("user_limit");
        assertThat(outcomes.cart(3).total()).isEqualTo(usd("18.90"));
        assertThat(outcomes.cart(4).total()).isEqualTo(usd("12.60"));
    }

    @Test
    void anExpiredHoldOfACartOfTheListCountsNeitherForTheUserNorForTheCode() throws Exception {
        String perUser = code(new PromoLimits(null, 1L, null));
        String uses = code(PromoLimits.uses(1));
        String budget = code(new PromoLimits(null, null, usd("2.00")));
        long first = cart("ann", perUser, uses, budget);
        long second = cart("ann", perUser, uses, budget);
        shop.put(first, variant, 2);
        shop.letExpire();

        OneList.Outcomes outcomes = server.run(server.put(second, variant, 2), server.put(first, variant, 2));

        assertThat(reasons(outcomes.cart(1))).containsExactly("APPLIED", "APPLIED", "APPLIED");
        assertThat(reasons(outcomes.cart(2))).containsExactly("user_limit", "exhausted", "budget_spent");
        assertThat(now(uses).heldUses()).isEqualTo(1);
    }

    @Test
    void aHoldThatExpiresBeforeItsTurnIsHeldAnewBySomebodyElseOnce() throws Exception {
        String code = code(PromoLimits.uses(1));
        long expired = cart(null, code);
        shop.put(expired, variant, 2);
        shop.letExpire();
        long first = cart(null, code);
        long second = cart(null, code);

        // The expired cart is not one of the list's.
        OneList.Outcomes outcomes = server.run(server.put(first, variant, 2), server.put(second, variant, 2));

        assertThat(outcomes.cart(1).total()).isEqualTo(usd("12.60"));
        assertThat(reasons(outcomes.cart(2))).containsExactly("exhausted");
    }

    @Test
    void theLastUseAndTheLastOfTheBudgetGoToTheFirstOfTheList() throws Exception {
        String uses = code(PromoLimits.uses(1));
        String budget = code(new PromoLimits(null, null, usd("5.00")));
        long one = cart(null, uses, budget);
        long two = cart(null, uses, budget);
        long three = cart(null, uses, budget);

        // 2.10 and 1.89 of the budget, then 2.10 or 0.70 of the 1.01 that are left: a cart that cannot have the first
        // code has the second on a higher price.
        OneList.Outcomes outcomes = server.run(
                server.put(one, variant, 3),
                server.put(two, variant, 3),
                server.put(three, variant, 3),
                server.put(three, variant, 1),
                server.delete(one),
                server.put(three, variant, 3));

        assertThat(reasons(outcomes.cart(1))).containsExactly("APPLIED", "APPLIED");
        assertThat(reasons(outcomes.cart(2))).containsExactly("exhausted", "APPLIED");
        assertThat(reasons(outcomes.cart(3))).containsExactly("exhausted", "budget_spent");
        assertThat(reasons(outcomes.cart(4))).containsExactly("exhausted", "APPLIED");
        assertThat(reasons(outcomes.cart(6))).containsExactly("APPLIED", "APPLIED");
        assertThat(shop.show(three)).isEqualTo(outcomes.cart(6));
    }

    @Test
    void aRefusedCommandHoldsClaimsAndReleasesNothing() throws Exception {
        String code = code(new PromoLimits(2L, 1L, usd("3.00")));
        Variant scarce = shop.variant("7.00", 3);
        long first = cart("ann", code);
        long second = cart("bob", code);
        shop.put(first, scarce, 1);
        CheckoutRequest tooDear = new CheckoutRequest(first, null, usd("0.01"));

        OneList.Outcomes outcomes = server.run(
                () -> server.checkout.place(tooDear),
                server.put(second, scarce, 3),
                server.put(first, scarce, 9),
                server.checkOut(first),
                server.put(second, scarce, 2));

        assertThat(outcomes.as(PriceChangedException.class, 1).total()).isEqualTo(usd("6.30"));
        assertThat(outcomes.as(InsufficientStockException.class, 2).available()).isEqualTo(2);
        outcomes.as(InsufficientStockException.class, 3);
        assertThat(outcomes.as(Order.class, 4).total()).isEqualTo(usd("6.30"));
        assertThat(outcomes.cart(5).total()).isEqualTo(usd("12.60"));
        assertThat(now(code).claimedUses()).isEqualTo(1);
        assertThat(now(code).heldUses()).isEqualTo(1);
        assertThat(now(code).heldAmount()).isEqualTo(usd("1.40"));
    }

    @Test
    void aHoldThatIsRenewedInTheListLastsAsLongAsItsItems() throws Exception {
        String code = code(PromoLimits.uses(1));
        long holder = cart(null, code);
        long other = cart(null, code);
        shop.put(holder, variant, 2);
        shop.clock.advance(TestShop.HOLD.minus(Duration.ofMinutes(1)));

        OneList.Outcomes outcomes = server.run(() -> server.carts.extend(holder), server.put(other, variant, 3));

        assertThat(outcomes.cart(1).total()).isEqualTo(usd("12.60"));
        assertThat(reasons(outcomes.cart(2))).containsExactly("exhausted");
        shop.clock.advance(Duration.ofMinutes(2));
        assertThat(now(code).heldUses()).isEqualTo(1);
        assertThat(reasons(shop.put(other, variant, 3))).containsExactly("exhausted");
    }

    private String code(PromoLimits limits) {
        String code = "LIST-" + NAMES.incrementAndGet();
        shop.rule("{'code': '" + code + "', 'target': 'order', 'priority': " + NAMES.get()
                + ", 'conditions': {'stored_codes': true}, 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.holdfast.promoCodes().add(code, List.of(code), limits, true);
        return code;
    }

    private static long cart(@Nullable String user, String... codes) {
        return shop.holdfast
                .carts()
                .create(new NewCart(user, null, List.of(codes), null))
                .id();
    }

    private static CartChange user(String name) {
        return new CartChange(Patch.set(name), Patch.keep(), Patch.keep());
    }

    private static PromoCode now(String code) {
        return shop.holdfast.promoCodes().get(code);
    }

    private static List<String> reasons(Cart cart) {
        return cart.explanation().stream()
                .map(step -> step.reason() == null ? step.outcome().name() : step.reason())
                .toList();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

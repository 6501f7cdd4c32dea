package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.Money;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.promo.PromoLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules for a buyer's first or nth order, by the orders that the shop has of the buyer. */
class NthOrderTest extends NthOrderStories {
    @Test
    void theFirstOrderOfABuyerIsCheaperInTheCartAndInTheOrder() {
        nth(1);
        long first = shop.cartOf(ada);
        long other = shop.cartOf(bob);

        assertThat(shop.put(first, tee, 1).total()).isEqualTo(usd("9.00"));
        assertThat(shop.show(first).total()).isEqualTo(usd("9.00"));
        assertThat(shop.checkOut(first).total()).isEqualTo(usd("9.00"));
        assertThat(shop.put(other, tee, 1).total()).isEqualTo(usd("9.00"));

        long second = shop.cartOf(ada);
        shop.put(second, tee, 1);
        assertThat(shop.show(second).explanation()).singleElement().satisfies(step -> {
            assertThat(step.reason()).isEqualTo("nth_order");
            assertThat(step.facts()).isEqualTo(Map.of("required", 1L, "present", 2L));
        });
        assertThat(shop.checkOut(second).total()).isEqualTo(usd("10.00"));
    }

    @Test
    void anOpenSessionCountsAsAnOrderUntilItEnds() {
        nth(1);
        long first = shop.cartOf(ada);
        shop.put(first, tee, 1);
        CheckoutSessions sessions = shop.holdfast.checkoutSessions();
        CheckoutSession session = sessions.begin(NewCheckoutSession.of(first));
        assertThat(session.total()).isEqualTo(usd("9.00"));

        long second = shop.cartOf(ada);
        assertThat(shop.put(second, tee, 1).total()).isEqualTo(usd("10.00"));
        assertThat(shop.show(second).total()).isEqualTo(usd("10.00"));
        shop.clock.advance(HoldfastBuilder.DEFAULT_CHECKOUT_SESSION_TIME);
        assertThat(shop.put(second, tee, 1).total()).isEqualTo(usd("9.00"));
        assertThat(shop.show(second).total()).isEqualTo(usd("9.00"));

        assertThat(sessions.complete(session.id(), null, false).order().total()).isEqualTo(usd("9.00"));
        assertThat(shop.show(second).total()).isEqualTo(usd("10.00"));
    }

    @Test
    void theThirdOrderIsTheOneAfterTwo() {
        nth(3);
        List<Money> totals = new ArrayList<>();
        for (int order = 0; order < 4; order++) {
            totals.add(buy(ada).total());
        }

        assertThat(totals).containsExactly(usd("10.00"), usd("10.00"), usd("9.00"), usd("10.00"));
    }

    @Test
    void withoutABuyerNoOrderIsTheFirst() {
        nth(1);
        long cart = shop.cartWith(tee, 1);

        RuleOutcome step = shop.show(cart).explanation().get(0);

        assertThat(step.reason()).isEqualTo("user_required");
        assertThat(step.facts()).isEqualTo(Map.of("required", 1L));
        assertThatExceptionOfType(PriceChangedException.class)
                .isThrownBy(() -> shop.holdfast.checkout().place(new CheckoutRequest(cart, ada, null)))
                .satisfies(e -> assertThat(e.total()).isEqualTo(usd("9.00")));
        assertThat(changeUser(cart, ada).total()).isEqualTo(usd("9.00"));
        assertThat(changeUser(cart, null).total()).isEqualTo(usd("10.00"));
        assertThat(shop.checkOut(cart).total()).isEqualTo(usd("10.00"));
    }

    @Test
    void aCartThatBecomesABuyersIsPricedByThatBuyersOrders() {
        nth(1);
        buy(ada);
        long cart = shop.cartOf(bob);
        assertThat(shop.put(cart, tee, 1).total()).isEqualTo(usd("9.00"));

        assertThat(changeUser(cart, ada).total()).isEqualTo(usd("10.00"));
        assertThat(changeUser(cart, eve).total()).isEqualTo(usd("9.00"));
    }

    /** Two carts of one buyer both show the price of a first order; only one of them can be it. */
    @Test
    void anOrderThatWasPlacedSinceTheCartWasShownChangesItsPrice() {
        nth(1);
        long first = shop.cartOf(ada);
        long second = shop.cartOf(ada);
        shop.put(first, tee, 1);
        Money shown = shop.put(second, tee, 1).total();
        assertThat(shown).isEqualTo(usd("9.00"));
        shop.checkOut(first);

        assertThatExceptionOfType(PriceChangedException.class)
                .isThrownBy(() -> shop.holdfast.checkout().place(new CheckoutRequest(second, null, shown)))
                .satisfies(e -> assertThat(e.total()).isEqualTo(usd("10.00")));
        assertThat(shop.show(second).total()).isEqualTo(usd("10.00"));
        assertThat(shop.holdfast.carts().extend(second).total()).isEqualTo(usd("10.00"));
        assertThat(shop.holdfast
                        .checkout()
                        .place(new CheckoutRequest(second, null, usd("10.00")))
                        .total())
                .isEqualTo(usd("10.00"));
    }

    @Test
    void aCartThatWasCheckedOutShowsWhatItsOrderCost() {
        nth(2);
        for (int order = 0; order < 3; order++) {
            buy(ada);
        }

        assertThat(totals(shop.holdfast, ada)).containsExactly(usd("10.00"), usd("9.00"), usd("10.00"));
        // An order of an older server, which priced it as that of somebody unknown.
        shop.execute("update #orders set orders_placed = null where user_id = '" + ada + "'");
        assertThat(totals(shop.holdfast, ada)).containsOnly(usd("10.00"));
    }

    /** A gift that an order elsewhere has made undue is neither sold nor paid for, and its unit is free again. */
    @Test
    void theGiftOfAFirstOrderIsGivenOnce() {
        shop.rule("{'code': '" + rule + "', 'conditions': {'nth_order': 1}, 'discount': {'type': 'gift', 'variant': "
                + mug.id() + ", 'quantity': 1, 'buy': {'variants': [" + tee.id() + "], 'quantity': 1}}}");
        long first = shop.cartOf(ada);
        long second = shop.cartOf(ada);
        long third = shop.cartOf(ada);
        for (long cart : List.of(first, second, third)) {
            assertThat(gifts(shop.put(cart, tee, 1))).hasSize(1);
        }
        assertThat(shop.checkOut(first).items()).hasSize(2);

        assertThat(gifts(shop.show(first))).hasSize(1);
        assertThat(gifts(shop.show(second))).isEmpty();
        assertThat(shop.show(second).total()).isEqualTo(usd("10.00"));
        assertThat(shop.now(mug).reservedQuantity()).isEqualTo(2);
        assertThat(gifts(shop.holdfast.carts().extend(third))).isEmpty();
        assertThat(shop.now(mug).reservedQuantity()).isEqualTo(1);
        assertThat(shop.checkOut(second).items()).hasSize(1);
        assertThat(shop.now(mug).reservedQuantity()).isZero();
        assertThat(shop.now(mug).stockQuantity()).isEqualTo(19);
    }

    @Test
    void aStoredCodeForFirstOrdersIsClaimedByTheFirstOnly() {
        shop.rule("{'code': '" + rule + "', 'conditions': {'nth_order': 1, 'stored_codes': true}, " + TEN_OFF + "}");
        shop.holdfast.promoCodes().add(rule, List.of("WELCOME"), PromoLimits.uses(5), true);
        long first = cartWithCode(ada);
        long second = cartWithCode(ada);
        assertThat(shop.put(first, tee, 1).total()).isEqualTo(usd("9.00"));
        assertThat(shop.put(second, tee, 1).total()).isEqualTo(usd("9.00"));
        assertThat(shop.holdfast.promoCodes().get("WELCOME").heldUses()).isEqualTo(2);

        assertThat(shop.checkOut(first).total()).isEqualTo(usd("9.00"));
        assertThat(shop.show(second).total()).isEqualTo(usd("10.00"));
        assertThat(shop.checkOut(second).total()).isEqualTo(usd("10.00"));

        assertThat(shop.holdfast.promoCodes().get("WELCOME"))
                .satisfies(code ->
                        assertThat(List.of(code.heldUses(), code.claimedUses())).containsExactly(0L, 1L));
    }

    @Test
    void aQuoteForABuyerCountsUnlessItIsToldTheNumber() {
        nth(1);
        assertThat(quoted(ada, null)).isEqualTo(usd("9.00"));
        buy(ada);

        assertThat(quoted(ada, null)).isEqualTo(usd("10.00"));
        assertThat(quoted(ada, 0)).isEqualTo(usd("9.00"));
        assertThat(quoted(null, 0)).isEqualTo(usd("9.00"));
        assertThat(quoted(null, null)).isEqualTo(usd("10.00"));
        assertThat(server().pricing()
                        .quote(new QuoteRequest(
                                List.of(new QuoteRequest.Item(tee.id(), 1)), null, bob, null, List.of()))
                        .total())
                .isEqualTo(usd("9.00"));
    }
}

package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.TakenException;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.PriceChangedException;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The limits of a code, and how its owner sets them. */
class PromoLimitsTest extends PromoCodeStories {
    private static final TestShop shop = new TestShop();

    PromoLimitsTest() {
        super(shop);
    }

    @Test
    void aLimitPerUserCountsTheirCartsAndOrders() {
        String code = code(new PromoLimits(null, 1L, null));
        long first = cart("ann", code);
        shop.put(first, variant, 1);
        long second = cart("ann", code);
        assertThat(reasons(shop.put(second, variant, 1))).containsExactly("user_limit");
        long guest = cart(null, code);
        assertThat(reasons(shop.put(guest, variant, 1))).containsExactly("user_required");
        long bob = cart("bob", code);
        assertThat(shop.put(bob, variant, 1).total()).isEqualTo(usd("9.00"));
        shop.checkOut(first);
        assertThat(reasons(shop.put(second, variant, 2))).containsExactly("user_limit");
        CartChange isAnn = new CartChange(Patch.set("ann"), Patch.keep(), Patch.keep());
        assertThat(reasons(shop.holdfast.carts().change(bob, isAnn))).containsExactly("user_limit");
        assertThat(now(code).heldUses()).isZero();
        CartChange isCid = new CartChange(Patch.set("cid"), Patch.keep(), Patch.keep());
        assertThat(shop.holdfast.carts().change(bob, isCid).total()).isEqualTo(usd("9.00"));
    }

    @Test
    void aBudgetHoldsTheDiscountThatTheCartGets() {
        String code = code(new PromoLimits(null, null, usd("5.00")));
        long first = cart(null, code);
        shop.put(first, variant, 3);
        long second = cart(null, code);

        Cart shown = shop.put(second, variant, 3);

        assertThat(shown.total()).isEqualTo(usd("30.00"));
        assertThat(reasons(shown)).containsExactly("budget_spent");
        assertThat(shown.explanation().get(0).facts())
                .containsEntry("present", usd("2.00"))
                .containsEntry("required", usd("3.00"));
        assertThat(shop.show(second)).isEqualTo(shown);
        assertThat(shop.put(second, variant, 2).total()).isEqualTo(usd("18.00"));
        assertThat(now(code).heldAmount()).isEqualTo(usd("5.00"));
        assertThat(reasons(shop.put(first, variant, 4))).containsExactly("budget_spent");
        assertThat(now(code).heldAmount()).isEqualTo(usd("2.00"));
        shop.checkOut(second);
        assertThat(now(code).claimedAmount()).isEqualTo(usd("2.00"));
        assertThat(shop.put(first, variant, 3).total()).isEqualTo(usd("27.00"));
    }

    @Test
    void ofManyCheckoutsExactlyAsManyAreDiscountedAsTheCodeHasUses() throws Exception {
        String code = code(PromoLimits.uses(10));
        AtomicInteger discounted = new AtomicInteger();
        Threads.all(100, number -> {
            for (int round = 0; round < 2; round++) {
                long cart = cart("user-" + number, code);
                shop.put(cart, variant, 1);
                Order order = shop.checkOut(cart);
                if (order.total().equals(usd("9.00"))) {
                    discounted.incrementAndGet();
                } else {
                    assertThat(order.total()).isEqualTo(usd("10.00"));
                }
            }
        });
        assertThat(discounted).hasValue(10);
        assertThat(now(code).claimedUses()).isEqualTo(10);
        assertThat(now(code).heldUses()).isZero();
    }

    @Test
    void crowdsThatPutLeaveAndExpireNeverOverdrawACode() throws Exception {
        String uses = code(PromoLimits.uses(5));
        String budget = code(new PromoLimits(20L, 2L, usd("12.00")));
        Threads.all(12, number -> {
            for (int round = 0; round < 12; round++) {
                long cart = cart("user-" + number % 4, number % 2 == 0 ? uses : budget, uses);
                shop.put(cart, variant, 1 + round % 3);
                switch ((number + round) % 5) {
                    case 0 -> shop.holdfast.carts().delete(cart);
                    case 1 -> shop.checkOut(cart);
                    case 2 -> shop.put(cart, variant, 4);
                    case 3 -> shop.clock.advance(TestShop.HOLD.dividedBy(20));
                    default -> shop.sweep();
                }
            }
        });
        assertThat(shop.count("select count(*) from #promo_uses u join #promo_codes p on p.id = u.code_id"
                        + " where p.code = '" + uses + "' and u.order_id is not null"))
                .isEqualTo(now(uses).claimedUses())
                .isLessThanOrEqualTo(5);
        assertThat(shop.count("select coalesce(max(n), 0) from (select count(*) as n from #promo_uses u"
                        + " join #promo_codes p on p.id = u.code_id where p.code = '" + budget
                        + "' and u.order_id is not null group by u.user_id) as of_users"))
                .isLessThanOrEqualTo(2);
    }

    @Test
    void anExpectedTotalIsHeldAgainstWhatTheCodeIsWorthNow() {
        String code = code(PromoLimits.uses(1));
        long cart = cart(null, code);
        Cart shown = shop.put(cart, variant, 1);
        shop.letExpire();
        long other = cart(null, code);
        shop.put(other, variant, 1);
        shop.put(cart, variant, 1);

        assertThatThrownBy(() -> shop.holdfast.checkout().place(new CheckoutRequest(cart, null, shown.total())))
                .isInstanceOf(PriceChangedException.class);
    }

    @Test
    void quotesTellWhatACodeWouldDoAndHoldNothing() {
        String code = code(PromoLimits.uses(1));
        QuoteRequest request =
                new QuoteRequest(List.of(new QuoteRequest.Item(variant.id(), 1)), null, null, null, List.of(code));

        assertThat(shop.holdfast.pricing().quote(request).total()).isEqualTo(usd("9.00"));

        assertThat(now(code).heldUses()).isZero();
        shop.put(cart(null, code), variant, 1);
        Quote late = shop.holdfast.pricing().quote(request);
        assertThat(late.total()).isEqualTo(usd("10.00"));
        assertThat(late.explanation())
                .singleElement()
                .satisfies(step -> assertThat(step.reason()).isEqualTo("exhausted"));
    }

    @Test
    void codesAreMadeUpInBulk() {
        String rule = rule();

        List<String> codes = shop.holdfast
                .promoCodes()
                .generate(rule, new GeneratedCodes(25_000, "SPR-", 10), PromoLimits.uses(1), true);

        assertThat(new HashSet<>(codes)).hasSize(25_000);
        assertThat(codes).allMatch(code -> code.matches("SPR-[2-9A-HJKMNP-Z]{10}"));
        var page = shop.holdfast.promoCodes().list(rule, new PageRequest(2, null));
        assertThat(page.items()).hasSize(2).allMatch(code -> code.rule().equals(rule));
        assertThat(shop.holdfast
                        .promoCodes()
                        .list(rule, new PageRequest(2, page.nextCursor()))
                        .items())
                .hasSize(2)
                .doesNotContainAnyElementsOf(page.items());
        assertThat(shop.put(cart(null, codes.get(7)), variant, 1).total()).isEqualTo(usd("9.00"));
    }

    @Test
    void limitsAreNotSetBelowWhatIsUsedNorGivenToWhatWasNotCounted() {
        String code = code(PromoLimits.uses(3));
        shop.put(cart(null, code), variant, 1);
        shop.checkOut(shop.put(cart(null, code), variant, 1).id());
        var one = new PromoCodeChange(Patch.keep(), Patch.set(1L), Patch.keep(), Patch.keep());
        var two = new PromoCodeChange(Patch.keep(), Patch.set(2L), Patch.keep(), Patch.keep());

        assertThatThrownBy(() -> shop.holdfast.promoCodes().change(code, one))
                .isInstanceOf(PromoCodeInUseException.class)
                .hasMessageContaining("2 is in use");
        assertThat(shop.holdfast.promoCodes().change(code, two).limits().maxUses())
                .isEqualTo(2);
        shop.letExpire();
        assertThat(shop.holdfast.promoCodes().change(code, one).limits().maxUses())
                .isEqualTo(1);
        String open = code(PromoLimits.NONE);
        assertThatThrownBy(() -> shop.holdfast.promoCodes().change(open, one))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("were not counted");
    }

    @Test
    void mistakesAreNamedAllAtOnceAndNothingIsAdded() {
        String rule = rule();
        String code = code(PromoLimits.NONE);
        shop.rule("{'code': 'PLAIN-" + rule + "', 'discount': {'type': 'percent_off', 'percent': 1}, 'active': false}");

        assertThatThrownBy(() ->
                        shop.holdfast.promoCodes().add(rule, List.of("no blanks", "Zoë"), PromoLimits.uses(0), true))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly("/codes/0", "/codes/1", "/max_uses"));
        assertThatThrownBy(() -> shop.holdfast
                        .promoCodes()
                        .add(rule, List.of("fresh", code.toUpperCase(Locale.ROOT)), PromoLimits.NONE, true))
                .isInstanceOf(TakenException.class);
        assertThatThrownBy(() -> now("fresh")).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> shop.holdfast.promoCodes().add("NOPE", List.of("x"), PromoLimits.NONE, true))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> shop.holdfast.promoCodes().add("PLAIN-" + rule, List.of("x"), PromoLimits.NONE, true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("stored_codes");
    }
}

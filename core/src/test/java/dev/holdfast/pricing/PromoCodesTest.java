package dev.holdfast.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.TakenException;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.Order;
import dev.holdfast.checkout.PriceChangedException;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.sql.Connection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromoCodesTest {
    private static final TestShop shop = new TestShop();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Variant variant = shop.variant("10.00", 10_000);

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    /** A rule that takes 10 percent off everything, and asks for a stored code. */
    private static String rule() {
        String rule = "STORED-" + NAMES.incrementAndGet();
        shop.rule("{'code': '" + rule + "', 'target': 'order', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        return rule;
    }

    private static String code(PromoLimits limits) {
        String code = "Code-" + NAMES.incrementAndGet();
        shop.holdfast.promoCodes().add(rule(), List.of(code), limits, true);
        return code;
    }

    private long cart(@Nullable String user, String... codes) {
        return shop.holdfast
                .carts()
                .create(new NewCart(user, null, List.of(codes), null))
                .id();
    }

    private static List<String> reasons(Cart cart) {
        return cart.explanation().stream()
                .map(step -> step.reason() == null ? step.outcome().name() : step.reason())
                .toList();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    private PromoCode now(String code) {
        return shop.holdfast.promoCodes().get(code);
    }

    @Test
    void aUseIsHeldWithTheCartAndClaimedWithTheOrder() {
        String code = code(new PromoLimits(5L, null, usd("100.00")));
        long cart = cart("ann", " " + code.toLowerCase(Locale.ROOT));
        assertThat(now(code).heldUses()).isZero();

        Cart shown = shop.put(cart, variant, 3);

        assertThat(shown.total()).isEqualTo(usd("27.00"));
        assertThat(shop.show(cart)).isEqualTo(shown);
        assertThat(now(code).heldUses()).isEqualTo(1);
        assertThat(now(code).heldAmount()).isEqualTo(usd("3.00"));
        Order order = shop.checkOut(cart);
        assertThat(order.total()).isEqualTo(usd("27.00"));
        assertThat(now(code).heldUses()).isZero();
        assertThat(now(code).claimedUses()).isEqualTo(1);
        assertThat(now(code).claimedAmount()).isEqualTo(usd("3.00"));
        assertThat(shop.show(cart).total()).isEqualTo(usd("27.00"));
    }

    @Test
    void aCodeThatIsUsedUpStaysOnTheCartWithItsReason() {
        String code = code(PromoLimits.uses(1));
        long first = cart(null, code);
        long second = cart(null, code);
        shop.put(first, variant, 1);

        Cart shown = shop.put(second, variant, 1);

        assertThat(shown.total()).isEqualTo(usd("10.00"));
        assertThat(shown.promoCodes()).containsExactly(code);
        assertThat(reasons(shown)).containsExactly("exhausted");
        assertThat(ReasonText.of(shown.explanation().get(0))).isEqualTo("the code " + code + " is used up");
        assertThat(shop.show(second)).isEqualTo(shown);
        shop.holdfast.carts().delete(first);
        assertThat(reasons(shop.show(second))).containsExactly("not_held");
        assertThat(shop.show(second).total()).isEqualTo(usd("10.00"));
        assertThat(shop.put(second, variant, 1).total()).isEqualTo(usd("9.00"));
    }

    @Test
    void anExpiredHoldIsWorthNothingWithoutAnySweep() {
        String code = code(PromoLimits.uses(1));
        long first = cart(null, code);
        shop.put(first, variant, 1);
        shop.letExpire();

        assertThat(now(code).heldUses()).isZero();
        assertThat(reasons(shop.show(first))).containsExactly("selection");
        long second = cart(null, code);
        assertThat(shop.put(second, variant, 1).total()).isEqualTo(usd("9.00"));
        assertThat(shop.put(first, variant, 1).total()).isEqualTo(usd("10.00"));
        assertThat(reasons(shop.show(first))).containsExactly("exhausted");
        shop.checkOut(second);
        assertThat(now(code).claimedUses()).isEqualTo(1);
        assertThat(shop.checkOut(first).total()).isEqualTo(usd("10.00"));
    }

    @Test
    void aSweepRemovesExpiredHoldsAndChangesNoAnswer() {
        shop.letExpire();
        shop.sweep();
        String code = code(PromoLimits.uses(3));
        String open = code(PromoLimits.NONE);
        long cart = cart(null, code, open);
        shop.put(cart, variant, 1);
        long other = cart(null, code);
        shop.put(other, variant, 1);
        shop.letExpire();
        long living = cart(null, code);
        shop.put(living, variant, 1);
        Cart before = shop.show(cart);
        PromoCode codeBefore = now(code);

        assertThat(shop.sweep().promoHolds()).isEqualTo(3);

        assertThat(shop.show(cart)).isEqualTo(before);
        assertThat(now(code)).isEqualTo(codeBefore);
        assertThat(shop.count("select count(*) from #promo_uses where cart_id in (" + cart + ", " + other + ")"))
                .isZero();
        assertThat(shop.count("select held_uses from #promo_codes where code = '" + code + "'"))
                .isEqualTo(1);
        assertThat(shop.sweep().promoHolds()).isZero();
    }

    @Test
    void aHoldLivesAsLongAsTheLineThatLivesLongest() {
        String code = code(PromoLimits.uses(1));
        Variant other = shop.variant("5.00", 10);
        long cart = cart(null, code);
        shop.put(cart, variant, 1);
        shop.clock.advance(TestShop.HOLD.dividedBy(2));
        Cart both = shop.put(cart, other, 1);
        assertThat(both.total()).isEqualTo(usd("13.50"));
        shop.clock.advance(TestShop.HOLD.dividedBy(2));

        Cart rest = shop.show(cart);

        assertThat(rest.expiredItems()).hasSize(1);
        assertThat(rest.total()).isEqualTo(usd("4.50"));
        assertThat(now(code).heldUses()).isEqualTo(1);
        assertThat(shop.holdfast.carts().extend(cart).total()).isEqualTo(usd("4.50"));
        shop.clock.advance(TestShop.HOLD.dividedBy(2));
        assertThat(now(code).heldUses()).isEqualTo(1);
        Cart removed =
                shop.holdfast.carts().removeItem(cart, rest.items().get(0).id());
        assertThat(now(code).heldUses()).isZero();
        assertThat(reasons(removed)).containsExactly("selection");
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
    void severalCodesOfACartAreHeldEachOfTheirOwnAndOneForARule() {
        String first = code(PromoLimits.uses(2));
        String second = code(PromoLimits.uses(2));
        String sibling = "Sibling-" + NAMES.incrementAndGet();
        shop.holdfast.promoCodes().add(now(first).rule(), List.of(sibling), PromoLimits.uses(2), true);
        long cart = cart(null, first, sibling, second, "nonsense");

        Cart shown = shop.put(cart, variant, 1);

        assertThat(shown.total()).isEqualTo(usd("8.10"));
        assertThat(reasons(shown)).containsExactly("APPLIED", "APPLIED", "another_code", "unknown_promo_code");
        assertThat(now(first).heldUses()).isEqualTo(1);
        assertThat(now(second).heldUses()).isEqualTo(1);
        assertThat(now(sibling).heldUses()).isZero();
        CartChange without = new CartChange(Patch.keep(), Patch.keep(), Patch.set(List.of(sibling)));
        assertThat(shop.holdfast.carts().change(cart, without).total()).isEqualTo(usd("9.00"));
        assertThat(now(first).heldUses()).isZero();
        assertThat(now(second).heldUses()).isZero();
        assertThat(now(sibling).heldUses()).isEqualTo(1);
    }

    @Test
    void aCodeWhoseRuleTakesNothingOffIsNotHeldAndSaysWhatIsMissing() {
        String rule = "NEAR-" + NAMES.incrementAndGet();
        shop.rule("{'code': '" + rule + "', 'target': 'order',"
                + " 'conditions': {'stored_codes': true, 'min_subtotal': '25.00'},"
                + " 'discount': {'type': 'percent_off', 'percent': 10, 'currency': 'USD'}}");
        shop.holdfast.promoCodes().add(rule, List.of(rule), PromoLimits.uses(1), true);
        long cart = cart(null, rule);

        Cart shown = shop.put(cart, variant, 2);

        assertThat(reasons(shown)).containsExactly("min_subtotal");
        assertThat(now(rule).heldUses()).isZero();
        assertThat(shop.put(cart, variant, 3).total()).isEqualTo(usd("27.00"));
        assertThat(now(rule).heldUses()).isEqualTo(1);
        shop.put(cart, variant, 1);
        assertThat(now(rule).heldUses()).isZero();
    }

    @Test
    void aCodeWithoutLimitsLocksAndCountsNothing() throws Exception {
        String code = code(PromoLimits.NONE);
        try (Connection other = TestDatabase.dataSource().getConnection()) {
            other.setAutoCommit(false);
            try (var statement = other.createStatement()) {
                statement.execute(shop.sql("select id from #promo_codes for update"));
            }
            long cart = cart(null, code);
            assertThat(shop.put(cart, variant, 1).total()).isEqualTo(usd("9.00"));
            assertThat(shop.checkOut(cart).total()).isEqualTo(usd("9.00"));
            other.rollback();
        }
        assertThat(now(code).heldUses()).isNull();
        assertThat(shop.count("select version from #promo_codes where code = '" + code + "'"))
                .isZero();
    }

    @Test
    void whatIsSwitchedOffStaysWithThoseWhoHoldIt() {
        String code = code(PromoLimits.uses(2));
        String open = code(PromoLimits.NONE);
        long holder = cart(null, code, open);
        shop.put(holder, variant, 1);

        shop.holdfast.promoCodes().change(code, PromoCodeChange.active(false));
        shop.holdfast.promoCodes().change(open, PromoCodeChange.active(false));

        assertThat(shop.put(holder, variant, 1).total()).isEqualTo(usd("8.10"));
        long late = cart(null, code, open);
        assertThat(reasons(shop.put(late, variant, 1))).containsExactly("code_inactive", "code_inactive");
        assertThat(shop.checkOut(holder).total()).isEqualTo(usd("8.10"));
        shop.holdfast.promoCodes().delete(code);
        assertThatThrownBy(() -> now(code)).isInstanceOf(NotFoundException.class);
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
    void manyExpiredHoldsAreReclaimedTogether() {
        String code = code(PromoLimits.uses(150));
        Stream.generate(() -> cart(null, code)).limit(150).forEach(cart -> shop.put(cart, variant, 1));
        long late = cart(null, code);
        assertThat(reasons(shop.put(late, variant, 1))).containsExactly("exhausted");
        shop.letExpire();

        assertThat(shop.put(late, variant, 1).total()).isEqualTo(usd("9.00"));

        assertThat(shop.count("select held_uses from #promo_codes where code = '" + code + "'"))
                .isEqualTo(1);
    }

    @Test
    void aHostThatRollsBackLeavesTheCodeAsItWas() throws Exception {
        String code = code(PromoLimits.uses(1));
        long cart = cart(null, code);
        try (Connection host = TestDatabase.dataSource().getConnection()) {
            host.setAutoCommit(false);
            var joined = shop.holdfast.within(host);
            assertThat(joined.carts()
                            .put(cart, PutItem.of(variant.id(), 1))
                            .cart()
                            .total())
                    .isEqualTo(usd("9.00"));
            assertThat(joined.checkout().place(CheckoutRequest.of(cart)).total())
                    .isEqualTo(usd("9.00"));
            host.rollback();
        }
        assertThat(now(code).claimedUses()).isZero();
        assertThat(now(code).heldUses()).isZero();
        assertThat(shop.put(cart, variant, 1).total()).isEqualTo(usd("9.00"));
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
                new QuoteRequest(List.of(new QuoteRequest.Line(variant.id(), 1)), null, null, null, List.of(code));

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

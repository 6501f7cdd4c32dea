package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.NotFoundException;
import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.ReasonText;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The uses of a code are held with carts and claimed with orders. */
class PromoCodesTest extends PromoCodeStories {
    private static final TestShop shop = new TestShop();

    PromoCodesTest() {
        super(shop);
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
    void aHoldLivesAsLongAsTheItemThatLivesLongest() {
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
        assertThat(reasons(shop.put(late, variant, 1)))
                .containsExactly("code_inactive", "code_inactive", "promo_code_not_offered", "promo_code_not_offered");
        assertThat(shop.checkOut(holder).total()).isEqualTo(usd("8.10"));
        shop.holdfast.promoCodes().delete(code);
        assertThatThrownBy(() -> now(code)).isInstanceOf(NotFoundException.class);
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
}

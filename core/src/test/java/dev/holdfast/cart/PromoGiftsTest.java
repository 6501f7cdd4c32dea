package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.promo.PromoCode;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gifts that a stored promo code earns: the item and the use come and go together. */
class PromoGiftsTest {
    private static final TestShop shop = new TestShop();
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Variant tee = shop.variant("10.00", 50);
    private final Variant mug = shop.variant("4.00", 5);
    private final String code = "GIFT-" + NAMES.incrementAndGet();

    @BeforeEach
    void addTheCode() {
        shop.rule("{'code': '" + code + "', 'conditions': {'stored_codes': true}, 'discount': {'type': 'gift',"
                + " 'variant': " + mug.id() + ", 'quantity': 1, 'buy': {'variants': [" + tee.id() + "],"
                + " 'quantity': 1}, 'max_times': 1}}");
        shop.holdfast.promoCodes().add(code, List.of(code), new PromoLimits(1L, null, usd("4.00")), true);
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void aCodeThatIsSetEarnsTheGiftAndTheOrderClaimsBoth() {
        long cart = shop.cartWith(tee, 1);
        assertThat(gifts(shop.show(cart))).isEmpty();

        Cart earned = setCodes(cart, List.of(code));

        assertThat(gifts(earned))
                .singleElement()
                .satisfies(gift -> assertThat(gift.total()).isEqualTo(usd("0.00")));
        assertThat(shop.show(cart)).isEqualTo(earned);
        assertThat(shop.now(mug).reservedQuantity()).isEqualTo(1);
        assertThat(now().heldUses()).isEqualTo(1);
        assertThat(now().heldAmount()).isEqualTo(usd("4.00"));
        assertThat(gifts(shop.put(cart, tee, 2))).hasSize(1);
        assertThat(gifts(shop.holdfast.carts().extend(cart))).hasSize(1);
        Order order = shop.checkOut(cart);
        assertThat(order.total()).isEqualTo(usd("20.00"));
        assertThat(order.items()).hasSize(2);
        assertThat(now().heldUses()).isZero();
        assertThat(now().claimedUses()).isEqualTo(1);
        assertThat(now().claimedAmount()).isEqualTo(usd("4.00"));
        assertThat(shop.now(mug).stockQuantity()).isEqualTo(4);
    }

    @Test
    void aCodeThatIsUsedUpGivesNothingAndSaysSo() {
        long first = shop.cartWith(tee, 1);
        setCodes(first, List.of(code));
        long second = shop.cartWith(tee, 1);

        Cart none = setCodes(second, List.of(code));

        assertThat(gifts(none)).isEmpty();
        assertThat(none.total()).isEqualTo(usd("10.00"));
        assertThat(none.items().get(0).explanation())
                .extracting(RuleOutcome::reason)
                .containsExactly("exhausted");
        assertThat(shop.show(second)).isEqualTo(none);
        assertThat(shop.now(mug).reservedQuantity()).isEqualTo(1);
    }

    @Test
    void aCartThatIsDeletedFreesTheGiftAndTheCode() {
        long first = shop.cartWith(tee, 1);
        setCodes(first, List.of(code));
        long second = shop.cartWith(tee, 1);
        setCodes(second, List.of(code));

        shop.holdfast.carts().delete(first);

        assertThat(shop.now(mug).reservedQuantity()).isZero();
        assertThat(now().heldUses()).isZero();
        assertThat(gifts(shop.put(second, tee, 1))).hasSize(1);
        assertThat(now().heldUses()).isEqualTo(1);
    }

    @Test
    void aGiftThatIsRemovedOrNoLongerEarnedFreesTheCode() {
        long cart = shop.cartWith(tee, 1);
        int gift = gifts(setCodes(cart, List.of(code))).get(0).id();

        Cart removed = shop.holdfast.carts().removeItem(cart, gift);

        assertThat(gifts(removed)).isEmpty();
        assertThat(now().heldUses()).isZero();
        setCodes(cart, List.of());
        assertThat(gifts(setCodes(cart, List.of(code)))).hasSize(1);
        assertThat(gifts(setCodes(cart, List.of()))).isEmpty();
        assertThat(shop.now(mug).reservedQuantity()).isZero();
        assertThat(now().heldUses()).isZero();
    }

    @Test
    void aGiftThatIsNotThereLeavesTheCodeFree() {
        shop.cartWith(mug, 5);

        Cart none = setCodes(shop.cartWith(tee, 1), List.of(code));

        assertThat(none.explanation()).extracting(RuleOutcome::reason).containsExactly("gift_unavailable");
        assertThat(now().heldUses()).isZero();
    }

    @Test
    void aCodeIsHeldNoLongerThanTheItemsOfACartWhoseGiftCameLate() {
        long cart = shop.cartWith(tee, 1);
        long holder = shop.cartWith(mug, 5);
        setCodes(cart, List.of(code));
        for (int i = 0; i < 11; i++) {
            shop.clock.advance(Duration.ofMinutes(10));
            shop.holdfast.carts().extend(cart);
            shop.holdfast.carts().extend(holder);
        }
        shop.holdfast.carts().delete(holder);
        assertThat(gifts(setCodes(cart, List.of(code)))).hasSize(1);
        shop.clock.advance(Duration.ofMinutes(5));
        shop.holdfast.carts().extend(cart);

        // The item has reached its maximum age; the gift, which came later, would not have.
        shop.clock.advance(Duration.ofMinutes(6));

        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(now().heldUses()).isZero();
    }

    @Test
    void aCartThatIsExtendedKeepsAGiftOfWhichNotAllUnitsWereThere() {
        shop.rule("{'code': '" + code + "-2', 'conditions': {'stored_codes': true}, 'discount': {'type': 'gift',"
                + " 'variant': " + mug.id() + ", 'quantity': 2, 'buy': {'variants': [" + tee.id() + "],"
                + " 'quantity': 1}, 'max_times': 1}}");
        shop.holdfast
                .promoCodes()
                .add(code + "-2", List.of(code + "-2"), new PromoLimits(null, null, usd("9.00")), true);
        long holder = shop.cartWith(mug, 4);
        long cart = shop.cartWith(tee, 1);
        Cart partly = setCodes(cart, List.of(code + "-2"));
        assertThat(gifts(partly))
                .singleElement()
                .satisfies(gift -> assertThat(gift.quantity()).isEqualTo(1));
        shop.holdfast.carts().delete(holder);

        assertThat(gifts(shop.holdfast.carts().extend(cart))).isEqualTo(gifts(partly));

        assertThat(gifts(shop.put(cart, tee, 1)))
                .singleElement()
                .satisfies(gift -> assertThat(gift.quantity()).isEqualTo(2));
    }

    private PromoCode now() {
        return shop.holdfast.promoCodes().get(code);
    }

    private static Cart setCodes(long cart, List<String> codes) {
        return shop.holdfast.carts().change(cart, new CartChange(Patch.keep(), Patch.keep(), Patch.set(codes)));
    }

    private static List<CartItem> gifts(Cart cart) {
        return cart.items().stream().filter(item -> item.giftRule() != null).toList();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

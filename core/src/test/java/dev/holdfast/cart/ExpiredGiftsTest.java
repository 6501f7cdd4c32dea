package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.ReservationExpiredException;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gifts that expire, and gifts of what expired elsewhere. */
class ExpiredGiftsTest {
    private static final TestShop shop = new TestShop();
    private static final AtomicInteger RULES = new AtomicInteger();

    private final Variant tee = shop.variant("10.00", 50);
    private final Variant mug = shop.variant("4.00", 5);

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void aSweepOfWhatIsBoughtAndGivenAtOnceNumbersItsMovements() {
        gift(1);
        long cart = shop.cartWith(tee, 1);
        shop.put(cart, mug, 3);
        shop.letExpire();

        shop.sweep();

        assertThat(shop.texts("select reserved_delta || ' ' || reserved_after from #stock_ledger where variant_id = "
                        + mug.id() + " and kind = 'expired' order by version"))
                .containsExactly("-1 3", "-3 0");
    }

    @Test
    void aGiftExpiresWithTheFirstItemOfItsCart() {
        gift(1);
        Variant cap = shop.variant("7.00", 5);
        long cart = shop.cartWith(cap, 1);
        shop.clock.advance(Duration.ofMinutes(5));
        shop.put(cart, tee, 1);
        shop.clock.advance(Duration.ofMinutes(10));

        Cart late = shop.show(cart);

        assertThat(late.items())
                .singleElement()
                .satisfies(item -> assertThat(item.variantId()).isEqualTo(tee.id()));
        assertThat(late.expiredItems()).hasSize(1);
        assertThat(late.total()).isEqualTo(usd("10.00"));
        assertThat(shop.now(mug).availableQuantity()).isEqualTo(5);
        assertThatThrownBy(() -> shop.checkOut(cart)).isInstanceOf(ReservationExpiredException.class);
        int gone = lastId(cart);
        assertThatThrownBy(() -> shop.holdfast.carts().removeItem(cart, gone)).isInstanceOf(NotFoundException.class);
        shop.cartWith(mug, 5);
        assertThat(gifts(shop.put(cart, cap, 1))).isEmpty();
        shop.sweep();
        assertThat(shop.checkOut(cart).total()).isEqualTo(usd("17.00"));
    }

    /** Found by ModelTest: verify took the expired item for the one that had earned the gift. */
    @Test
    void aGiftEndsWithTheItemsThatWereHeldWhenItWasGiven() {
        Variant cap = shop.variant("7.00", 5);
        long cart = shop.cartWith(cap, 1);
        shop.letExpire();
        gift(1);

        Cart late = shop.put(cart, tee, 1);

        assertThat(gifts(late))
                .singleElement()
                .satisfies(gift -> assertThat(gift.reservedUntil())
                        .isEqualTo(shop.clock.instant().plus(TestShop.HOLD)));
        assertThat(late.expiredItems()).hasSize(1);
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    /** Found by ModelTest: an expired gift was given again under its old id, unless a sweep had come first. */
    @Test
    void aGiftThatExpiredIsANewItemWhetherOrNotASweepRan() {
        gift(1);
        List<Integer> ids = new ArrayList<>();
        for (boolean swept : List.of(true, false)) {
            long cart = shop.cartWith(tee, 1);
            shop.letExpire();
            if (swept) {
                shop.sweep();
            }
            ids.add(gifts(shop.put(cart, tee, 1)).get(0).id());
        }

        assertThat(ids).containsExactly(3, 3);
    }

    /** Found by ModelTest: of what others held no longer, the gifts got as much as the first of them asked for. */
    @Test
    void giftsOfOneVariantAreGivenFromWhatExpiredElsewhere() {
        gift(1);
        gift(1);
        gift(1);
        IntStream.range(0, 5).forEach(i -> shop.cartWith(mug, 1));
        shop.letExpire();

        assertThat(units(shop.put(shop.cart(), tee, 1))).isEqualTo(3);
    }

    /** The buyer is short of one unit, so that a single expired item would do; the gift needs two more. */
    @Test
    void aGiftOfWhatIsBoughtIsGivenFromWhatExpiredElsewhere() {
        Variant cap = shop.variant("7.00", 5);
        IntStream.range(0, 5).forEach(i -> shop.put(shop.cart(), cap, 1));
        gift(cap, cap, 2);
        shop.letExpire();

        assertThat(units(shop.put(shop.cart(), cap, 1))).isEqualTo(2);
    }

    @Test
    void aSweptGiftLeavesNoTraceAndIsGivenAgain() {
        gift(1);
        long cart = shop.cartWith(tee, 1);
        shop.letExpire();
        Cart before = shop.show(cart);

        shop.sweep();

        assertThat(shop.show(cart)).isEqualTo(before);
        assertThat(before.expiredItems()).hasSize(1);
        Cart again = shop.put(cart, tee, 1);
        assertThat(gifts(again)).hasSize(1);
        shop.clock.advance(Duration.ofMinutes(14));
        shop.holdfast.carts().extend(cart);
        shop.clock.advance(Duration.ofMinutes(14));
        assertThat(shop.checkOut(cart).items()).hasSize(2);
    }

    /** A rule that gives so many mugs for a tee. */
    private void gift(int quantity) {
        gift(tee, mug, quantity);
    }

    private static void gift(Variant bought, Variant given, int quantity) {
        shop.rule("{'code': 'G" + RULES.incrementAndGet() + "', 'discount': {'type': 'gift', 'variant': " + given.id()
                + ", 'quantity': " + quantity + ", 'buy': {'variants': [" + bought.id()
                + "], 'quantity': 1}, 'max_times': 1}}");
    }

    private static int lastId(long cart) {
        return (int) shop.count("select last_item_id from #carts where id = " + cart);
    }

    private static List<CartItem> gifts(Cart cart) {
        return cart.items().stream().filter(item -> item.giftRule() != null).toList();
    }

    private static int units(Cart cart) {
        return gifts(cart).stream().mapToInt(CartItem::quantity).sum();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

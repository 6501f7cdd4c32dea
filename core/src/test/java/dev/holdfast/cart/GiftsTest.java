package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GiftsTest {
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
    void aGiftIsAnItemOfItsOwnThatIsReservedAndCostsNothing() {
        String rule = gift("'quantity': 1", 2, 10);
        long cart = shop.cartWith(tee, 1);
        assertThat(gifts(shop.show(cart))).isEmpty();

        Cart earned = shop.put(cart, tee, 5);

        assertThat(gifts(earned)).singleElement().satisfies(gift -> {
            assertThat(gift.giftRule()).isEqualTo(rule);
            assertThat(gift.variantId()).isEqualTo(mug.id());
            assertThat(gift.quantity()).isEqualTo(2);
            assertThat(gift.subtotal()).isEqualTo(usd("8.00"));
            assertThat(gift.discount()).isEqualTo(usd("8.00"));
            assertThat(gift.total()).isEqualTo(usd("0.00"));
        });
        assertThat(earned.total()).isEqualTo(usd("50.00"));
        assertThat(shop.now(mug).reservedQuantity()).isEqualTo(2);
        assertThat(shop.show(cart)).isEqualTo(earned);
        Order order = shop.checkOut(cart);
        assertThat(order.total()).isEqualTo(usd("50.00"));
        assertThat(order.items()).hasSize(2);
        assertThat(order.items().get(1).giftRule()).isEqualTo(rule);
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        assertThat(shop.now(mug).stockQuantity()).isEqualTo(3);
        assertThat(shop.show(cart).total()).isEqualTo(usd("50.00"));
    }

    @Test
    void theUnitsOfAGiftFollowWhatEarnsIt() {
        gift("'quantity': 1", 2, 10);
        long cart = shop.cartWith(tee, 6);
        int item = shop.show(cart).items().get(0).id();

        assertThat(units(shop.show(cart))).isEqualTo(3);
        assertThat(units(shop.holdfast.carts().changeItem(cart, item, 3))).isEqualTo(1);
        assertThat(units(shop.holdfast.carts().changeItem(cart, item, 4))).isEqualTo(2);
        assertThat(shop.now(mug).reservedQuantity()).isEqualTo(2);
        Cart without = shop.holdfast.carts().removeItem(cart, item);
        assertThat(without.items()).isEmpty();
        assertThat(shop.now(mug).reservedQuantity()).isZero();
    }

    @Test
    void noStockMeansNoGiftAndAReason() {
        String rule = gift("'quantity': 2", 1, 10);
        long first = shop.cartWith(tee, 2);

        Cart partly = shop.put(shop.cart(), tee, 1);
        Cart none = shop.put(shop.cart(), tee, 1);

        assertThat(units(shop.show(first))).isEqualTo(4);
        assertThat(units(partly)).isEqualTo(1);
        assertThat(partly.total()).isEqualTo(usd("10.00"));
        assertThat(gifts(none)).isEmpty();
        assertThat(none.total()).isEqualTo(usd("10.00"));
        assertThat(none.explanation()).singleElement().satisfies(step -> {
            assertThat(step.rule()).isEqualTo(rule);
            assertThat(step.reason()).isEqualTo("gift_unavailable");
        });
        // Units that are free again come with the next change.
        shop.holdfast.carts().delete(first);
        assertThat(units(shop.holdfast.carts().extend(none.id()))).isEqualTo(2);
    }

    @Test
    void whatIsBoughtAndWhatIsGivenAreTwoItems() {
        gift("'quantity': 1", 1, 1);
        long cart = shop.cartWith(tee, 1);

        Cart both = shop.put(cart, mug, 3);

        assertThat(both.items()).hasSize(3);
        assertThat(both.total()).isEqualTo(usd("22.00"));
        assertThat(shop.now(mug).reservedQuantity()).isEqualTo(4);
        assertThatThrownBy(() -> shop.put(cart, mug, 5))
                .isInstanceOf(dev.holdfast.inventory.InsufficientStockException.class);
        assertThat(shop.show(cart)).isEqualTo(both);
        // Both expire at once, in one cart and of one counter: a sweep takes them one by one as well.
        shop.letExpire();
        assertThat(shop.holdfast
                        .sweeper()
                        .sweep(SweepOptions.defaults().withBatch(1))
                        .units())
                .isGreaterThanOrEqualTo(5);
        assertThat(shop.now(mug).reservedQuantity()).isZero();
        assertThat(shop.show(cart).expiredItems()).hasSize(2);
    }

    @Test
    void aGiftThatWasRemovedStaysAwayUntilItIsEarnedAnew() {
        String rule = gift("'quantity': 1", 2, 1);
        long cart = shop.cartWith(tee, 2);
        int gift = gifts(shop.show(cart)).get(0).id();
        assertThatThrownBy(() -> shop.holdfast.carts().changeItem(cart, gift, 2))
                .isInstanceOfSatisfying(
                        GiftItemException.class, e -> assertThat(e.facts()).containsEntry("rule_code", rule));

        Cart removed = shop.holdfast.carts().removeItem(cart, gift);

        assertThat(gifts(removed)).isEmpty();
        assertThat(removed.explanation()).extracting(RuleOutcome::reason).containsExactly("gift_declined");
        assertThat(shop.now(mug).reservedQuantity()).isZero();
        assertThat(gifts(shop.put(cart, tee, 3))).isEmpty();
        shop.put(cart, tee, 1);
        assertThat(gifts(shop.put(cart, tee, 2))).hasSize(1);
    }

    @Test
    void aGiftGoesWhenItsRuleNoLongerApplies() {
        String rule = "G" + RULES.incrementAndGet();
        shop.rule("{'code': '" + rule + "', 'conditions': {'promo_code': '" + rule + "'}, 'discount': {'type': 'gift',"
                + " 'variant': " + mug.id() + ", 'quantity': 1, 'buy': {'variants': [" + tee.id() + "],"
                + " 'quantity': 1}}}");
        long cart = shop.cartWith(tee, 1);
        assertThat(gifts(shop.show(cart))).isEmpty();

        assertThat(gifts(codes(cart, List.of(rule)))).hasSize(1);
        assertThat(gifts(codes(cart, List.of()))).isEmpty();
        assertThat(shop.now(mug).reservedQuantity()).isZero();
        codes(cart, List.of(rule));
        shop.holdfast.pricing().archive(rule);

        // The buyer pays the price that the cart shows, until the buyer changes it.
        assertThat(gifts(shop.show(cart))).hasSize(1);
        Cart changed = shop.holdfast.carts().setCharge(cart, NewCharge.of("shipping", usd("1.00")));
        assertThat(gifts(changed)).isEmpty();
        assertThat(changed.total()).isEqualTo(usd("11.00"));
    }

    @Test
    void aGiftThatWouldBeChargedForIsNotGiven() {
        gift("'quantity': 1", 1, 1, ", 'max_discount': '1.00'");

        Cart cart = shop.put(shop.cart(), tee, 1);

        assertThat(gifts(cart)).isEmpty();
        assertThat(cart.total()).isEqualTo(usd("10.00"));
        assertThat(shop.now(mug).reservedQuantity()).isZero();
    }

    @Test
    void aGiftThatDoesNotExistIsNotGiven() {
        String rule = "G" + RULES.incrementAndGet();
        shop.rule("{'code': '" + rule + "', 'discount': {'type': 'gift', 'variant': 999999999, 'quantity': 1,"
                + " 'buy': {'variants': [" + tee.id() + "], 'quantity': 1}}}");

        assertThat(shop.put(shop.cart(), tee, 1).explanation())
                .extracting(RuleOutcome::reason)
                .containsExactly("gift_unavailable");
    }

    @Test
    void aGiftComesUnderAnIdempotencyKeyAndInAHostsTransactionToo() {
        gift("'quantity': 1", 1, 1);
        long cart = shop.cart();

        String answer = shop.holdfast
                .idempotent(
                        new IdempotencyKey("items", "gift-" + cart, "hash"),
                        new Units(),
                        joined -> joined.carts().put(cart, PutItem.of(tee.id(), 1)))
                .text();

        assertThat(answer).isEqualTo("1");
        assertThat(shop.now(mug).reservedQuantity()).isEqualTo(1);
    }

    @Test
    void asManyGiftsAreGivenAsThereAre() throws Exception {
        gift("'quantity': 1", 1, 1);
        List<Long> carts = new ArrayList<>();
        IntStream.range(0, 24).forEach(i -> carts.add(shop.cart()));

        Threads.all(24, i -> shop.put(carts.get(i), tee, 2));

        assertThat(carts.stream().mapToInt(cart -> units(shop.show(cart))).sum())
                .isEqualTo(5);
        assertThat(shop.now(mug).reservedQuantity()).isEqualTo(5);
        assertThat(shop.now(tee).reservedQuantity()).isEqualTo(48);
    }

    /** A rule that gives mugs for tees of this test; answers its code. */
    private String gift(String quantity, int forUnits, int maxTimes) {
        return gift(quantity, forUnits, maxTimes, "");
    }

    private String gift(String quantity, int forUnits, int maxTimes, String more) {
        String code = "G" + RULES.incrementAndGet();
        shop.rule("{'code': '" + code + "', 'discount': {'type': 'gift', 'variant': " + mug.id() + ", " + quantity
                + ", 'buy': {'variants': [" + tee.id() + "], 'quantity': " + forUnits + "}, 'max_times': " + maxTimes
                + "}" + more + "}");
        return code;
    }

    private static Cart codes(long cart, List<String> codes) {
        return shop.holdfast.carts().change(cart, new CartChange(Patch.keep(), Patch.keep(), Patch.set(codes)));
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

    private static final class Units implements AnswerEncoder<PutResult> {
        @Override
        public String accepted(PutResult result) {
            return Integer.toString(units(result.cart()));
        }

        @Override
        public String refused(HoldfastException refusal) {
            return Map.of("code", refusal.code()).toString();
        }
    }
}

package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.Patch;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.order.Order;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Lists that were decided and could not be saved. Their commands are run one by one, and each caller hears what came of
 * its own run: what was decided in the list rested on changes that never were.
 */
class FailedListTest {
    private static final TestShop shop = new TestShop();

    private final OneList server = new OneList(shop);

    @AfterEach
    void theBooksAgree() {
        shop.execute("alter table #carts drop constraint no_curse");
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void aCommandThatWasRefusedInTheListIsAcceptedByItself() throws Exception {
        Variant variant = shop.variant("3.00", 7);
        long cursed = cursedCart();
        long other = shop.cart();
        curse();

        OneList.Outcomes outcomes = server.runAndFail(server.put(cursed, variant, 6), server.put(other, variant, 5));

        assertFailed(outcomes, 1);
        assertThat(outcomes.cart(2).items()).extracting(CartItem::quantity).containsExactly(5);
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(5);
        assertThat(shop.show(cursed).items()).isEmpty();
    }

    @Test
    void aCommandThatWasAcceptedInTheListIsRefusedByItself() throws Exception {
        Variant variant = shop.variant("3.00", 7);
        long cursed = cursedCart();
        shop.put(cursed, variant, 6);
        long other = shop.cart();
        curse();

        OneList.Outcomes outcomes =
                server.runAndFail(server.delete(cursed), server.put(other, variant, 5), server.put(other, variant, 1));

        assertFailed(outcomes, 1);
        assertThat(outcomes.as(InsufficientStockException.class, 2).available()).isEqualTo(1);
        assertThat(outcomes.cart(3).items()).extracting(CartItem::quantity).containsExactly(1);
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(7);
        assertThat(shop.show(cursed).items()).hasSize(1);
    }

    @Test
    void anAnswerIsThatOfTheRunByItself() throws Exception {
        Variant variant = shop.variant("3.00", 70);
        String code = "FAILED";
        shop.rule("{'code': 'FAILED', 'target': 'order', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.holdfast.promoCodes().add(code, List.of(code), PromoLimits.uses(1), true);
        long cursed = cursedCart(code);
        long other = cart(null, code);
        curse();

        OneList.Outcomes outcomes = server.runAndFail(
                server.put(cursed, variant, 2), server.put(other, variant, 5), server.checkOut(other));

        assertFailed(outcomes, 1);
        assertThat(outcomes.cart(2).total()).as("the code is free").isEqualTo(Money.of("13.50", "USD"));
        assertThat(outcomes.as(Order.class, 3).total()).isEqualTo(Money.of("13.50", "USD"));
        assertThat(shop.holdfast.promoCodes().get(code).claimedUses()).isEqualTo(1);
    }

    @Test
    void theOneThatFailsHearsWhyAndAllOthersAreDoneOnce() throws Exception {
        Variant variant = shop.variant("3.00", 70);
        long cursed = cursedCart();
        long first = shop.cart();
        long last = shop.cart();
        curse();
        CartChange named = new CartChange(Patch.set("ann"), Patch.keep(), Patch.keep());

        OneList.Outcomes outcomes = server.runAndFail(
                server.put(first, variant, 5),
                server.put(cursed, variant, 6),
                server.put(first, variant, 90),
                server.change(first, named),
                server.put(last, variant, 4));

        assertThat(outcomes.cart(1).userId()).isNull();
        assertFailed(outcomes, 2);
        assertThat(outcomes.as(InsufficientStockException.class, 3).available()).isEqualTo(70);
        assertThat(outcomes.cart(4).userId()).isEqualTo("ann");
        assertThat(shop.show(first)).isEqualTo(outcomes.cart(4));
        assertThat(shop.show(last)).isEqualTo(outcomes.cart(5));
        assertThat(shop.texts("select reserved_delta from #stock_ledger where kind = 'reserved' and variant_id = "
                        + variant.id() + " order by version"))
                .containsExactly("5", "4");
    }

    /** From now on nothing can be written of a cart of this tier, behind the back of every decision. */
    private static void curse() {
        shop.execute(
                "alter table #carts add constraint no_curse check (user_tier is distinct from 'cursed') not valid");
    }

    private static void assertFailed(OneList.Outcomes outcomes, int number) {
        assertThat(outcomes.as(RuntimeException.class, number)).hasStackTraceContaining("no_curse");
    }

    private static long cursedCart(String... codes) {
        return cart("cursed", codes);
    }

    private static long cart(String tier, String... codes) {
        return shop.holdfast
                .carts()
                .create(new NewCart(null, tier, List.of(codes), null))
                .id();
    }
}

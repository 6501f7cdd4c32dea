package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.Cart;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.Orders;
import dev.holdfast.order.RefundPolicy;
import dev.holdfast.testing.TestShop;
import org.junit.jupiter.api.Test;

/** What becomes of the uses of stored codes when orders are cancelled. */
class PromoCancellationTest extends PromoCodeStories {
    private static final TestShop shop = new TestShop();

    private final Orders orders = shop.holdfast.orders();

    PromoCancellationTest() {
        super(shop);
    }

    @Test
    void anOrderThatIsCancelledAsAWholeGivesItsUsesBack() {
        String code = code(new PromoLimits(1L, 1L, usd("1.00")));
        long first = cart("ann", code);
        shop.put(first, variant, 1);
        long order = shop.checkOut(first).id();
        long second = cart("ann", code);
        assertThat(reasons(shop.put(second, variant, 1))).containsExactly("exhausted");

        orders.cancel(order, NewCancellation.all());

        assertThat(now(code).claimedUses()).isZero();
        assertThat(now(code).claimedAmount()).isEqualTo(usd("0.00"));
        assertThat(shop.put(second, variant, 1).total()).isEqualTo(usd("9.00"));
        assertThat(shop.checkOut(second).total()).isEqualTo(usd("9.00"));
    }

    @Test
    void aCartThatWasBoughtKeepsItsPriceWhenItsOrderGivesTheCodeBack() {
        String code = code(new PromoLimits(1L, 1L, usd("1.00")));
        long cart = cart("ann", code);
        shop.put(cart, variant, 1);
        long order = shop.checkOut(cart).id();
        Cart sold = shop.holdfast.carts().get(cart);

        orders.cancel(order, NewCancellation.all());

        assertThat(shop.holdfast.carts().get(cart)).isEqualTo(sold);
        long another = cart("ann", code);
        shop.put(another, variant, 1);
        assertThat(shop.holdfast.carts().get(cart)).as("another has the code").isEqualTo(sold);
    }

    @Test
    void aUseOfACodeWithoutLimitsIsGivenBackAsWell() {
        String code = code(PromoLimits.NONE);
        long cart = cart(null, code);
        shop.put(cart, variant, 1);
        long order = shop.checkOut(cart).id();

        orders.cancel(order, NewCancellation.all());

        assertThat(shop.count("select count(*) from #promo_uses where order_id = " + order))
                .isZero();
    }

    @Test
    void aPartOfAnOrderKeepsItsUses() {
        String code = code(PromoLimits.uses(1));
        long cart = cart(null, code);
        shop.put(cart, variant, 2);
        long order = shop.checkOut(cart).id();

        assertThat(orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 1))).refundTotal())
                .isEqualTo(usd("9.00"));

        assertThat(now(code).claimedUses()).isEqualTo(1);
        orders.cancel(order, NewCancellation.all());
        assertThat(now(code).claimedUses()).isZero();
    }

    @Test
    void aShopCanKeepTheUsesOfCancelledOrders() {
        String code = code(PromoLimits.uses(1));
        long cart = cart(null, code);
        shop.put(cart, variant, 1);
        long order = shop.checkOut(cart).id();

        shop.builder().returnPromoUses(false).build().orders().cancel(order, NewCancellation.all());

        assertThat(now(code).claimedUses()).isEqualTo(1);
    }

    @Test
    void whatIsKeptIsRepricedWithTheCodesOfTheOrder() {
        String code = code(new PromoLimits(1L, null, usd("3.00")));
        long cart = cart(null, code);
        shop.put(cart, variant, 3);
        long order = shop.builder()
                .refundPolicy(RefundPolicy.REPRICE)
                .build()
                .checkout()
                .place(CheckoutRequest.of(cart))
                .id();

        assertThat(orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 1))).refundTotal())
                .isEqualTo(usd("9.00"));
        assertThat(orders.cancel(order, NewCancellation.all()).refundTotal()).isEqualTo(usd("18.00"));
    }
}

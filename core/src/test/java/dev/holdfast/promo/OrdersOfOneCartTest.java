package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.Cart;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.Order;
import dev.holdfast.order.Orders;
import dev.holdfast.order.RefundPolicy;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Carts that go on after an order and hold the same code again: each order keeps its own use, in a row of its own or, as
 * the version before claimed it, in that of its cart. The tests open the carts again by hand.
 */
class OrdersOfOneCartTest extends PromoCodeStories {
    private static final TestShop shop = new TestShop();

    private final Orders orders = shop.holdfast.orders();

    OrdersOfOneCartTest() {
        super(shop);
    }

    @AfterEach
    @Override
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void eachOrderHasItsOwnUseAndGivesItBack() {
        String code = code(new PromoLimits(2L, null, usd("5.00")));
        long cart = cart("ann", code);
        long first = buy(cart, 1, "9.00");
        open(cart);
        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(shop.put(cart, variant, 3).total()).isEqualTo(usd("27.00"));
        assertThat(now(code).claimedUses()).isEqualTo(1);
        assertThat(now(code).heldUses()).isEqualTo(1);
        assertThat(now(code).heldAmount()).isEqualTo(usd("3.00"));
        long second = shop.checkOut(cart).id();

        assertThat(now(code).claimedUses()).isEqualTo(2);
        assertThat(now(code).claimedAmount()).isEqualTo(usd("4.00"));
        assertThat(usesOf(first)).isEqualTo(1);
        assertThat(usesOf(second)).isEqualTo(1);
        assertThat(reasons(shop.put(cart(null, code), variant, 1))).containsExactly("exhausted");

        orders.cancel(first, NewCancellation.all());
        assertThat(usesOf(first)).isZero();
        assertThat(usesOf(second)).isEqualTo(1);
        assertThat(now(code).claimedAmount()).isEqualTo(usd("3.00"));
        orders.cancel(second, NewCancellation.all());
        assertThat(now(code).claimedUses()).isZero();
        assertThat(now(code).claimedAmount()).isEqualTo(usd("0.00"));
    }

    @Test
    void aCartThatGoesOnHasNoMoreThanAnyOther() {
        String uses = code(PromoLimits.uses(1));
        String budget = code(new PromoLimits(null, null, usd("1.00")));
        long cart = cart(null, uses, budget);
        shop.put(cart, variant, 1);
        shop.checkOut(cart);
        open(cart);

        Cart shown = shop.put(cart, variant, 1);

        assertThat(shown.total()).isEqualTo(usd("10.00"));
        assertThat(reasons(shown)).containsExactly("exhausted", "budget_spent");
        assertThat(shop.show(cart)).isEqualTo(shown);
    }

    @Test
    void allOrdersOfAUserCountAgainstTheLimitForEachUser() {
        String code = code(new PromoLimits(null, 2L, null));
        long cart = cart("ann", code);
        long first = buy(cart, 1, "9.00");
        inTheRowOfItsCart(first);
        open(cart);
        long second = buy(cart, 1, "9.00");
        open(cart);

        Cart third = shop.put(cart, variant, 1);

        assertThat(reasons(third)).containsExactly("user_limit");
        assertThat(shop.show(cart)).isEqualTo(third);
        assertThat(reasons(shop.put(cart("ann", code), variant, 1))).containsExactly("user_limit");
        orders.cancel(second, NewCancellation.all());
        assertThat(shop.put(cart, variant, 1).total()).isEqualTo(usd("9.00"));
        assertThat(usesOf(first)).isEqualTo(1);
    }

    @Test
    void aUseInTheRowOfItsCartMakesWayForAHoldAndIsKept() {
        for (PromoLimits limits : List.of(new PromoLimits(2L, null, usd("3.00")), PromoLimits.NONE)) {
            String code = code(limits);
            long cart = cart(null, code);
            long first = buy(cart, 1, "9.00");
            inTheRowOfItsCart(first);
            open(cart);

            assertThat(shop.put(cart, variant, 2).total()).isEqualTo(usd("18.00"));

            assertThat(usesOf(first)).isEqualTo(1);
            long second = shop.checkOut(cart).id();
            assertThat(usesOf(first)).isEqualTo(1);
            assertThat(usesOf(second)).isEqualTo(1);
            orders.cancel(first, NewCancellation.all());
            assertThat(usesOf(first)).isZero();
            assertThat(usesOf(second)).isEqualTo(1);
        }
    }

    @Test
    void aCartThatIsGivenUpKeepsTheUsesOfItsOrders() {
        String code = code(PromoLimits.uses(3));
        long cart = cart(null, code);
        long first = buy(cart, 1, "9.00");
        open(cart);
        long second = buy(cart, 1, "9.00");
        inTheRowOfItsCart(second);
        open(cart);

        shop.holdfast.carts().delete(cart);

        assertThat(now(code).claimedUses()).isEqualTo(2);
        assertThat(now(code).heldUses()).isZero();
        assertThat(usesOf(first)).isEqualTo(1);
        assertThat(usesOf(second)).isEqualTo(1);
    }

    @Test
    void aCartThatWasBoughtShowsItsCodesWhereverTheUseIs() {
        String code = code(new PromoLimits(1L, 1L, usd("1.00")));
        long cart = cart("ann", code);
        long order = buy(cart, 1, "9.00");
        open(cart);
        orders.cancel(order, NewCancellation.all());
        long last = buy(cart, 1, "9.00");

        Cart shown = shop.show(cart);
        inTheRowOfItsCart(last);

        assertThat(shown.total()).isEqualTo(usd("9.00"));
        assertThat(reasons(shown)).containsExactly("APPLIED");
        assertThat(shop.show(cart)).isEqualTo(shown);
    }

    @Test
    void whatIsKeptIsRepricedWithTheUseOfItsOwnOrder() {
        String code = code(new PromoLimits(null, null, usd("5.00")));
        long cart = cart(null, code);
        shop.put(cart, variant, 2);
        long first = reprice(cart).id();
        inTheRowOfItsCart(first);
        open(cart);
        shop.put(cart, variant, 3);
        long second = reprice(cart).id();

        assertThat(orders.cancel(second, NewCancellation.of(ItemUnits.of(2, 1))).refundTotal())
                .isEqualTo(usd("9.00"));
        assertThat(orders.cancel(first, NewCancellation.of(ItemUnits.of(1, 1))).refundTotal())
                .isEqualTo(usd("9.00"));
        assertThat(now(code).claimedAmount()).isEqualTo(usd("5.00"));
    }

    @Test
    void cartsThatGoOnAndCancelAtOnceNeverOverdrawACode() throws Exception {
        String code = code(new PromoLimits(4L, null, usd("9.00")));
        AtomicInteger placed = new AtomicInteger();
        Threads.all(8, number -> {
            long cart = cart(null, code);
            for (int round = 0; round < 6; round++) {
                shop.put(cart, variant, 1 + (number + round) % 3);
                long order = shop.checkOut(cart).id();
                placed.incrementAndGet();
                if ((number + round) % 2 == 0) {
                    orders.cancel(order, NewCancellation.all());
                }
                open(cart);
            }
        });

        assertThat(placed).hasValue(48);
        assertThat(shop.count("select count(*) from #promo_uses u join #promo_codes p on p.id = u.code_id"
                        + " where u.order_id is not null and p.code = '" + code + "'"))
                .isEqualTo(now(code).claimedUses())
                .isBetween(1L, 4L);
    }

    private long buy(long cart, int units, String total) {
        shop.put(cart, variant, units);
        Order order = shop.checkOut(cart);
        assertThat(order.total()).isEqualTo(usd(total));
        return order.id();
    }

    private Order reprice(long cart) {
        return shop.builder()
                .refundPolicy(RefundPolicy.REPRICE)
                .build()
                .checkout()
                .place(CheckoutRequest.of(cart));
    }

    private static void open(long cart) {
        shop.execute("update #carts set status = 'open', order_id = null where id = " + cart);
    }

    /** As the version before left it. */
    private static void inTheRowOfItsCart(long order) {
        shop.execute("update #promo_uses u set cart_id = o.cart_id from #orders o where o.id = u.order_id and o.id = "
                + order);
        assertThat(shop.count("select count(*) from #promo_uses where cart_id > 0 and order_id = " + order))
                .isEqualTo(1);
    }

    private static long usesOf(long order) {
        return shop.count("select count(*) from #promo_uses where order_id = " + order);
    }
}

package dev.holdfast.promo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Orders;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An order whose payment is awaited only holds the codes that it was granted. */
class PromoPayByTest extends PromoCodeStories {
    private static final TestShop shop = new TestShop();
    private static final Duration DAY = Duration.ofDays(1);

    private final Orders orders = shop.holdfast.orders();

    PromoPayByTest() {
        super(shop);
    }

    @Test
    void whatNobodyPaidForCanBeHadAgainWithoutASweep() {
        String code = code(new PromoLimits(1L, 1L, usd("1.00")));
        unpaid("ann", code);
        assertThat(now(code).heldUses()).isEqualTo(1);
        assertThat(now(code).claimedUses()).isZero();
        long second = cart("ann", code);
        assertThat(reasons(shop.put(second, variant, 1))).containsExactly("exhausted");
        shop.clock.advance(DAY);

        assertThat(shop.put(second, variant, 1).total()).isEqualTo(usd("9.00"));

        assertThat(now(code).heldUses()).isEqualTo(1);
        assertThat(shop.checkOut(second).total()).isEqualTo(usd("9.00"));
        shop.sweep();
        assertThat(now(code).claimedUses()).isEqualTo(1);
        assertThat(now(code).heldUses()).isZero();
    }

    @Test
    void aPaymentClaimsIt() {
        String code = code(new PromoLimits(2L, null, usd("9.00")));
        long order = unpaid("ann", code);

        orders.pay(order, payment(PaymentKind.AUTHORIZED));

        assertThat(now(code).claimedUses()).isEqualTo(1);
        assertThat(now(code).claimedAmount()).isEqualTo(usd("1.00"));
        assertThat(now(code).heldAmount()).isEqualTo(usd("0.00"));
        orders.pay(order, payment(PaymentKind.FAILED));
        assertThat(now(code).heldUses()).as("it is unpaid again").isEqualTo(1);
        orders.fulfil(order, NewFulfilment.all());
        assertThat(now(code).claimedUses()).as("the shop trusts the buyer").isEqualTo(1);
        shop.clock.advance(DAY);
        shop.sweep();
        assertThat(now(code).claimedUses()).isEqualTo(1);
    }

    @Test
    void aSweepGivesItBack() {
        String limited = code(PromoLimits.uses(1));
        String unlimited = code(PromoLimits.NONE);
        unpaid("ann", limited);
        long second = unpaid("ann", unlimited);
        shop.clock.advance(DAY);

        assertThat(shop.sweep().orders()).isEqualTo(2);

        assertThat(now(limited).heldUses()).isZero();
        assertThat(shop.count("select count(*) from #promo_uses where cart_id = " + -second))
                .isZero();
    }

    @Test
    void whatABuyerTookFromAnOverdueOrderIsSweptOnce() {
        String code = code(PromoLimits.uses(1));
        dev.holdfast.catalog.Variant rare = shop.variant("10.00", 1);
        long cart = cart("ann", code);
        shop.put(cart, rare, 1);
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(cart).withPayBy(shop.clock.instant().plus(DAY)));
        shop.clock.advance(DAY);

        shop.put(cart("bob"), rare, 1);

        assertThat(now(code).heldUses()).as("counts for nothing").isZero();
        assertThat(shop.sweep().promoHolds()).isEqualTo(1);
        assertThat(shop.count("select held_uses from #promo_codes where code = '" + code + "'"))
                .isZero();
    }

    @Test
    void aShopThatKeepsTheUsesOfCancelledOrdersDoesNotKeepWhatWasNeverPaidFor() {
        Orders keeping = shop.builder().returnPromoUses(false).build().orders();
        String code = code(PromoLimits.uses(2));
        long unpaid = unpaid("ann", code);
        long paid = unpaid("ann", code);
        keeping.pay(paid, payment(PaymentKind.CAPTURED));

        keeping.cancel(unpaid, NewCancellation.all());
        keeping.cancel(paid, NewCancellation.all());

        assertThat(now(code).heldUses()).isZero();
        assertThat(now(code).claimedUses()).isEqualTo(1);
    }

    private long unpaid(String user, String code) {
        long cart = cart(user, code);
        shop.put(cart, variant, 1);
        return shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(cart).withPayBy(shop.clock.instant().plus(DAY)))
                .id();
    }

    private static NewPayment payment(PaymentKind kind) {
        return new NewPayment(kind, new BigDecimal("9.00"), "pi");
    }
}

package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ConflictException;
import dev.holdfast.Money;
import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.math.BigDecimal;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several servers correct one order at once. */
class CorrectionsAtOnceTest {
    private static final int THREADS = 8;
    private static final int UNITS = 20;

    private final TestShop shop = new TestShop();

    @AfterEach
    void theShopIsSound() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void noUnitLeavesAnOrderTwice() throws Exception {
        Variant tee = shop.variant(UNITS);
        long order = shop.checkOut(shop.cartWith(tee, UNITS)).id();
        AtomicInteger accepted = new AtomicInteger();

        Threads.all(THREADS, thread -> {
            Orders orders = shop.builder().build().orders();
            for (int i = 0; i < UNITS; i++) {
                try {
                    if ((i + thread) % 2 == 0) {
                        orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));
                    } else {
                        orders.takeBack(order, NewReturn.of(ReturnedUnits.sellable(1, 1)));
                    }
                    accepted.incrementAndGet();
                } catch (ConflictException e) {
                    assertThat(e.code()).isIn("nothing_left", "order_cancelled", "order_fulfilled");
                }
            }
        });

        assertThat(accepted).hasValue(UNITS);
        assertThat(shop.now(tee).stockQuantity()).isEqualTo(UNITS);
        assertThat(shop.holdfast.orders().get(order).refundTotal()).isEqualTo(Money.of("200.00", "USD"));
    }

    @Test
    void aPaymentThatIsReportedToAllServersIsNotedOnce() throws Exception {
        long order = shop.checkOut(shop.cartWith(shop.variant(1), 1)).id();

        Threads.all(THREADS, thread -> {
            Orders orders = shop.builder().build().orders();
            for (int i = 0; i < 5; i++) {
                orders.pay(order, new NewPayment(PaymentKind.CAPTURED, BigDecimal.ONE, "r" + i));
            }
        });

        assertThat(shop.holdfast.orders().get(order).payments()).hasSize(5);
        assertThat(shop.holdfast.orders().get(order).capturedTotal()).isEqualTo(Money.of("5.00", "USD"));
    }
}

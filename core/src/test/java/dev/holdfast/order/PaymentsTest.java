package dev.holdfast.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaymentsTest {
    private static final List<PaymentKind> KINDS = List.of(PaymentKind.values());
    private static final TestShop shop = new TestShop();
    private static final Orders orders = shop.holdfast.orders();

    private long order;

    @BeforeEach
    void placeAnOrder() {
        order = shop.checkOut(shop.cartWith(shop.variant(10), 3)).id();
    }

    @AfterAll
    static void theShopIsSound() {
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void aPaymentIsAuthorizedCapturedAndRefunded() {
        assertThat(status()).isEqualTo(PaymentStatus.UNPAID);
        pay(PaymentKind.AUTHORIZED, "30.00", "a1");
        assertThat(status()).isEqualTo(PaymentStatus.AUTHORIZED);
        pay(PaymentKind.CAPTURED, "20.00", "c1");
        assertThat(status()).as("10.00 are missing").isEqualTo(PaymentStatus.AUTHORIZED);
        pay(PaymentKind.CAPTURED, "10.00", "c2");
        assertThat(status()).isEqualTo(PaymentStatus.PAID);
        pay(PaymentKind.REFUNDED, "5.00", "r1");
        assertThat(status()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        pay(PaymentKind.REFUNDED, "25.00", "r2");
        assertThat(status()).isEqualTo(PaymentStatus.REFUNDED);

        Order paid = orders.get(order);
        assertThat(paid.capturedTotal()).isEqualTo(usd("30.00"));
        assertThat(paid.refundedTotal()).isEqualTo(usd("30.00"));
        assertThat(paid.payments()).hasSize(5).allMatch(payment -> payment.flag() == null);
    }

    @Test
    void whatIsReportedTwiceIsNotedOnce() {
        Payment first = pay(PaymentKind.CAPTURED, "30.00", "c1");
        shop.clock.advance(TestShop.HOLD);

        assertThat(pay(PaymentKind.CAPTURED, "30.00", "c1")).isEqualTo(first);
        assertThat(orders.get(order).payments()).containsExactly(first);
    }

    @Test
    void anotherAmountUnderTheSameReferenceIsKeptAndHasNoEffect() {
        pay(PaymentKind.CAPTURED, "30.00", "c1");

        Payment other = pay(PaymentKind.CAPTURED, "31.00", "c1");

        assertThat(other.flag()).isEqualTo("duplicate");
        assertThat(pay(PaymentKind.CAPTURED, "31.00", "c1")).isEqualTo(other);
        assertThat(orders.get(order).capturedTotal()).isEqualTo(usd("30.00"));
        assertThat(orders.get(order).payments()).hasSize(2);
    }

    @Test
    void amountsThatCannotBeAreKeptAndFlagged() {
        Payment early = pay(PaymentKind.REFUNDED, "5.00", "r1");
        assertThat(early.flag()).isEqualTo("above_captured");
        Payment much = pay(PaymentKind.CAPTURED, "31.00", "c1");
        assertThat(much.flag()).isEqualTo("above_total");

        Order after = orders.get(order);
        assertThat(after.payments().stream().map(Payment::flag)).containsExactly(null, "above_total");
        assertThat(after.paymentStatus()).isEqualTo(PaymentStatus.PARTIALLY_REFUNDED);
        assertThat(after.refundDue()).as("31.00 less 5.00 less 30.00").isEqualTo(usd("0.00"));
    }

    @Test
    void aCancelledOrderOwesWhatWasPaid() {
        orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));
        assertThat(orders.get(order).refundDue()).isEqualTo(usd("0.00"));
        pay(PaymentKind.CAPTURED, "30.00", "c1");
        assertThat(orders.get(order).refundDue()).isEqualTo(usd("10.00"));
        orders.cancel(order, NewCancellation.all());
        assertThat(orders.get(order).refundDue()).isEqualTo(usd("30.00"));
        pay(PaymentKind.REFUNDED, "30.00", "r1");
        assertThat(orders.get(order).refundDue()).isEqualTo(usd("0.00"));
        assertThat(status()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @Test
    void lessIsToBePaidForWhatIsLeft() {
        pay(PaymentKind.CAPTURED, "20.00", "c1");
        assertThat(status()).isEqualTo(PaymentStatus.UNPAID);
        orders.cancel(order, NewCancellation.of(ItemUnits.of(1, 1)));
        assertThat(status()).isEqualTo(PaymentStatus.PAID);
    }

    @Test
    void aDeclinedCardCanBeFollowedByAnother() {
        pay(PaymentKind.AUTHORIZED, "30.00", "card 1");
        pay(PaymentKind.FAILED, "30.00", "card 1");
        assertThat(status()).isEqualTo(PaymentStatus.FAILED);
        pay(PaymentKind.AUTHORIZED, "30.00", "card 2");
        assertThat(status()).isEqualTo(PaymentStatus.AUTHORIZED);
    }

    @Test
    void theOrderInWhichTheyAreReportedMakesNoDifference() {
        long seed = Seed.of(PaymentsTest.class);
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            List<NewPayment> reports = new ArrayList<>();
            for (int report = 0; report < 6; report++) {
                int number = random.nextInt(KINDS.size());
                PaymentKind kind = KINDS.get(number);
                // One amount for each kind and reference: of several the first counts.
                int reference = random.nextInt(3);
                BigDecimal amount = BigDecimal.valueOf(5L * (1 + number) + 3L * reference);
                reports.add(new NewPayment(kind, amount, "r" + reference));
            }
            long another = shop.checkOut(shop.cartWith(shop.variant(10), 3)).id();
            long order = shop.checkOut(shop.cartWith(shop.variant(10), 3)).id();
            reports.forEach(report -> orders.pay(order, report));
            Collections.shuffle(reports, random);
            reports.forEach(report -> orders.pay(another, report));

            Order one = orders.get(order);
            Order two = orders.get(another);
            assertThat(two.paymentStatus()).as("seed %s", seed).isEqualTo(one.paymentStatus());
            assertThat(two.capturedTotal()).isEqualTo(one.capturedTotal());
            assertThat(two.refundedTotal()).isEqualTo(one.refundedTotal());
            assertThat(two.refundDue()).isEqualTo(one.refundDue());
        }
    }

    @Test
    void whatIsNoPaymentIsRefused() {
        assertThatThrownBy(() -> pay(PaymentKind.CAPTURED, "-1.00", "c1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("amount: -1.00 is less than zero");
        assertThatThrownBy(() -> pay(PaymentKind.CAPTURED, "1.001", "c1"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("amount");
        assertThatThrownBy(() -> pay(PaymentKind.CAPTURED, "1.00", " "))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reference: is empty");
        assertThatThrownBy(() -> orders.pay(999_999, new NewPayment(PaymentKind.FAILED, BigDecimal.ZERO, "x")))
                .isInstanceOf(NotFoundException.class);
        assertThat(orders.get(order).payments()).isEmpty();
    }

    private Payment pay(PaymentKind kind, String amount, String reference) {
        return orders.pay(order, new NewPayment(kind, new BigDecimal(amount), reference));
    }

    private PaymentStatus status() {
        return orders.get(order).paymentStatus();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

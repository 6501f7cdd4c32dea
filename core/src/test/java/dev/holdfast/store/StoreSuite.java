package dev.holdfast.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSessions;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.location.LocationChange;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.order.PaymentStatus;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import dev.holdfast.transfer.NewTransfer;
import dev.holdfast.transfer.TransferReceipt;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The main path through every table, on one kind of database; a subclass says which. What a database may get wrong is
 * here, what the decisions may get wrong is elsewhere.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StoreSuite {
    private static final Currency DOLLARS = Currency.getInstance("USD");
    private static final AtomicInteger NAMES = new AtomicInteger();

    /** The shop, the same for all tests of a class. */
    abstract TestShop shop();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop().contradictions()).isZero();
        assertThat(shop().holdfast.verify().violations()).isEmpty();
    }

    @Test
    void fromStockToOrder() {
        Variant variant = shop().variant("19.99", 5);
        shop().holdfast.inventory().receive(variant.id(), 3, "PO-1");
        shop().holdfast.inventory().adjust(variant.id(), -1, "broken", null);
        long cart = shop().cart();
        shop().put(cart, variant, 4);
        Cart changed = shop().put(cart, variant, 2);
        Order order = shop().checkOut(cart);

        assertThat(order.total()).isEqualTo(changed.total());
        assertThat(shop().now(variant).stockQuantity()).isEqualTo(5);
        assertThat(shop().now(variant).reservedQuantity()).isZero();
    }

    @Test
    void fromLocationToLocation() {
        String code = "place-" + NAMES.incrementAndGet();
        Variant variant = shop().variant("19.99", 5);
        shop().holdfast.locations().create(NewLocation.of(code, code));
        shop().holdfast.locations().change(code, LocationChange.active(true));
        shop().holdfast.transfers().create(NewTransfer.of(variant.id(), "default", code, 1));
        long id = shop().holdfast
                .transfers()
                .create(NewTransfer.shipped(variant.id(), "default", code, 3))
                .id();
        shop().holdfast.transfers().receive(id, new TransferReceipt(null, 1, null));
        shop().holdfast.inventory().at(code).receive(variant.id(), 2, null);

        assertThat(shop().holdfast.inventory().at(code).level(variant.id()).stockQuantity())
                .isEqualTo(5);
        assertThat(shop().now(variant).stockQuantity()).isEqualTo(6);
    }

    @Test
    void whatIsPutBackIsFreeAgain() {
        Variant variant = shop().variant(2);
        long cart = shop().cartWith(variant, 2);
        assertThatExceptionOfType(InsufficientStockException.class).isThrownBy(() -> shop().cartWith(variant, 1));

        shop().holdfast
                .carts()
                .removeItem(cart, shop().show(cart).items().get(0).id());
        long other = shop().cartWith(variant, 2);
        shop().holdfast.carts().extend(other);
        shop().holdfast.carts().delete(other);

        assertThat(shop().now(variant).availableQuantity()).isEqualTo(2);
    }

    @Test
    void sessionsAreBegunCancelledCompletedAndPaidFor() {
        Variant variant = shop().variant("10.00", 2);
        CheckoutSessions sessions = shop().holdfast.checkoutSessions();
        NewPayment payment = new NewPayment(PaymentKind.CAPTURED, new BigDecimal("10.00"), "paid");
        long cart = shop().cartWith(variant, 1);
        sessions.cancel(sessions.begin(NewCheckoutSession.of(cart)).id());

        String second = sessions.begin(NewCheckoutSession.of(cart)).id();
        shop().sweep();
        Order order = sessions.complete(second, payment, false).order();
        assertThat(order.paymentStatus()).isEqualTo(PaymentStatus.PAID);
        assertThat(sessions.get(second).orderId()).isEqualTo(order.id());

        String late = sessions.begin(NewCheckoutSession.of(shop().cartWith(variant, 1)))
                .id();
        shop().clock.advance(HoldfastBuilder.DEFAULT_CHECKOUT_SESSION_TIME);
        shop().sweep();
        assertThat(sessions.complete(late, payment, false).order()).isNotNull();
        assertThat(shop().now(variant).stockQuantity()).isZero();
    }

    @Test
    void rulesAreKeptChangedAndArchived() {
        String code = "RULE" + NAMES.incrementAndGet();
        Variant variant = shop().variant("10.00", 5);
        shop().holdfast
                .pricing()
                .add(PricingRuleJson.read(
                        "{\"code\": \"" + code + "\", \"name\": \"Ten percent\", \"target\": \"item\", \"conditions\":"
                                + " {\"variants\": [" + variant.id() + "]}, \"discount\": {\"type\": \"percent_off\","
                                + " \"percent\": 10}}",
                        DOLLARS));
        long cart = shop().cartWith(variant, 1);
        assertThat(shop().show(cart).total().minor()).isEqualTo(900);

        shop().holdfast.pricing().change(code, "{\"discount\": {\"type\": \"percent_off\", \"percent\": 20}}");
        assertThat(shop().put(cart, variant, 2).total().minor()).isEqualTo(1600);
        shop().holdfast.pricing().archive(code);

        assertThat(shop().put(cart, variant, 1).total().minor()).isEqualTo(1000);
    }

    @Test
    void whatExpiredGoesToTheNextBuyerAndToTheSweep() {
        Variant wanted = shop().variant(1);
        Variant left = shop().variant(1);
        long late = shop().cartWith(wanted, 1);
        shop().cartWith(left, 1);
        shop().letExpire();

        shop().cartWith(wanted, 1);
        long swept = shop().holdfast
                .sweeper()
                .sweep(SweepOptions.defaults()
                        .withLock(shop().holdfast.sweeper().databaseLock()))
                .items();

        assertThat(swept).isGreaterThanOrEqualTo(1);
        assertThat(shop().show(late).expiredItems()).hasSize(1);
        assertThat(shop().now(left).availableQuantity()).isOne();
    }

    @Test
    void aKeyHasOneEffect() {
        Variant variant = shop().variant(1);
        IdempotencyKey key = new IdempotencyKey("scope", "key-" + NAMES.incrementAndGet(), "hash");
        AnswerEncoder<String> encoder = new AnswerEncoder<>() {
            @Override
            public String accepted(String answer) {
                return answer;
            }

            @Override
            public String refused(HoldfastException refusal) {
                return refusal.code();
            }
        };
        for (int time = 1; time <= 2; time++) {
            assertThat(shop().holdfast
                            .idempotent(key, encoder, shop -> {
                                shop.inventory().receive(variant.id(), 1, null);
                                return "received";
                            })
                            .text())
                    .isEqualTo("received");
        }

        assertThat(shop().now(variant).stockQuantity()).isEqualTo(2);
    }

    @Test
    void manyBuyersGetWhatIsThereAndNoMore() throws Exception {
        Variant variant = shop().variant(10);
        AtomicInteger sold = new AtomicInteger();
        Threads.all(16, number -> {
            long cart = shop().cart();
            try {
                shop().holdfast.carts().put(cart, PutItem.of(variant.id(), 1));
                shop().holdfast.checkout().place(CheckoutRequest.of(cart));
                sold.incrementAndGet();
            } catch (InsufficientStockException e) {
                assertThat(e.available()).isZero();
            }
        });

        assertThat(sold).hasValue(10);
        assertThat(shop().now(variant).stockQuantity()).isZero();
    }
}

package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.Completion;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.checkout.SessionClosedException;
import dev.holdfast.checkout.SessionStatus;
import dev.holdfast.internal.order.OrderSql;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.Order;
import dev.holdfast.order.PaymentKind;
import dev.holdfast.testing.CuttingProxy;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands of checkout sessions that are one list: each finds what those before it left. */
class SessionListTest {
    private static final NewPayment PAID = new NewPayment(PaymentKind.CAPTURED, BigDecimal.TEN, "list");

    private final TestShop shop = new TestShop();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void aSessionThatALatePaymentOfTheSameListEndsIsWrittenAsEnded() throws Exception {
        OneList server = new OneList(shop);
        Variant variant = shop.variant(1);
        long cart = shop.cartWith(variant, 1);
        String first = begin(cart).id();
        shop.clock.advance(Duration.ofMinutes(30));
        shop.put(cart, variant, 1);

        OneList.Outcomes outcomes = server.run(
                () -> server.sessions.begin(NewCheckoutSession.of(cart)),
                () -> server.sessions.complete(first, PAID, false));

        String second = outcomes.as(CheckoutSession.class, 1).id();
        assertThat(outcomes.as(Completion.class, 2).order()).isNotNull();
        assertThat(shop.holdfast.checkoutSessions().get(second).status()).isEqualTo(SessionStatus.CANCELLED);
    }

    @Test
    void aSessionThatIsCompletedTwiceAndCancelledIsOneOrder() throws Exception {
        OneList server = new OneList(shop);
        String session = begin(shop.cartWith(shop.variant(1), 1)).id();

        OneList.Outcomes outcomes = server.runAndAgain(
                () -> server.sessions.complete(session, PAID, false),
                () -> server.sessions.complete(session, PAID, false),
                () -> server.sessions.cancel(session),
                () -> server.sessions.pay(session, PAID));

        Order order = outcomes.as(Completion.class, 1).order();
        assertThat(outcomes.as(Completion.class, 2).order()).isEqualTo(order);
        assertThat(outcomes.as(SessionClosedException.class, 3).orderId()).isEqualTo(order.id());
        assertThat(outcomes.as(CheckoutSession.class, 4).orderId()).isEqualTo(order.id());
        assertThat(shop.holdfast.orders().get(order.id()).payments()).hasSize(1);
    }

    @Test
    void aPaymentBehindACancellationIsKept() throws Exception {
        OneList server = new OneList(shop);
        Variant variant = shop.variant(1);
        String session = begin(shop.cartWith(variant, 1)).id();

        OneList.Outcomes outcomes =
                server.run(() -> server.sessions.cancel(session), () -> server.sessions.complete(session, PAID, false));

        Completion done = outcomes.as(Completion.class, 2);
        assertThat(done.order()).isNull();
        assertThat(done.session().refundDue().minor()).isEqualTo(1_000);
        assertThat(done.session().payments())
                .singleElement()
                .satisfies(payment -> assertThat(payment.flag()).isEqualTo("duplicate"));
        assertThat(shop.holdfast.checkoutSessions().get(session)).isEqualTo(done.session());
        shop.holdfast.checkoutSessions().pay(session, new NewPayment(PaymentKind.REFUNDED, BigDecimal.TEN, "list"));
    }

    @Test
    void aShortfallBehindTheDeletionOfItsCartLacksNoUnits() throws Exception {
        OneList server = new OneList(shop);
        Variant variant = shop.variant(1);
        long cart = shop.cartWith(variant, 1);
        String session = begin(cart).id();
        shop.clock.advance(Duration.ofMinutes(30));
        shop.cartWith(variant, 1);
        Completion fellShort = shop.holdfast.checkoutSessions().complete(session, PAID, false);
        assertThat(fellShort.session().shortages()).hasSize(1);

        OneList.Outcomes outcomes =
                server.run(server.delete(cart), () -> server.sessions.complete(session, null, true));

        CheckoutSession kept = outcomes.as(Completion.class, 2).session();
        assertThat(kept.status()).isEqualTo(SessionStatus.SHORTFALL);
        assertThat(kept.shortages()).isEmpty();
        assertThat(shop.holdfast.checkoutSessions().get(session)).isEqualTo(kept);
        shop.holdfast.checkoutSessions().pay(session, new NewPayment(PaymentKind.REFUNDED, BigDecimal.TEN, "list"));
    }

    @Test
    void ordersWhoseAnswerWasLostAreAnsweredWithTheirNumbers() throws Exception {
        try (CuttingProxy proxy = new CuttingProxy();
                HikariDataSource pool = proxy.pool(4, 0)) {
            OneList server = new OneList(shop, TestShop.HOLD_LIMITS, Database.of(pool, shop.schema, shop.clock));
            Variant variant = shop.variant(9);
            Variant another = shop.variant("7.00", 9);
            long parts = shop.cartWith(variant, 1);
            shop.put(parts, another, 2);
            shop.put(parts, shop.variant(1), 1);
            // The clock stands still, so it is an order of the same cart and time.
            shop.holdfast.checkout().place(part(parts, 3));
            String session = begin(shop.cartWith(variant, 1)).id();
            proxy.cutOnly("orders_");

            OneList.Outcomes outcomes = server.queued(
                    List.of(
                            () -> server.checkout.place(part(parts, 2)),
                            () -> server.sessions.complete(session, PAID, false),
                            () -> server.checkout.place(part(parts, 1))),
                    () -> proxy.cutNext(CuttingProxy.Cut.AFTER_COMMIT));

            assertThat(proxy.hasCut()).isTrue();
            Completion done = outcomes.as(Completion.class, 2);
            for (Order order : List.of(outcomes.as(Order.class, 1), done.order(), outcomes.as(Order.class, 3))) {
                assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
            }
            assertThat(shop.holdfast.checkoutSessions().get(session)).isEqualTo(done.session());
            assertThat(shop.count("select count(*) from #orders")).isEqualTo(4);
        }
    }

    @Test
    void anOrderIsFoundByTheTransactionThatPlacedItAlthoughAnotherHasChangedItSince() {
        long cart = shop.cartWith(shop.variant(1), 1);
        long order = shop.holdfast.checkout().place(CheckoutRequest.of(cart)).id();
        String placedBy = shop.texts("select xmin::text from #orders").get(0);
        shop.holdfast.orders().pay(order, PAID);

        List<Long> found = Database.of(TestDatabase.dataSource(), shop.schema, shop.clock)
                .read(handle -> handle.attach(OrderSql.class).placedBy(placedBy, new Long[] {cart}));

        assertThat(shop.texts("select xmin::text from #orders")).doesNotContain(placedBy);
        assertThat(found).containsExactly(order);
    }

    private static CheckoutRequest part(long cart, int item) {
        return CheckoutRequest.of(cart).withItems(List.of(CheckoutItem.of(item)));
    }

    private CheckoutSession begin(long cart) {
        return shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
    }
}

package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderFilter;
import dev.holdfast.testing.Answers;
import dev.holdfast.testing.CuttingProxy;
import dev.holdfast.testing.CuttingProxy.Cut;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections are lost at the worst moments, and every caller hears the truth or that it is not known. */
@Tag("long")
class FaultTest {
    private static final TestShop shop = new TestShop();
    private static final CuttingProxy proxy = new CuttingProxy();
    private static final HikariDataSource pool = proxy.pool(4, 0);
    private static final Holdfast behindProxy =
            Holdfast.builder(pool).schema(shop.schema).clock(shop.clock).build();

    @AfterEach
    void theBooksAgreeAndThePoolRecovers() {
        proxy.recover();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(FaultTest::works);
        assertThat(shop.contradictions()).isZero();
        assertThat(proxy.hasCut()).as("the cut was made").isTrue();
    }

    @AfterAll
    static void close() throws Exception {
        pool.close();
        proxy.close();
    }

    @Test
    void aCommandWhoseCommitNeverArrivedDidNothingAndSaysSo() {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        proxy.cutNext(Cut.BEFORE_COMMIT);

        assertThatThrownBy(() -> behindProxy.carts().put(cart, PutItem.of(variant.id(), 2)))
                .isInstanceOfSatisfying(
                        UnavailableException.class, e -> assertThat(e.code()).isEqualTo("database_unavailable"));

        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(shop.now(variant).reservedQuantity()).isZero();
    }

    @Test
    void aCommandThatWasCommittedIsAnsweredAlthoughTheConnectionWasLost() {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 2);
        proxy.cutNext(Cut.AFTER_COMMIT);

        Order order = behindProxy.checkout().place(CheckoutRequest.of(cart));

        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(3);
    }

    @Test
    void aChangeOfTheCatalogueIsAskedAfterToo() {
        Variant variant = shop.variant(5);
        proxy.cutNext(Cut.BEFORE_COMMIT);
        assertThatThrownBy(() -> behindProxy
                        .catalog()
                        .changeVariant(variant.id(), VariantChange.none().withPrice(Money.of("1.00", "USD"))))
                .isInstanceOfSatisfying(
                        UnavailableException.class, e -> assertThat(e.code()).isEqualTo("database_unavailable"));
        assertThat(shop.now(variant).price()).isEqualTo(variant.price());

        proxy.recover();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(FaultTest::works);
        proxy.cutNext(Cut.AFTER_COMMIT);
        Variant cheaper = behindProxy
                .catalog()
                .changeVariant(variant.id(), VariantChange.none().withPrice(Money.of("2.00", "USD")));
        assertThat(shop.now(variant).price()).isEqualTo(cheaper.price()).isEqualTo(Money.of("2.00", "USD"));
    }

    @Test
    void whatCannotBeLearntIsReportedAsUnknownAndNeverRunAgain() {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 2);
        proxy.cutNextAndStayAway(Cut.AFTER_COMMIT);

        assertThatThrownBy(() -> behindProxy.checkout().place(CheckoutRequest.of(cart)))
                .isInstanceOfSatisfying(
                        OutcomeUnknownException.class,
                        e -> assertThat((String) e.facts().get("transaction_id"))
                                .isNotEmpty());

        assertThat(shop.show(cart).status()).isEqualTo(CartStatus.CHECKED_OUT);
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(3);
    }

    @Test
    void anIdempotencyKeyResolvesWhatWasUnknown() {
        Variant variant = shop.variant(5);
        IdempotencyKey key = new IdempotencyKey("fault", "unknown", "hash");
        proxy.cutNextAndStayAway(Cut.AFTER_COMMIT);

        assertThatThrownBy(() -> receive(key, variant)).isInstanceOf(OutcomeUnknownException.class);
        proxy.recover();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(FaultTest::works);

        assertThat(receive(key, variant).replayed()).isTrue();
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(6);
    }

    @Test
    void aCommitUnderAnIdempotencyKeyThatCanBeLearntIsLearnt() {
        Variant variant = shop.variant(5);
        proxy.cutNext(Cut.AFTER_COMMIT);

        assertThat(receive(new IdempotencyKey("fault", "learnt", "hash"), variant)
                        .replayed())
                .isFalse();
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(6);
    }

    @Test
    void ofCombinedCommandsEachHearsTheTruth() throws Exception {
        Variant variant = shop.variant(50);
        AtomicInteger answered = new AtomicInteger();
        long[] carts = new long[20];
        for (int i = 0; i < carts.length; i++) {
            carts[i] = shop.cart();
        }
        proxy.cutNext(Cut.BEFORE_COMMIT);

        Threads.all(carts.length, i -> {
            boolean answers;
            try {
                behindProxy.carts().put(carts[i], PutItem.of(variant.id(), 1));
                answered.incrementAndGet();
                answers = true;
            } catch (UnavailableException e) {
                answers = false;
            }
            assertThat(shop.show(carts[i]).items()).hasSize(answers ? 1 : 0);
        });

        assertThat(shop.now(variant).reservedQuantity())
                .isEqualTo(answered.get())
                .isLessThan(20);
    }

    @Test
    void aServerProcessThatIsKilledInTheMiddleDidNothing() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        try (OtherTransaction other = new OtherTransaction(shop).lockStock(variant.id())) {
            Future<?> put = Threads.begin(() -> behindProxy.carts().put(cart, PutItem.of(variant.id(), 2)));
            Threads.awaitWaiting(shop, 1);
            other.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where wait_event_type = 'Lock' and query like '%\"" + shop.schema + "\".%'");
            assertThatThrownBy(() -> Threads.join(put)).isInstanceOf(UnavailableException.class);
            other.commit();
        }
        assertThat(shop.show(cart).items()).isEmpty();
    }

    @Test
    void aHostWhoseConnectionIsLostHearsOfIt() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        try (OtherTransaction host = new OtherTransaction(shop)) {
            Holdfast within = shop.holdfast.within(host.connection);
            within.carts().put(cart, PutItem.of(variant.id(), 1));
            shop.execute("select pg_terminate_backend(" + host.pid() + ")");
            assertThatThrownBy(() -> within.carts().put(cart, PutItem.of(variant.id(), 2)))
                    .isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> within.carts().get(cart)).isInstanceOf(UnavailableException.class);
        }
        assertThat(shop.show(cart).items()).isEmpty();
    }

    @Test
    void whileTheDatabaseIsAwayEverybodyIsToldAndAfterwardsItWorksAgain() {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        proxy.goAway();

        assertThatThrownBy(() -> behindProxy.carts().put(cart, PutItem.of(variant.id(), 1)))
                .isInstanceOfSatisfying(UnavailableException.class, e -> {
                    assertThat(e.code()).isEqualTo("database_unavailable");
                    assertThat(e.retryAfter()).isPositive();
                });
        assertThatThrownBy(() -> behindProxy.carts().get(cart)).isInstanceOf(UnavailableException.class);
        assertThatThrownBy(() -> behindProxy.verify()).isInstanceOf(UnavailableException.class);

        proxy.recover();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(FaultTest::works);
        assertThat(behindProxy
                        .carts()
                        .put(cart, PutItem.of(variant.id(), 1))
                        .cart()
                        .items())
                .hasSize(1);
    }

    private static IdempotentAnswer receive(IdempotencyKey key, Variant variant) {
        return behindProxy.idempotent(key, Answers.text(), on -> on.inventory().receive(variant.id(), 1, null));
    }

    private static boolean works() {
        try {
            behindProxy.orders().list(OrderFilter.all(), PageRequest.first(1));
            return true;
        } catch (UnavailableException e) {
            return false;
        }
    }
}

package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.UnavailableException;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.RuleChanges;
import dev.holdfast.promo.PromoCodeChange;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.spi.SweepLock;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import dev.holdfast.testing.Threads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is held for long, or in another order than ours, stops those who need it and nobody else. */
class LockTimeoutTest {
    private static final VariantChange DEARER = VariantChange.none().withPrice(Money.of("12.00", "USD"));
    private static final String RULE = """
            {"code": "WAITS", "discount": {"type": "percent_off", "percent": 10}}""";

    private static final TestShop shop = new TestShop();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void whoWaitsTooLongIsToldThatItIsBusyAndNothingIsDone() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        Holdfast impatient =
                shop.builder().commandTimeout(Duration.ofMillis(200)).build();
        try (OtherTransaction other = new OtherTransaction(shop).lockStock(variant.id())) {
            assertThatThrownBy(() -> impatient.carts().put(cart, PutItem.of(variant.id(), 1)))
                    .isInstanceOfSatisfying(UnavailableException.class, e -> {
                        assertThat(e.code()).isEqualTo("busy");
                        assertThat(e.retryAfter()).isPositive();
                    });
            other.commit();
        }
        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(impatient.carts().put(cart, PutItem.of(variant.id(), 1)).created())
                .isTrue();
    }

    @Test
    void changesOfTheCatalogueAndOfRulesAndNewCartsDoNotWaitForEverEither() throws Exception {
        Variant variant = shop.variant(5);
        Holdfast impatient = shop.holdfast.withTimeout(Duration.ofMillis(100));
        shop.rule("{'code': 'STORED', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.holdfast.promoCodes().add("STORED", List.of("LOCKED"), PromoLimits.NONE, true);
        SweepLock.Held lease =
                shop.holdfast.sweeper().databaseLock().tryAcquire().orElseThrow();
        RuleChanges rules = shop.holdfast
                .pricing()
                .compare(List.of(PricingRuleJson.read(RULE, Currency.getInstance("USD"))), false);
        try (OtherTransaction other = new OtherTransaction(shop)
                .execute("select 1 from #products for no key update")
                .execute("select 1 from #variants for no key update")
                .execute("select 1 from #versions for no key update")
                .execute("select 1 from #promo_codes for no key update")
                .execute("select 1 from #leases for no key update")
                .execute("lock table #carts in share mode")) {
            isBusy(() -> impatient
                    .catalog()
                    .changeProduct(variant.productId(), ProductChange.none().withBasePrice(Money.of("12.00", "USD"))));
            isBusy(() -> impatient.catalog().changeVariant(variant.id(), DEARER));
            isBusy(() -> impatient.pricing().add(PricingRuleJson.read(RULE, Currency.getInstance("USD"))));
            isBusy(() -> impatient.pricing().apply(rules));
            isBusy(() -> impatient.promoCodes().change("LOCKED", PromoCodeChange.active(false)));
            isBusy(() -> impatient.promoCodes().delete("LOCKED"));
            isBusy(() -> impatient.sweeper().databaseLock().tryAcquire());
            isBusy(() -> impatient.carts().create(NewCart.anonymous()));
            other.commit();
        }
        lease.close();
        assertThat(impatient.catalog().changeVariant(variant.id(), DEARER).price())
                .isEqualTo(Money.of("12.00", "USD"));
        assertThat(impatient.carts().create(NewCart.anonymous()).items()).isEmpty();
    }

    private static void isBusy(ThrowingCallable command) {
        assertThatThrownBy(command)
                .isInstanceOfSatisfying(
                        UnavailableException.class, e -> assertThat(e.code()).isEqualTo("busy"));
    }

    @Test
    void timeoutsThatTheDatabaseCannotCountAreRefused() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(-1), Duration.ofDays(25))) {
            assertThatThrownBy(() -> shop.builder().commandTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("commandTimeout: " + wrong + " is ");
            assertThatThrownBy(() -> shop.holdfast.withTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("timeout: " + wrong + " is ");
        }
        assertThatThrownBy(() -> shop.builder().reservationTime(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("reservationTime: ");
        Holdfast patient = shop.holdfast.withTimeout(Duration.ofDays(1));
        long cart = patient.carts().create(NewCart.anonymous()).id();
        assertThat(patient.carts()
                        .put(cart, PutItem.of(shop.variant(5).id(), 1))
                        .created())
                .isTrue();
    }

    @Test
    void aRowThatAHostHoldsDoesNotStopTheLine() throws Exception {
        Variant held = shop.variant(50);
        Variant free = shop.variant(50);
        Holdfast oneLane = shop.builder().lanes(1).build();
        List<Future<?>> waiting = new ArrayList<>();
        try (OtherTransaction host = new OtherTransaction(shop).lockStock(held.id())) {
            for (int i = 0; i < 10; i++) {
                long cart = shop.cart();
                waiting.add(Threads.begin(() -> oneLane.carts().put(cart, PutItem.of(held.id(), 1))));
            }
            Threads.awaitWaiting(shop, 1);
            for (int i = 0; i < 5; i++) {
                long cart = shop.cart();
                assertThat(oneLane.carts().put(cart, PutItem.of(free.id(), 1)).created())
                        .as("while the host holds the other variant")
                        .isTrue();
            }
            assertThat(waiting).noneMatch(Future::isDone);
            host.commit();
            for (Future<?> put : waiting) {
                Threads.join(put);
            }
        }
        assertThat(shop.now(held).reservedQuantity()).isEqualTo(10);
    }

    @Test
    void whatMetAnotherTransactionIsTriedAgainUntilItIsDone() {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        for (String state : List.of("40001", "40P01")) {
            // A sequence forgets nothing in a rollback, so that the first three transactions fail and the fourth does
            // not.
            shop.execute("create sequence #meetings");
            shop.execute("create function #meet() returns trigger language plpgsql as $$ begin"
                    + " if nextval('#meetings') <= 3 then raise exception 'met' using errcode = '" + state
                    + "'; end if; return new; end $$");
            shop.execute("create trigger meet before update on #stock for each row execute function #meet()");

            shop.put(cart, variant, state.equals("40001") ? 2 : 3);
            shop.holdfast.inventory().receive(variant.id(), 1, null);

            assertThat(shop.count("select last_value from #meetings")).isEqualTo(5);
            shop.execute("drop trigger meet on #stock");
            shop.execute("drop function #meet");
            shop.execute("drop sequence #meetings");
        }
        assertThat(shop.show(cart).items().get(0).quantity()).isEqualTo(3);
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(7);
    }

    @Test
    void anIsolationThatThePoolPrefersIsNotOurs() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        long other = shop.cart();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(TestDatabase.url());
            pool.setMaximumPoolSize(2);
            pool.setConnectionInitSql("set default_transaction_isolation = 'repeatable read'");
            Holdfast strict = Holdfast.builder(pool)
                    .schema(shop.schema)
                    .clock(shop.clock)
                    .commandTimeout(Duration.ofSeconds(30))
                    .build();
            try (OtherTransaction host = new OtherTransaction(shop)) {
                shop.holdfast.within(host.connection).carts().put(other, PutItem.of(variant.id(), 1));
                Future<Cart> put = Threads.begin(() ->
                        strict.carts().put(cart, PutItem.of(variant.id(), 4)).cart());
                Threads.awaitWaiting(shop, 1);
                host.commit();
                assertThat(Threads.join(put).items()).hasSize(1);
            }
            shop.letExpire();
            strict.sweeper().sweep(SweepOptions.defaults());
            assertThat(shop.count("select count(*) from #cart_items")).isZero();
        }
    }
}

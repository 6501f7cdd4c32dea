package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.ReservationExpiredException;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.testing.Answers;
import dev.holdfast.testing.Seed;
import dev.holdfast.testing.SettableClock;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools, sessions and clocks as hosts have them, not as one would wish them. */
class HostFaultsTest {
    private static final TestShop shop = new TestShop();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    private static HikariDataSource pool(String options, boolean autoCommit, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(TestDatabase.url() + options);
        config.setAutoCommit(autoCommit);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(300);
        return new HikariDataSource(config);
    }

    private static Holdfast on(HikariDataSource pool) {
        return Holdfast.builder(pool).schema(shop.schema).clock(shop.clock).build();
    }

    @Test
    void anExhaustedPoolIsSaidToBeUnavailableAndNothingIsDone() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        try (HikariDataSource pool = pool("", true, 1)) {
            Holdfast poor = on(pool);
            try (Connection taken = pool.getConnection()) {
                assertThat(taken.isValid(1)).isTrue();
                assertThatThrownBy(() -> poor.carts().put(cart, PutItem.of(variant.id(), 1)))
                        .isInstanceOf(UnavailableException.class);
                assertThatThrownBy(() -> poor.carts().get(cart)).isInstanceOf(UnavailableException.class);
            }
            assertThat(shop.show(cart).items()).isEmpty();
            // Back as soon as the pool is.
            assertThat(poor.carts().put(cart, PutItem.of(variant.id(), 1)).created())
                    .isTrue();
        }
    }

    @Test
    void aPoolOfOneConnectionIsEnough() {
        Variant variant = shop.variant(5);
        try (HikariDataSource pool = pool("", true, 1)) {
            Holdfast frugal = on(pool);
            long cart = shop.cart();
            frugal.carts().put(cart, PutItem.of(variant.id(), 2));
            frugal.checkout().place(CheckoutRequest.of(cart));
            frugal.sweeper().sweep(SweepOptions.defaults());

            assertThat(frugal.verify().isSound()).isTrue();
            assertThat(frugal.inventory().level(variant.id()).stockQuantity()).isEqualTo(3);
        }
    }

    @Test
    void aStatementTimeoutIsBusyAndNothingIsDone() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        try (HikariDataSource pool = pool("&options=-c%20statement_timeout=150", true, 2);
                Connection host = TestDatabase.dataSource().getConnection();
                Statement statement = host.createStatement()) {
            Holdfast hurried = on(pool).withTimeout(Duration.ofSeconds(1));
            host.setAutoCommit(false);
            statement.execute(
                    "select from " + shop.schema + ".stock where variant_id = " + variant.id() + " for update");

            assertThatThrownBy(() -> hurried.carts().put(cart, PutItem.of(variant.id(), 1)))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            e -> assertThat(e.code()).isEqualTo("busy"));
            host.rollback();

            assertThat(shop.show(cart).items()).isEmpty();
            assertThat(hurried.carts().put(cart, PutItem.of(variant.id(), 1)).created())
                    .isTrue();
            assertThat(hurried.verify().isSound())
                    .as("verify puts the timeout off")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "true, true"})
    void sessionsThatOthersUseBetweenTransactionsAreNamedWithTheirRemedy(boolean ours, boolean theirs)
            throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cart();
        // As behind a pooler: statements that the driver prepared are missing, or there are those of another client.
        String others = (ours ? "deallocate all;" : "")
                + (theirs
                        ? "for i in 2..99 loop execute format('prepare \"S_%s\" (int) as select $1', i); end loop;"
                        : "");
        try (HikariDataSource pool = pool("&prepareThreshold=1", true, 1)) {
            Holdfast pooled = on(pool);
            for (int i = 0; ours && i < 3; i++) {
                pooled.carts().put(cart, PutItem.of(variant.id(), 1));
            }
            try (Connection session = pool.getConnection();
                    Statement statement = session.createStatement()) {
                // In a block, so that the driver does not notice.
                statement.execute("do $$ begin " + others + " end $$");
            }

            assertThatThrownBy(() -> pooled.carts().put(cart, PutItem.of(variant.id(), 2)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("prepareThreshold=0");
            assertThat(shop.show(cart).items()).hasSize(ours ? 1 : 0);
        }
    }

    @Test
    void aDatabaseThatCannotWriteIsUnavailableAndReadsWork() {
        Variant variant = shop.variant(5);
        try (HikariDataSource pool = pool("&options=-c%20default_transaction_read_only=on", true, 2)) {
            Holdfast standby = on(pool);
            List<ThrowingCallable> changes = List.of(
                    () -> standby.inventory().receive(variant.id(), 1, null),
                    () -> standby.carts().create(NewCart.anonymous()),
                    () -> standby.idempotent(
                            new IdempotencyKey("standby", "key", "hash"),
                            Answers.text(),
                            joined -> joined.inventory().receive(variant.id(), 1, null)));
            for (ThrowingCallable change : changes) {
                assertThatThrownBy(change)
                        .isInstanceOfSatisfying(
                                UnavailableException.class,
                                e -> assertThat(e.code()).isEqualTo("database_unavailable"));
            }
            IdempotencyKey answered = new IdempotencyKey("standby", "answered", "hash");
            IdempotentAnswer first = shop.holdfast.idempotent(answered, Answers.text(), on -> 1);
            assertThat(standby.idempotent(answered, Answers.text(), on -> 2))
                    .isEqualTo(new IdempotentAnswer(first.text(), true));
            assertThat(standby.inventory().level(variant.id()).stockQuantity()).isEqualTo(5);
        }
    }

    @Test
    void aPoolWithoutAutocommitCommitsWhatItWasToldToAndLeavesNothingOpen() throws Exception {
        Variant variant = shop.variant(5);
        try (HikariDataSource pool = pool("&ApplicationName=no-autocommit", false, 3)) {
            Holdfast manual = on(pool);
            long cart = manual.carts().create(NewCart.anonymous()).id();
            manual.carts().put(cart, PutItem.of(variant.id(), 2));
            manual.catalog()
                    .changeProduct(variant.productId(), ProductChange.none().withBasePrice(Money.of("12.00", "USD")));
            manual.carts().get(cart);
            manual.checkout().place(CheckoutRequest.of(cart));
            manual.sweeper()
                    .sweep(SweepOptions.defaults().withLock(manual.sweeper().databaseLock()));
            assertThat(manual.verify().isSound()).isTrue();

            assertThat(shop.now(variant).stockQuantity()).isEqualTo(3);
            assertThat(shop.now(variant).price()).isEqualTo(Money.of("12.00", "USD"));
            assertThat(
                            shop.count(
                                    "select count(*) from pg_stat_activity where application_name = 'no-autocommit' and state like 'idle in%'"))
                    .isZero();
        }
    }

    @Test
    void serversWhoseClocksAreTenMinutesApartNeverSellAUnitTwice() {
        SettableClock ahead = new SettableClock(shop.clock.instant().plus(Duration.ofMinutes(10)));
        Holdfast slow = shop.holdfast;
        Holdfast fast = Holdfast.builder(TestDatabase.dataSource())
                .schema(shop.schema)
                .clock(ahead)
                .build();
        Variant variant = shop.variant(10);
        long seed = Seed.of(HostFaultsTest.class);
        Random random = new Random(seed);
        int sold = 0;
        for (int i = 0; i < 200; i++) {
            Holdfast server = random.nextBoolean() ? slow : fast;
            long cart = server.carts().create(NewCart.anonymous()).id();
            try {
                server.carts().put(cart, PutItem.of(variant.id(), 1 + random.nextInt(4)));
                Duration pause = Duration.ofMinutes(random.nextInt(9));
                shop.clock.advance(pause);
                ahead.advance(pause);
                if (random.nextInt(4) == 0) {
                    (random.nextBoolean() ? slow : fast).sweeper().sweep(SweepOptions.defaults());
                }
                sold += (random.nextBoolean() ? slow : fast)
                        .checkout()
                        .place(CheckoutRequest.of(cart))
                        .items()
                        .get(0)
                        .quantity();
                slow.inventory().receive(variant.id(), 2, null);
                sold -= 2;
            } catch (InsufficientStockException | ReservationExpiredException e) {
                // What one clock says has expired may be gone; nobody was promised it for longer.
                assertThat(List.of("insufficient_stock", "reservation_expired")).contains(e.code());
            }
            assertThat(shop.now(variant).stockQuantity()).as("-Dseed=" + seed).isEqualTo(10 - sold);
        }
        // The ledger is in the order of versions, whatever its times are.
        assertThat(slow.inventory().levelAt(variant.id(), null).version()).isPositive();
    }

    @Test
    void aForeignZoneChangesNoTime() throws Exception {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 1);
        for (String zone : List.of("Pacific/Kiritimati", "America/St_Johns", "UTC")) {
            try (HikariDataSource pool = pool("&options=-c%20TimeZone=" + zone, true, 1)) {
                assertThat(on(pool).carts().get(cart)).isEqualTo(shop.show(cart));
            }
        }
    }
}

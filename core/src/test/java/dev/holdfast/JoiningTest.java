package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.cart.Carts;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.location.NewLocation;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.spi.HostTransaction;
import dev.holdfast.spi.HostTransactions;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.sweep.Sweeper;
import dev.holdfast.testing.OtherTransaction;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A shop that is told of the host's transactions is in the one that the calling thread is in. */
class JoiningTest {
    private final TestShop shop = new TestShop();
    private final Host host = new Host();
    private final Holdfast holdfast = shop.builder().joining(host).build();

    /** A host with a transaction for each thread, as application servers have them. */
    private static final class Host implements HostTransactions {
        private static final ThreadLocal<@Nullable Begun> BEGUN = new ThreadLocal<>();
        private @Nullable Duration timeLeft;

        private record Begun(
                Connection connection, @Nullable Duration timeLeft, List<Runnable> after) implements HostTransaction {
            @Override
            public void afterCommit(Runnable work) {
                after.add(work);
            }
        }

        @Override
        public @Nullable HostTransaction current() {
            return BEGUN.get();
        }

        void inTransaction(boolean commit, Runnable work) {
            try (Connection connection = TestDatabase.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                Begun transaction = new Begun(connection, timeLeft, new ArrayList<>());
                BEGUN.set(transaction);
                try {
                    work.run();
                    if (commit) {
                        connection.commit();
                        transaction.after().forEach(Runnable::run);
                    }
                } finally {
                    BEGUN.remove();
                    connection.rollback();
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @AfterEach
    void isSound() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void eachCallIsPartOfTheTransactionOfItsThread() {
        Variant variant = shop.variant(9);
        long cart = shop.cart();
        Carts taken = holdfast.carts();
        host.inTransaction(false, () -> {
            taken.put(cart, PutItem.of(variant.id(), 2));
            holdfast.withTimeout(Duration.ofSeconds(9)).as("jane").inventory().receive(variant.id(), 3, null);
            assertThat(taken.get(cart).items()).hasSize(1);
            assertThat(shop.show(cart).items()).isEmpty();
            assertThatThrownBy(() -> taken.put(cart, PutItem.of(variant.id(), 99)))
                    .isInstanceOf(InsufficientStockException.class);
            assertThat(taken.get(cart).items()).hasSize(1);
        });
        assertThat(shop.show(cart).items()).isEmpty();
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(9);

        host.inTransaction(true, () -> taken.put(cart, PutItem.of(variant.id(), 2)));
        assertThat(shop.show(cart).items()).hasSize(1);
        taken.put(cart, PutItem.of(variant.id(), 4));
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(4);
    }

    /** The rule, and what it asks for, are known to this transaction alone. */
    @Test
    void rulesThatTheTransactionChangedCountInItAndForNobodyElse() {
        Variant variant = shop.variant("10.00", 9);
        Variant others = shop.variant("10.00", 9);
        long cart = shop.cartOf("ada");
        long other = shop.cartOf("bob");
        for (boolean commit : new boolean[] {false, true}) {
            host.inTransaction(commit, () -> {
                holdfast.pricing().add(PricingRuleJson.read("""
                                {"code": "FIRST", "conditions": {"nth_order": 1},
                                 "discount": {"type": "percent_off", "percent": 10}}""", HoldfastBuilder.DEFAULT_CURRENCY));
                assertThat(holdfast.carts()
                                .put(cart, PutItem.of(variant.id(), 1))
                                .cart()
                                .total())
                        .isEqualTo(Money.of("9.00", "USD"));
                assertThat(holdfast.carts().get(cart).total()).isEqualTo(Money.of("9.00", "USD"));
                assertThat(shop.put(other, others, 2).total()).isEqualTo(Money.of("20.00", "USD"));
            });
        }
        assertThat(holdfast.carts()
                        .put(other, PutItem.of(others.id(), 2))
                        .cart()
                        .total())
                .isEqualTo(Money.of("18.00", "USD"));
    }

    @Test
    void locationsThatTheTransactionAddedAreForgottenWithIt() {
        Variant variant = shop.variant(9);
        long cart = shop.cart();
        host.inTransaction(false, () -> {
            holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
            holdfast.inventory().at("berlin").receive(variant.id(), 2, null);
            holdfast.carts().put(cart, PutItem.of(variant.id(), 1));
        });
        holdfast.carts().put(cart, PutItem.of(variant.id(), 1));
        assertThatThrownBy(() -> holdfast.inventory().at("berlin").receive(variant.id(), 2, null))
                .isInstanceOf(HoldfastException.class);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aCallTakesNoLongerThanTheTransactionMay() throws SQLException {
        Variant variant = shop.variant(9);
        long cart = shop.cart();
        Holdfast patient = holdfast.withTimeout(Duration.ofHours(1));
        host.timeLeft = Duration.ofMillis(200);
        try (OtherTransaction other = new OtherTransaction(shop).lockStock(variant.id())) {
            host.inTransaction(false, () -> {
                assertThatThrownBy(() -> patient.carts().put(cart, PutItem.of(variant.id(), 1)))
                        .isInstanceOf(UnavailableException.class);
                assertThat(patient.carts().get(cart).items()).isEmpty();
            });
        }
    }

    @Test
    void whatNeedsItsOwnTransactionsSaysSo() {
        Sweeper sweeper = holdfast.sweeper();
        host.inTransaction(false, () -> {
            assertThatThrownBy(() -> sweeper.sweep(SweepOptions.defaults())).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(holdfast::sweeper).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(holdfast::warmUp).isInstanceOf(IllegalStateException.class);
        });
        holdfast.warmUp();
        assertThat(sweeper.sweep(SweepOptions.defaults()).finished()).isTrue();
    }
}

package dev.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.UnavailableException;
import dev.holdfast.UnusableTransactionException;
import dev.holdfast.cart.Carts;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.sweep.SweepOptions;
import dev.holdfast.sweep.Sweeper;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionTimedOutException;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls are part of the transaction of Spring that they are made in. */
class TransactionsTest {
    private static App app;
    private static Till till;

    @Configuration(proxyBeanMethods = false)
    static class Shop {
        @Bean
        Till till(Holdfast holdfast) {
            return new Till(holdfast);
        }
    }

    /** Somebody gave up. */
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @BeforeAll
    static void start() {
        // Longer than the timeout of any transaction here.
        app = App.start(Shop.class, "holdfast.command-timeout=20s");
        till = app.bean(Till.class);
    }

    @AfterAll
    static void close() {
        app.close();
    }

    @AfterEach
    void forget() {
        app.execute("truncate payments");
        assertThat(app.holdfast().verify().isSound()).isTrue();
    }

    @Test
    void nothingIsSeenBeforeTheCommitAndAllIsAfterwards() {
        Variant variant = app.variant(5);
        long cart = app.cart();
        till.required(() -> {
            app.put(cart, variant, 2);
            app.pay("paid");
            assertThat(app.reserved(variant)).isZero();
            assertThat(app.holdfast().carts().get(cart).items()).hasSize(1);
        });
        assertThat(app.reserved(variant)).isEqualTo(2);
        assertThat(app.payments()).containsExactly("paid");
    }

    @Test
    void aRollbackUndoesWhatTheShopDid() {
        Variant variant = app.variant(5);
        long cart = app.cart();
        assertThatThrownBy(() -> till.required(() -> {
                    app.put(cart, variant, 2);
                    app.pay("paid");
                    throw new Abandoned();
                }))
                .isInstanceOf(Abandoned.class);
        assertThat(app.reserved(variant)).isZero();
        assertThat(app.payments()).isEmpty();
    }

    @Test
    void aServiceThatWasTakenBeforeJoinsTheTransactionOfEachCall() {
        Variant variant = app.variant(5);
        long cart = app.cart();
        assertThatThrownBy(() -> till.required(() -> {
                    till.carts().put(cart, PutItem.of(variant.id(), 2));
                    throw new Abandoned();
                }))
                .isInstanceOf(Abandoned.class);
        assertThat(app.reserved(variant)).isZero();
        till.carts().put(cart, PutItem.of(variant.id(), 3));
        assertThat(app.reserved(variant)).isEqualTo(3);
    }

    /** It is no service of the transaction that it was taken in. */
    @Test
    void aServiceThatWasTakenInATransactionServesAfterIt() {
        Variant variant = app.variant(5);
        long cart = app.cart();
        Carts[] taken = new Carts[1];
        till.required(() -> {
            taken[0] = app.holdfast().as("jane").carts();
            taken[0].put(cart, PutItem.of(variant.id(), 1));
        });
        taken[0].put(cart, PutItem.of(variant.id(), 4));
        assertThat(app.reserved(variant)).isEqualTo(4);
    }

    @Test
    void aRefusalLeavesTheTransactionUsable() {
        Variant variant = app.variant(1);
        long cart = app.cart();
        till.required(() -> {
            app.pay("before");
            assertThatThrownBy(() -> app.put(cart, variant, 2)).isInstanceOf(InsufficientStockException.class);
            app.put(cart, variant, 1);
            app.pay("then");
        });
        assertThat(app.reserved(variant)).isEqualTo(1);
        assertThat(app.payments()).containsExactly("before", "then");
    }

    @Test
    void theTimeoutOfATransactionEndsTheWaitForALock() throws SQLException {
        Variant variant = app.variant(5);
        long cart = app.cart();
        try (Connection other = app.connections().getConnection()) {
            other.setAutoCommit(false);
            try (Statement lock = other.createStatement()) {
                lock.execute("select 1 from holdfast.stock where variant_id = " + variant.id() + " for update");
            }
            assertThatThrownBy(() -> till.inASecond(() -> {
                        app.pay("paid");
                        assertThatThrownBy(() -> app.put(cart, variant, 2)).isInstanceOf(UnavailableException.class);
                        // The second is over, so no other call begins.
                        app.holdfast().carts().get(cart);
                    }))
                    .isInstanceOf(TransactionTimedOutException.class);
            other.rollback();
        }
        assertThat(app.payments()).isEmpty();
        assertThat(app.reserved(variant)).isZero();
    }

    @Test
    void aReadOnlyTransactionReadsAndRefusesToChange() {
        Variant variant = app.variant(5);
        long cart = app.cart();
        till.readOnly(() -> {
            assertThat(app.holdfast().carts().get(cart).items()).isEmpty();
            assertThatThrownBy(() -> app.put(cart, variant, 2))
                    .isInstanceOf(UnusableTransactionException.class)
                    .hasMessageContaining("read only");
            assertThat(app.holdfast().carts().get(cart).items()).isEmpty();
        });
        assertThat(app.reserved(variant)).isZero();
    }

    @Test
    void aChangeInASerializableTransactionIsRefused() {
        Variant variant = app.variant(5);
        long cart = app.cart();
        till.serializable(() -> {
            assertThat(app.holdfast().carts().get(cart).items()).isEmpty();
            assertThatThrownBy(() -> app.put(cart, variant, 2))
                    .isInstanceOf(UnusableTransactionException.class)
                    .hasMessageContaining("SERIALIZABLE");
        });
        assertThat(app.reserved(variant)).isZero();
    }

    @Test
    void aNestedTransactionIsUndoneByItself() {
        Variant kept = app.variant(5);
        Variant undone = app.variant(5);
        long cart = app.cart();
        till.required(() -> {
            app.put(cart, kept, 2);
            assertThatThrownBy(() -> till.nested(() -> {
                        app.put(cart, undone, 3);
                        app.pay("undone");
                        throw new Abandoned();
                    }))
                    .isInstanceOf(Abandoned.class);
            till.nested(() -> app.pay("kept"));
            assertThat(app.holdfast().carts().get(cart).items()).hasSize(1);
        });
        assertThat(app.reserved(kept)).isEqualTo(2);
        assertThat(app.reserved(undone)).isZero();
        assertThat(app.payments()).containsExactly("kept");
    }

    @Test
    void aNestedTransactionIsPartOfTheOneAroundIt() {
        Variant variant = app.variant(5);
        long cart = app.cart();
        assertThatThrownBy(() -> till.required(() -> {
                    till.nested(() -> app.put(cart, variant, 2));
                    throw new Abandoned();
                }))
                .isInstanceOf(Abandoned.class);
        assertThat(app.reserved(variant)).isZero();
    }

    @Test
    void aNewTransactionStaysWhenTheOneAroundItIsRolledBack() {
        Variant outer = app.variant(5);
        Variant inner = app.variant(5);
        long first = app.cart();
        long second = app.cart();
        assertThatThrownBy(() -> till.required(() -> {
                    app.put(first, outer, 1);
                    till.requiresNew(() -> {
                        app.put(second, inner, 2);
                        // Not that of the outer one, which does not see it either.
                        assertThat(app.holdfast().carts().get(first).items()).isEmpty();
                        assertThat(app.reserved(inner)).isZero();
                    });
                    assertThat(app.reserved(inner)).isEqualTo(2);
                    assertThat(app.holdfast().carts().get(first).items()).hasSize(1);
                    throw new Abandoned();
                }))
                .isInstanceOf(Abandoned.class);
        assertThat(app.reserved(outer)).isZero();
        assertThat(app.reserved(inner)).isEqualTo(2);
    }

    @Test
    void aNewTransactionIsUndoneByItself() {
        Variant outer = app.variant(5);
        Variant inner = app.variant(5);
        long first = app.cart();
        long second = app.cart();
        till.required(() -> {
            app.put(first, outer, 1);
            assertThatThrownBy(() -> till.requiresNew(() -> {
                        app.put(second, inner, 2);
                        throw new Abandoned();
                    }))
                    .isInstanceOf(Abandoned.class);
        });
        assertThat(app.reserved(outer)).isEqualTo(1);
        assertThat(app.reserved(inner)).isZero();
    }

    @Test
    void whereThereIsNoTransactionACallIsOneOfItsOwn() {
        Variant variant = app.variant(9);
        long cart = app.cart();
        till.supports(() -> {
            // The connection stays with the scope, which is no transaction.
            app.pay("first");
            app.put(cart, variant, 1);
            assertThat(app.reserved(variant)).isEqualTo(1);
        });
        till.required(() -> till.notSupported(() -> {
            app.put(cart, variant, 2);
            assertThat(app.reserved(variant)).isEqualTo(2);
        }));
        app.put(cart, variant, 3);
        assertThat(app.reserved(variant)).isEqualTo(3);
    }

    @Test
    void aTransactionOnAnotherDataSourceIsNotJoined() {
        Variant variant = app.variant(5);
        long cart = app.cart();
        new TransactionTemplate(new JdbcTransactionManager(app.connections())).executeWithoutResult(status -> {
            app.put(cart, variant, 2);
            status.setRollbackOnly();
        });
        assertThat(app.reserved(variant)).isEqualTo(2);
    }

    @Test
    void aTemplateIsATransactionToo() {
        Variant variant = app.variant(5);
        long cart = app.cart();
        TransactionTemplate template = new TransactionTemplate(app.bean(PlatformTransactionManager.class));
        template.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        template.executeWithoutResult(status -> {
            app.put(cart, variant, 2);
            status.setRollbackOnly();
        });
        assertThat(app.reserved(variant)).isZero();
    }

    @Test
    void anIdempotentCommandIsPartOfTheTransaction() {
        Variant variant = app.variant(5);
        long cart = app.cart();
        IdempotencyKey key = new IdempotencyKey("tests", "key-1", "same");
        AnswerEncoder<Integer> encoder = new AnswerEncoder<>() {
            @Override
            public String accepted(Integer units) {
                return units + " units";
            }

            @Override
            public String refused(HoldfastException refusal) {
                return refusal.code();
            }
        };
        assertThatThrownBy(() -> till.required(() -> {
                    app.holdfast()
                            .idempotent(
                                    key,
                                    encoder,
                                    shop -> shop.carts()
                                            .put(cart, PutItem.of(variant.id(), 2))
                                            .cart()
                                            .items()
                                            .size());
                    throw new Abandoned();
                }))
                .isInstanceOf(Abandoned.class);
        assertThat(app.reserved(variant)).isZero();

        for (boolean replayed : new boolean[] {false, true}) {
            till.required(() -> assertThat(app.holdfast()
                            .idempotent(
                                    key,
                                    encoder,
                                    shop -> shop.carts()
                                            .put(cart, PutItem.of(variant.id(), 2))
                                            .cart()
                                            .items()
                                            .size())
                            .replayed())
                    .isEqualTo(replayed));
        }
        assertThat(app.reserved(variant)).isEqualTo(2);
    }

    @Test
    void aSweepJoinsNoTransaction() {
        Sweeper taken = app.holdfast().sweeper();
        till.required(() -> {
            assertThatThrownBy(() -> taken.sweep(SweepOptions.defaults())).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> app.holdfast().sweeper()).isInstanceOf(IllegalStateException.class);
        });
        taken.sweep(SweepOptions.defaults());
    }
}

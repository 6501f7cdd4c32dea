package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.catalog.Variant;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A row that is not written, although the statement succeeds, fails the command as a whole: here a trigger suppresses
 * every write of one kind.
 */
class SuppressedWritesTest {
    private static final TestShop shop = new TestShop();
    private static final String CODE = "COUNTED";

    private final Variant held = shop.variant("3.00", 50);
    private final Variant other = shop.variant("5.00", 50);
    private long taker;

    static {
        shop.rule("{'code': 'COUNTED', 'target': 'order', 'conditions': {'stored_codes': true},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.holdfast.promoCodes().add(CODE, List.of(CODE), PromoLimits.uses(1_000), true);
        shop.execute("create function #suppress() returns trigger language plpgsql as 'begin return null; end'");
    }

    @AfterAll
    static void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "PUT_ANOTHER, insert, cart_items",
        "PUT_ANOTHER, insert, stock_ledger",
        "PUT_ANOTHER, update, stock",
        "PUT_ANOTHER, update, carts",
        "PUT_MORE, update, cart_items",
        "PUT_MORE, update, promo_uses",
        "SET_CHARGE, update, carts",
        "REMOVE, delete, cart_items",
        "REMOVE, update, promo_codes",
        "REMOVE, delete, promo_uses",
        "DELETE, delete, cart_items",
        "DELETE, delete, promo_uses",
        "DELETE_EXPIRED, delete, expired_items",
        "REMOVE_EXPIRED, delete, expired_items",
        "PUT_EXPIRED, delete, expired_items",
        "PUT_EXPIRED, insert, promo_uses",
        "TAKE_EXPIRED, insert, expired_items",
        "TAKE_EXPIRED, delete, cart_items",
        "CHECK_OUT, delete, cart_items",
        "CHECK_OUT, delete, promo_uses",
        "CHECK_OUT, insert, promo_uses",
        "CHECK_OUT, update, promo_codes",
        "CHECK_OUT, insert, orders",
        "CHECK_OUT, insert, order_items",
        "CHECK_OUT, insert, order_charges",
        "CHECK_OUT, insert, stock_ledger",
        "CHECK_OUT, update, stock",
        "CHECK_OUT, update, carts",
    })
    void whatIsNotWrittenFailsTheCommand(Change change, String kind, String table) {
        long cart = shop.holdfast
                .carts()
                .create(new NewCart("ann", null, List.of(CODE), null))
                .id();
        shop.put(cart, held, 7);
        shop.holdfast.carts().setCharge(cart, NewCharge.of("shipping", Money.of("4.90", "USD")));
        change.prepare(this, cart);
        List<String> before = tables();

        shop.execute("create trigger suppressed before " + kind + " on #" + table
                + " for each row execute function #suppress()");
        try {
            assertThatThrownBy(() -> change.make(this, cart)).hasStackTraceContaining("rows instead of");
        } finally {
            shop.execute("drop trigger suppressed on #" + table);
        }

        assertThat(tables()).isEqualTo(before);
        change.make(this, cart);
        assertThat(tables()).isNotEqualTo(before);
    }

    /** The trigger does suppress, and what fails is not the trigger. */
    @Test
    void whatIsWrittenElsewhereIsNotAffected() {
        shop.execute(
                "create trigger suppressed before delete on #cart_items for each row execute function #suppress()");
        try {
            long cart = shop.cartWith(held, 7);
            assertThat(shop.put(cart, other, 2).items()).hasSize(2);
        } finally {
            shop.execute("drop trigger suppressed on #cart_items");
        }
    }

    enum Change {
        PUT_ANOTHER {
            @Override
            void make(SuppressedWritesTest test, long cart) {
                shop.put(cart, test.other, 2);
            }
        },
        PUT_MORE {
            @Override
            void make(SuppressedWritesTest test, long cart) {
                shop.put(cart, test.held, 9);
            }
        },
        SET_CHARGE {
            @Override
            void make(SuppressedWritesTest test, long cart) {
                shop.holdfast.carts().setCharge(cart, NewCharge.of("wrapping", Money.of("1.00", "USD")));
            }
        },
        REMOVE {
            @Override
            void make(SuppressedWritesTest test, long cart) {
                shop.holdfast.carts().removeItem(cart, 1);
            }
        },
        DELETE {
            @Override
            void make(SuppressedWritesTest test, long cart) {
                shop.holdfast.carts().delete(cart);
            }
        },
        DELETE_EXPIRED {
            @Override
            void prepare(SuppressedWritesTest test, long cart) {
                expire();
            }

            @Override
            void make(SuppressedWritesTest test, long cart) {
                shop.holdfast.carts().delete(cart);
            }
        },
        REMOVE_EXPIRED {
            @Override
            void prepare(SuppressedWritesTest test, long cart) {
                expire();
            }

            @Override
            void make(SuppressedWritesTest test, long cart) {
                shop.holdfast.carts().removeItem(cart, 1);
            }
        },
        PUT_EXPIRED {
            @Override
            void prepare(SuppressedWritesTest test, long cart) {
                expire();
            }

            @Override
            void make(SuppressedWritesTest test, long cart) {
                shop.put(cart, test.held, 4);
            }
        },
        TAKE_EXPIRED {
            @Override
            void prepare(SuppressedWritesTest test, long cart) {
                shop.letExpire();
                test.taker = shop.cart();
            }

            @Override
            void make(SuppressedWritesTest test, long cart) {
                shop.put(test.taker, test.held, 50);
            }
        },
        CHECK_OUT {
            @Override
            void make(SuppressedWritesTest test, long cart) {
                shop.checkOut(cart);
            }
        };

        void prepare(SuppressedWritesTest test, long cart) {}

        abstract void make(SuppressedWritesTest test, long cart);

        private static void expire() {
            shop.letExpire();
            shop.sweep();
        }
    }

    /** All rows of all tables that commands write. */
    private static List<String> tables() {
        return List.of("carts", "cart_items", "expired_items", "stock", "stock_ledger", "promo_codes", "promo_uses")
                .stream()
                .map(table -> table + shop.texts("select t::text from #" + table + " t order by 1"))
                .toList();
    }
}

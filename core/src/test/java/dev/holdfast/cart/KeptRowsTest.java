package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.TestShop;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that items and promo codes refer to cannot be deleted, by anybody, although there is no foreign key. */
class KeptRowsTest {
    private static final String IN_USE = " has items, promo codes or checkout sessions";
    private final TestShop shop = new TestShop();

    @Test
    void aCartIsKeptUnderItsItems() {
        long cart = shop.cartWith(shop.variant(5), 2);

        assertIsKept("delete from #carts where id = " + cart, "cart " + cart + IN_USE);
        assertThat(shop.show(cart).items()).hasSize(1);
    }

    @Test
    void aCartIsKeptUnderItemsThatHaveExpired() {
        long cart = shop.cartWith(shop.variant(5), 2);
        shop.letExpire();
        shop.sweep();

        assertIsKept("delete from #carts where id = " + cart, "cart " + cart + IN_USE);
    }

    @Test
    void aCartIsKeptUnderThePromoCodesThatItHolds() {
        shop.rule("{'code': 'stored', 'conditions': {'stored_codes': true}, 'target': 'order',"
                + " 'discount': {'type': 'percent_off', 'percent': 20}}");
        shop.holdfast.promoCodes().add("stored", List.of("SPRING"), new PromoLimits(5L, null, null), true);
        long cart = shop.holdfast
                .carts()
                .create(new NewCart("u", null, List.of("spring"), null))
                .id();
        shop.put(cart, shop.variant(5), 2);
        assertThat(shop.count("select count(*) from #promo_uses")).isEqualTo(1);
        shop.execute("update #stock set reserved_quantity = 0; delete from #cart_items");

        assertIsKept("delete from #carts where id = " + cart, "cart " + cart + IN_USE);
    }

    @Test
    void aCartIsKeptUnderItsCheckoutSessions() {
        long cart = shop.cartWith(shop.variant(5), 2);
        shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
        shop.execute("update #stock set reserved_quantity = 0; delete from #cart_items");

        assertIsKept("delete from #carts where id = " + cart, "cart " + cart + IN_USE);
    }

    @Test
    void aCounterIsKeptUnderTheItemsThatHoldItsUnits() {
        Variant variant = shop.variant(5);
        shop.cartWith(variant, 2);

        assertIsKept(
                "delete from #stock where variant_id = " + variant.id(), "carts hold units of variant " + variant.id());
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void whatNothingHangsOnMayGo() {
        Variant variant = shop.variant(5);
        long cart = shop.cart();

        shop.execute(
                "delete from #carts where id = " + cart + "; delete from #stock where variant_id = " + variant.id());

        assertThat(shop.count("select count(*) from #carts") + shop.count("select count(*) from #stock"))
                .isZero();
    }

    private void assertIsKept(String delete, String message) {
        assertThatThrownBy(() -> shop.execute(delete))
                .rootCause()
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("23503"));
    }
}

package dev.holdfast.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.cart.Cart;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.order.Order;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is in a shop in few words. */
class ShopFixturesTest {
    @RegisterExtension
    static final TestShop shop = TestShop.embedded();

    @Test
    void productsAndVariantsHaveThePriceAndTheStockThatWereAskedFor() {
        assertThat(shop.product("3.50").basePrice()).isEqualTo(Money.of("3.50", "USD"));
        assertThat(shop.variant(7)).satisfies(variant -> {
            assertThat(variant.price()).isEqualTo(ShopFixtures.DEFAULT_PRICE);
            assertThat(variant.stockQuantity()).isEqualTo(7);
        });
        assertThat(shop.variant("2.50", 0).price()).isEqualTo(Money.of("2.50", "USD"));
        assertThat(shop.variant(Money.of("2", "JPY"), 1).price()).isEqualTo(Money.of("2", "JPY"));
        assertThat(shop.variant(1).sku()).isNotEqualTo(shop.variant(1).sku());
    }

    @Test
    void cartsHoldWhatWasPutIntoThem() {
        Variant variant = shop.variant("10.00", 5);
        long cart = shop.cartWith(variant, 2);

        assertThat(shop.current(variant).reservedQuantity()).isEqualTo(2);
        Cart changed = shop.put(cart, variant, 3);
        assertThat(changed.total()).isEqualTo(Money.of("30.00", "USD"));
        assertThat(shop.holdfast().carts().get(shop.cartOf("jane")).userId()).isEqualTo("jane");
        assertThatThrownBy(() -> shop.cartWith(variant, 3)).isInstanceOf(InsufficientStockException.class);
    }

    @Test
    void ordersAreMadeFromCartsAndFromVariants() {
        Variant variant = shop.variant("10.00", 5);
        long cart = shop.cartWith(variant, 2);

        assertThat(shop.checkOut(cart).total()).isEqualTo(Money.of("20.00", "USD"));
        Order order = shop.order(variant, 3);
        assertThat(order.items()).hasSize(1);
        assertThat(shop.current(variant).stockQuantity()).isZero();
    }

    @Test
    void whatIsHeldExpiresWhenAskedTo() {
        Variant variant = shop.variant(2);
        shop.cartWith(variant, 2);

        shop.letExpire();

        assertThat(shop.order(variant, 2).items()).hasSize(1);
    }

    @Test
    void timeStandsStillWhereNothingIsHeld() {
        shop.letExpire();
        Instant before = shop.clock().instant();

        shop.letExpire();

        assertThat(shop.clock().instant()).isEqualTo(before);
    }

    @Test
    void theWordsAreThereForAnyShop() {
        Holdfast holdfast = shop.holdfast();
        ShopFixtures same = () -> holdfast;

        assertThat(same.order(same.variant(1), 1).total()).isEqualTo(ShopFixtures.DEFAULT_PRICE);
    }
}

package dev.holdfast.testing.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.holdfast.Money;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.InsufficientStockException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// The example of docs/embedding.md: DocsTest compares them.
class LastUnitTest {
    @RegisterExtension
    static final TestShop shop = TestShop.embedded();

    @Test
    void isSoldToTheBuyerWhoHoldsIt() {
        Variant shirt = shop.variant("10.00", 1);
        long cart = shop.cartWith(shirt, 1);

        assertThrows(InsufficientStockException.class, () -> shop.cartWith(shirt, 1));
        assertEquals(Money.of("10.00", "USD"), shop.checkOut(cart).total());
    }

    @Test
    void isFreeAgainWhenItsReservationHasExpired() {
        Variant shirt = shop.variant("10.00", 1);
        shop.cartWith(shirt, 1);

        shop.letExpire();

        shop.order(shirt, 1);
        assertEquals(0, shop.current(shirt).stockQuantity());
    }
}

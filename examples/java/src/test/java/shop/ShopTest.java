package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.holdfast.Money;
import dev.holdfast.cart.CartClosedException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.testing.junit.TestShop;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShopTest {
    // The schema of the program, which the last test runs.
    @RegisterExtension
    static final TestShop holdfast = TestShop.embedded().inSchema("shop");

    private Shop shop;

    @BeforeEach
    void open() throws SQLException {
        shop = new Shop(holdfast.dataSource(), holdfast.holdfast());
    }

    @Test
    void sellsWhatIsThereAndNoMore() throws SQLException {
        Variant shirt = holdfast.variant("10.00", 3);
        long cart = shop.reserve(shirt.id(), 2);

        assertThrows(InsufficientStockException.class, () -> shop.reserve(shirt.id(), 2));
        assertEquals(Money.of("20.00", "USD"), shop.buy(cart).total());
        assertEquals(1, holdfast.current(shirt).stockQuantity());
        assertThrows(CartClosedException.class, () -> shop.buy(cart));
    }

    @Test
    void aReservationThatExpiresCanBeSold() throws SQLException {
        Variant shirt = holdfast.variant("10.00", 3);
        shop.reserve(shirt.id(), 2);

        holdfast.letExpire();

        assertEquals(
                Money.of("30.00", "USD"), shop.buy(shop.reserve(shirt.id(), 3)).total());
    }

    @Test
    void theProgramRuns() throws SQLException {
        Shop.main(new String[] {holdfast.url()});
    }
}

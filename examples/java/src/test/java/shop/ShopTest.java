package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.holdfast.Money;
import dev.holdfast.cart.CartClosedException;
import dev.holdfast.inventory.InsufficientStockException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShopTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void sellsWhatIsThereAndNoMore() throws SQLException {
        Shop shop = new Shop(postgres.getPostgresDatabase());
        long shirt = shop.offer("T-Shirt", "TS-RED-M", "10.00", 3);
        long cart = shop.reserve(shirt, 2);

        assertThrows(InsufficientStockException.class, () -> shop.reserve(shirt, 2));
        assertEquals(Money.of("20.00", "USD"), shop.buy(cart).total());
        assertEquals(1, shop.holdfast().catalog().variant(shirt).stockQuantity());
        assertThrows(CartClosedException.class, () -> shop.buy(cart));
        assertTrue(shop.holdfast().verify().isSound());
    }

    @Test
    void theProgramRuns() throws SQLException {
        Shop.main(new String[] {postgres.getJdbcUrl("postgres", "postgres")});
    }
}

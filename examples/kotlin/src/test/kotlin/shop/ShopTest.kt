package shop

import dev.holdfast.Money
import dev.holdfast.cart.CartClosedException
import dev.holdfast.inventory.InsufficientStockException
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ShopTest {
    @Test
    fun sellsWhatIsThereAndNoMore() {
        EmbeddedPostgres.start().use { postgres ->
            val shop = Shop(postgres.postgresDatabase)
            val shirt = shop.offer("T-Shirt", "TS-RED-M", "10.00", 3)
            val cart = shop.reserve(shirt, 2)

            assertThrows(InsufficientStockException::class.java) { shop.reserve(shirt, 2) }
            assertEquals(Money.of("20.00", "USD"), shop.buy(cart).total())
            assertEquals(1, shop.holdfast.catalog().variant(shirt).stockQuantity())
            assertThrows(CartClosedException::class.java) { shop.buy(cart) }
            assertTrue(shop.holdfast.verify().isSound)

            main(arrayOf(postgres.getJdbcUrl("postgres", "postgres")))
        }
    }
}

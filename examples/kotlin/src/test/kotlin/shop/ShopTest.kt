package shop

import dev.holdfast.Money
import dev.holdfast.cart.CartClosedException
import dev.holdfast.inventory.InsufficientStockException
import dev.holdfast.testing.junit.TestShop
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.RegisterExtension

class ShopTest {
    companion object {
        // The schema of the program, which the last test runs.
        @JvmField
        @RegisterExtension
        val holdfast: TestShop = TestShop.embedded().inSchema("shop")
    }

    private val shop = Shop(holdfast.dataSource(), holdfast.holdfast())

    @Test
    fun sellsWhatIsThereAndNoMore() {
        val shirt = holdfast.variant("10.00", 3)
        val cart = shop.reserve(shirt.id(), 2)

        assertThrows(InsufficientStockException::class.java) { shop.reserve(shirt.id(), 2) }
        assertEquals(Money.of("20.00", "USD"), shop.buy(cart).total())
        assertEquals(1, holdfast.current(shirt).stockQuantity())
        assertThrows(CartClosedException::class.java) { shop.buy(cart) }
    }

    @Test
    fun aReservationThatExpiresCanBeSold() {
        val shirt = holdfast.variant("10.00", 3)
        shop.reserve(shirt.id(), 2)

        holdfast.letExpire()

        assertEquals(Money.of("30.00", "USD"), shop.buy(shop.reserve(shirt.id(), 3)).total())
    }

    @Test
    fun theProgramRuns() {
        main(arrayOf(holdfast.url()))
    }
}

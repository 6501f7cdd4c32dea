package shop

import com.zaxxer.hikari.HikariDataSource
import dev.holdfast.Holdfast
import dev.holdfast.Money
import dev.holdfast.cart.NewCart
import dev.holdfast.cart.PutItem
import dev.holdfast.catalog.NewProduct
import dev.holdfast.catalog.NewVariant
import dev.holdfast.checkout.CheckoutRequest
import dev.holdfast.inventory.InsufficientStockException
import dev.holdfast.migrations.Migrations
import dev.holdfast.order.Order
import dev.holdfast.sweep.BackgroundSweep
import java.sql.Connection
import java.time.Duration
import javax.sql.DataSource

/** A shop in Kotlin. The payments are its own table, the rest is Holdfast's. */
class Shop(private val dataSource: DataSource, private val holdfast: Holdfast) {
    init {
        dataSource.connection.use {
            it.createStatement()
                .execute("create table if not exists payments (order_id bigint primary key, amount numeric not null)")
        }
    }

    /** Puts something on sale, and returns the id of the variant. */
    fun offer(name: String, sku: String, price: String, stock: Int): Long {
        val product = holdfast.catalog().addProduct(NewProduct.of(name, Money.of(price, "USD")))
        return holdfast.catalog().addVariant(NewVariant.of(product.id(), sku, stock)).id()
    }

    /** Reserves units for a new buyer, and returns the id of the cart. They are held for 15 minutes. */
    fun reserve(variant: Long, quantity: Int): Long {
        val cart = holdfast.carts().create(NewCart.anonymous()).id()
        holdfast.carts().put(cart, PutItem.of(variant, quantity))
        return cart
    }

    /** Makes the cart an order and notes its payment: both, or neither. */
    fun buy(cart: Long): Order = dataSource.inTransaction { connection ->
        val order = holdfast.within(connection).checkout().place(CheckoutRequest.of(cart))
        connection.prepareStatement("insert into payments values (?, ?)").use {
            it.setLong(1, order.id())
            it.setBigDecimal(2, order.total().toDecimal())
            it.executeUpdate()
        }
        order
    }
}

/** Commits what the work did, or rolls it back if the work throws. */
fun <T> DataSource.inTransaction(work: (Connection) -> T): T = connection.use {
    it.autoCommit = false
    try {
        work(it).also { _ -> it.commit() }
    } catch (e: Exception) {
        it.rollback()
        throw e
    }
}

/** Sells something. The argument is an address such as `jdbc:postgresql://localhost/shop?user=me`. */
fun main(arguments: Array<String>) {
    HikariDataSource().apply { jdbcUrl = arguments[0] }.use { pool ->
        Migrations.apply(pool, "shop")
        val holdfast = Holdfast.builder(pool).schema("shop").build()
        val shop = Shop(pool, holdfast)
        // Takes expired items out of carts, beside the shop. Nothing depends on it.
        BackgroundSweep.every(Duration.ofSeconds(30), holdfast).use {
            val shirt = shop.offer("T-Shirt", "TS-${System.nanoTime()}", "10.00", 3)
            val cart = shop.reserve(shirt, 2)
            try {
                shop.reserve(shirt, 2)
            } catch (e: InsufficientStockException) {
                println("Somebody else came too late: ${e.message}")
            }
            println("Sold for ${shop.buy(cart).total()}")
        }
    }
}

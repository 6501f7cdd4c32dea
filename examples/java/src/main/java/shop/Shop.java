package shop;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.order.Order;
import dev.holdfast.sweep.BackgroundSweep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** A shop in plain Java. The payments are its own table, the rest is Holdfast's. */
public final class Shop {
    private final DataSource dataSource;
    private final Holdfast holdfast;

    /**
     * A shop.
     *
     * @param holdfast works with the same DataSource
     */
    public Shop(DataSource dataSource, Holdfast holdfast) throws SQLException {
        this.dataSource = dataSource;
        this.holdfast = holdfast;
        try (Connection connection = dataSource.getConnection();
                PreparedStatement table = connection.prepareStatement(
                        "create table if not exists payments (order_id bigint primary key, amount numeric not null)")) {
            table.execute();
        }
    }

    /** Puts something on sale, and returns the id of the variant. */
    public long offer(String name, String sku, String price, int stock) {
        long product = holdfast.catalog()
                .addProduct(NewProduct.of(name, Money.of(price, "USD")))
                .id();
        return holdfast.catalog().addVariant(NewVariant.of(product, sku, stock)).id();
    }

    /** Reserves units for a new buyer, and returns the id of the cart. They are held for 15 minutes. */
    public long reserve(long variant, int quantity) {
        long cart = holdfast.carts().create(NewCart.anonymous()).id();
        holdfast.carts().put(cart, PutItem.of(variant, quantity));
        return cart;
    }

    /** Makes the cart an order and notes its payment: both, or neither. */
    public Order buy(long cart) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement payment = connection.prepareStatement("insert into payments values (?, ?)")) {
                Order order = holdfast.within(connection).checkout().place(CheckoutRequest.of(cart));
                payment.setLong(1, order.id());
                payment.setBigDecimal(2, order.total().toDecimal());
                payment.executeUpdate();
                connection.commit();
                return order;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        }
    }

    /** Sells something: {@code java shop.Shop jdbc:postgresql://localhost/shop?user=me}. */
    public static void main(String[] arguments) throws SQLException {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl(arguments[0]);
            Migrations.apply(pool, "shop");
            Holdfast holdfast = Holdfast.builder(pool).schema("shop").build();
            Shop shop = new Shop(pool, holdfast);
            // Takes expired items out of carts, beside the shop. Nothing depends on it.
            try (BackgroundSweep sweep = BackgroundSweep.every(Duration.ofSeconds(30), holdfast)) {
                long shirt = shop.offer("T-Shirt", "TS-" + System.nanoTime(), "10.00", 3);
                long cart = shop.reserve(shirt, 2);
                try {
                    shop.reserve(shirt, 2);
                } catch (InsufficientStockException e) {
                    System.out.println("Somebody else came too late: " + e.getMessage());
                }
                System.out.println("Sold for " + shop.buy(cart).total());
            }
        }
    }
}

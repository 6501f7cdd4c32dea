package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.order.Order;
import dev.holdfast.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The example of the README, compiled and run. */
@Tag("quick")
class EmbeddingExampleTest {

    @Test
    void theExampleOfTheReadmeRuns() throws SQLException {
        DataSource dataSource = TestDatabase.dataSource();
        execute(dataSource, "create table if not exists payments (order_id bigint, amount numeric)");

        // readme:start
        Migrations.apply(dataSource, "shop");
        Holdfast holdfast = Holdfast.builder(dataSource).schema("shop").build();

        var product = holdfast.catalog().addProduct(NewProduct.of("T-Shirt", Money.of("10.00", "USD")));
        var variant = holdfast.catalog().addVariant(NewVariant.of(product.id(), "TS-RED-M", 100));

        long cart = holdfast.carts().create(NewCart.anonymous()).id();
        holdfast.carts().put(cart, PutItem.of(variant.id(), 2)); // held for 15 minutes

        // Check out in your own transaction, together with your own writes:
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            Order order = holdfast.within(connection).checkout().place(CheckoutRequest.of(cart));
            try (PreparedStatement payment = connection.prepareStatement("insert into payments values (?, ?)")) {
                payment.setLong(1, order.id());
                payment.setBigDecimal(2, order.total().toDecimal());
                payment.executeUpdate();
            }
            connection.commit(); // commits the order, the stock and the payment, or none of them
        }
        // readme:end

        assertThat(holdfast.catalog().variant(variant.id()).stockQuantity()).isEqualTo(98);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet payments = statement.executeQuery("select sum(amount) from payments")) {
            payments.next();
            assertThat(payments.getBigDecimal(1)).isEqualByComparingTo("20.00");
        }
        execute(dataSource, "drop table payments");
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package shop;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.migrations.Migrations;

/** Sells two T-shirts in a new shop, and prints what they cost. */
public final class Shop {
    private Shop() {}

    /** @param arguments the JDBC URL of a database, and the name of a schema that is not there yet */
    public static void main(String[] arguments) {
        try (HikariDataSource dataSource = new HikariDataSource()) {
            dataSource.setJdbcUrl(arguments[0]);
            Migrations.apply(dataSource, arguments[1]);
            Holdfast holdfast =
                    Holdfast.builder(dataSource).schema(arguments[1]).build();
            var product = holdfast.catalog().addProduct(NewProduct.of("T-Shirt", Money.of("10.00", "USD")));
            var variant = holdfast.catalog().addVariant(NewVariant.of(product.id(), "TS-RED-M", 100));
            long cart = holdfast.carts().create(NewCart.anonymous()).id();
            holdfast.carts().put(cart, PutItem.of(variant.id(), 2));
            System.out.println(
                    "sold for " + holdfast.checkout().place(CheckoutRequest.of(cart)).total());
        }
    }
}

package dev.holdfast.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.holdfast.InvalidInputException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.migrations.Migrations;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Copies a shop from one database of a server to another. */
class DatabaseCopyTest {
    private static final String OTHER = "copy_of_a_shop";

    private final TestShop shop = new TestShop();
    private HikariDataSource target;

    @BeforeEach
    void createOther() throws SQLException {
        administer("drop database if exists " + OTHER);
        administer("create database " + OTHER);
        target = TestDatabase.pool(TestDatabase.url().replaceFirst("/postgres\\?", "/" + OTHER + "?"));
        Migrations.apply(target, shop.schema);
    }

    @AfterEach
    void dropOther() throws SQLException {
        target.close();
        administer("drop database " + OTHER);
    }

    @Test
    void theCopyIsTheShopAndGoesOnWhereItStood() {
        Variant variant = shop.variant("19.99", 10);
        shop.checkOut(shop.cartWith(variant, 3));
        long open = shop.cartWith(variant, 2);

        Map<String, Long> copied = DatabaseCopy.copy(TestDatabase.dataSource(), target, shop.schema);

        assertThat(copied)
                .containsEntry("products", 1L)
                .containsEntry("orders", 1L)
                .containsEntry("carts", 2L)
                .containsEntry("cart_items", 1L)
                .containsEntry("stock_ledger", shop.count("select count(*) from #stock_ledger"));
        TestShop copy = new TestShop(shop.schema, target, target);
        assertThat(copy.holdfast.verify().violations()).isEmpty();
        assertThat(copy.now(variant)).isEqualTo(shop.now(variant));
        assertThat(copy.show(open)).isEqualTo(shop.show(open));
        // Sequences continue where they were, including the one of orders.
        assertThat(copy.checkOut(open).id()).isGreaterThan(1001);
        copy.cartWith(copy.variant(1), 1);
        assertThat(copy.contradictions()).isZero();
        assertThat(shop.show(open).items()).as("the source, unchanged").hasSize(1);
    }

    @Test
    void aShopThatIsThereIsNotTouched() {
        TestShop other = new TestShop(shop.schema, target, target);
        other.variant(1);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> DatabaseCopy.copy(TestDatabase.dataSource(), target, shop.schema))
                .withMessageContaining("has a shop")
                .withMessageContaining("products");
        assertThat(other.count("select count(*) from #products")).isOne();
    }

    private static void administer(String sql) throws SQLException {
        try (Connection connection = TestDatabase.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

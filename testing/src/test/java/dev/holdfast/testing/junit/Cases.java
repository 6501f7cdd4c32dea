package dev.holdfast.testing.junit;

import static org.junit.jupiter.api.Assertions.fail;

import dev.holdfast.catalog.NewVariant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Test classes that {@link TestShopTest} runs, and the schemas that they saw. */
final class Cases {
    /** The same in each class. */
    static final String SKU = "SAME";

    static final List<String> SCHEMAS = new ArrayList<>();

    private Cases() {}

    private static void sell(TestShop shop) {
        SCHEMAS.add(shop.schema());
        shop.holdfast().catalog().addVariant(NewVariant.of(shop.product("1.00").id(), SKU, 1));
        shop.order(shop.variant(1), 1);
    }

    private static void contradict(TestShop shop) throws SQLException {
        shop.variant(5);
        execute(shop, "update \"" + shop.schema() + "\".stock set reserved_quantity = reserved_quantity + 1");
    }

    static void execute(TestShop shop, String sql) throws SQLException {
        try (Connection connection = shop.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static class First {
        @RegisterExtension
        static final TestShop shop = TestShop.embedded();

        @Test
        void sells() {
            sell(shop);
        }
    }

    static class Second {
        @RegisterExtension
        static final TestShop shop = TestShop.embedded();

        @Test
        void sells() {
            sell(shop);
        }
    }

    /** Two classes that inherit the field. */
    abstract static class Base {
        @RegisterExtension
        static final TestShop shop = TestShop.embedded();

        @Test
        void sells() {
            sell(shop);
        }
    }

    static class FirstHeir extends Base {}

    static class SecondHeir extends Base {}

    static class Outer {
        @RegisterExtension
        static final TestShop shop = TestShop.embedded();

        @Test
        void sells() {
            sell(shop);
        }

        @Nested
        class One {
            @Test
            void sells() {
                SCHEMAS.add(shop.schema());
                shop.order(shop.variant(1), 1);
            }
        }

        @Nested
        class Another {
            @Test
            void sells() {
                SCHEMAS.add(shop.schema());
                shop.order(shop.variant(1), 1);
            }
        }
    }

    static class Contradicting {
        @RegisterExtension
        static final TestShop shop = TestShop.embedded();

        @Test
        void contradicts() throws SQLException {
            contradict(shop);
        }
    }

    static class ContradictingUnseen {
        @RegisterExtension
        static final TestShop shop = TestShop.embedded().withoutVerify();

        @Test
        void contradicts() throws SQLException {
            contradict(shop);
        }
    }

    static class ContradictingAndFailing {
        @RegisterExtension
        static final TestShop shop = TestShop.embedded();

        @Test
        void contradictsAndFails() throws SQLException {
            contradict(shop);
            fail("planted");
        }
    }

    static class NotStatic {
        @RegisterExtension
        final TestShop shop = TestShop.embedded();

        @Test
        void sells() {
            sell(shop);
        }
    }

    static class Kept {
        static final String SCHEMA = "shop_of_the_host";

        @RegisterExtension
        static final TestShop shop = TestShop.embedded().inSchema(SCHEMA);

        @Test
        void sells() {
            SCHEMAS.add(shop.schema());
            shop.order(shop.variant(1), 1);
        }
    }
}

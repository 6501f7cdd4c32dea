package dev.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalog.Variant;
import dev.holdfast.testing.SettableClock;
import dev.holdfast.testing.TestDatabase;
import dev.holdfast.testing.junit.TestShop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application whose shop is that of the test kit: the same database, schema and time. */
class TestKitTest {
    @RegisterExtension
    static final TestShop shop = TestShop.on(TestDatabase.url());

    @Configuration(proxyBeanMethods = false)
    static class Time {
        @Bean
        SettableClock clock() {
            return shop.clock();
        }
    }

    @Test
    void theApplicationAndTheTestShareAShop() {
        try (App app =
                App.startEmpty(Time.class, "spring.datasource.url=" + shop.url(), "holdfast.schema=" + shop.schema())) {
            Variant variant = shop.variant(2);
            long cart = app.cartWith(variant, 2);
            assertThat(shop.current(variant).reservedQuantity()).isEqualTo(2);

            shop.letExpire();

            assertThat(app.current(variant).reservedQuantity()).isZero();
            assertThat(shop.put(cart, variant, 1).items()).hasSize(1);
        }
    }
}

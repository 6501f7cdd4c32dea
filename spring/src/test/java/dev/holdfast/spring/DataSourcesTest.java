package dev.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.catalog.Variant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever the DataSource of an application is wrapped in, Holdfast joins its transactions and ends none of them. */
class DataSourcesTest {
    private static DataSource pool(String url) {
        return DataSourceBuilder.create().url(url).build();
    }

    @Configuration(proxyBeanMethods = false)
    static class TransactionAware {
        @Bean
        DataSource dataSource(@Value("${spring.datasource.url}") String url) {
            return new TransactionAwareDataSourceProxy(pool(url));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Hidden {
        @Bean
        DataSource dataSource(@Value("${spring.datasource.url}") String url) {
            return new DelegatingDataSource(new TransactionAwareDataSourceProxy(pool(url)));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Twice {
        @Bean
        DataSource dataSource(@Value("${spring.datasource.url}") String url) {
            return new TransactionAwareDataSourceProxy(new TransactionAwareDataSourceProxy(pool(url)));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Lazy {
        @Bean
        DataSource dataSource(@Value("${spring.datasource.url}") String url) {
            return new LazyConnectionDataSourceProxy(pool(url));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AwareAndLazy {
        @Bean
        DataSource dataSource(@Value("${spring.datasource.url}") String url) {
            return new TransactionAwareDataSourceProxy(new LazyConnectionDataSourceProxy(pool(url)));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Several {
        @Bean
        @Primary
        DataSource main(@Value("${spring.datasource.url}") String url) {
            return pool(url);
        }

        @Bean
        @HoldfastDataSource
        DataSource shops(@Value("${spring.datasource.url}") String url) {
            return pool(url + "&ApplicationName=shops");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NoneMarked {
        @Bean
        DataSource one(@Value("${spring.datasource.url}") String url) {
            return pool(url);
        }

        @Bean
        DataSource two(@Value("${spring.datasource.url}") String url) {
            return pool(url);
        }
    }

    @Test
    void aTransactionAwareProxyIsTakenOff() {
        joinsAndEndsNothing(TransactionAware.class);
    }

    @Test
    void aLazyProxyServes() {
        joinsAndEndsNothing(Lazy.class);
    }

    /** A property that Spring Boot 4.1 knows. */
    @Test
    void theLazyProxyOfSpringBootServes() {
        joinsAndEndsNothing(App.Everything.class, "spring.datasource.connection-fetch=lazy");
    }

    @Test
    void aTransactionAwareProxyOfALazyOneIsTakenOff() {
        joinsAndEndsNothing(AwareAndLazy.class);
    }

    @Test
    void aPoolThatTurnsAutocommitOffServes() {
        joinsAndEndsNothing(App.Everything.class, "spring.datasource.hikari.auto-commit=false");
    }

    @Test
    void aTransactionAwareProxyFurtherInsideIsRefused() {
        for (Class<?> beans : List.of(Hidden.class, Twice.class)) {
            assertThatThrownBy(() -> App.start(beans, "logging.level.root=off"))
                    .rootCause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("TransactionAwareDataSourceProxy")
                    .hasMessageContaining("@HoldfastDataSource");
        }
    }

    @Test
    void ofSeveralTheMarkedOneHasTheShop() {
        try (App app = App.start(Several.class)) {
            assertThat(app.bean(ShopDataSource.class).pool()).isSameAs(app.context.getBean("shops"));
            Variant variant = app.variant(5);
            long cart = app.cart();
            // It is that of the primary one.
            new TransactionTemplate(app.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
                app.put(cart, variant, 2);
                status.setRollbackOnly();
            });
            assertThat(app.reserved(variant)).isEqualTo(2);
        }
    }

    @Test
    void ofSeveralThatAreAlikeNoneIsGuessed() {
        assertThatThrownBy(() -> App.start(NoneMarked.class, "logging.level.root=off"))
                .rootCause()
                .hasMessageContaining("one")
                .hasMessageContaining("two")
                .hasMessageContaining("@HoldfastDataSource");
    }

    private static void joinsAndEndsNothing(Class<?> beans, String... properties) {
        try (App app = App.start(beans, properties)) {
            Variant variant = app.variant(5);
            long cart = app.cart();
            TransactionTemplate transaction = new TransactionTemplate(app.bean(PlatformTransactionManager.class));
            for (boolean first : new boolean[] {true, false}) {
                transaction.executeWithoutResult(status -> {
                    if (first) {
                        app.pay("undone");
                    }
                    app.put(cart, variant, 2);
                    assertThat(app.reserved(variant)).isZero();
                    assertThat(app.payments()).isEmpty();
                    status.setRollbackOnly();
                });
                assertThat(app.reserved(variant)).isZero();
                assertThat(app.payments()).isEmpty();
            }
            transaction.executeWithoutResult(status -> {
                app.put(cart, variant, 2);
                app.pay("paid");
            });
            assertThat(app.reserved(variant)).isEqualTo(2);
            assertThat(app.payments()).containsExactly("paid");
            app.put(cart, variant, 4);
            assertThat(app.reserved(variant)).isEqualTo(4);
        }
    }
}

package dev.holdfast.spring;

import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastBuilder;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.spi.HoldfastListener;
import dev.holdfast.spi.HostTransactions;
import dev.holdfast.spi.StockAllocator;
import dev.holdfast.spi.SweepLock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.StringUtils;

/**
 * A shop on the DataSource of the application.
 *
 * <p>Inside a transaction of Spring on that DataSource, each call of {@link Holdfast} and of its services is part of the
 * transaction; otherwise it is one of its own. The tables are created and upgraded before any bean that uses the shop, and
 * expired items are swept while the application runs.
 *
 * <p>Each part can be replaced by a bean of the application: {@link Holdfast}, {@link HostTransactions}, {@link
 * HoldfastMigrations}, {@link StockAllocator}, {@link Clock}, {@link SweepLock}. All {@link HoldfastListener}s are told
 * what the shop did, and all {@link HoldfastBuilderCustomizer}s have a say in how it is built.
 *
 * @see HoldfastProperties
 */
// DataSources are configured in the one package by Spring Boot 3, and in the other by Spring Boot 4.
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@ConditionalOnBean(DataSource.class)
@ConditionalOnProperty(prefix = "holdfast", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(HoldfastProperties.class)
public class HoldfastAutoConfiguration {

    @Bean
    ShopDataSource holdfastShopDataSource(
            @HoldfastDataSource ObjectProvider<DataSource> marked, ObjectProvider<DataSource> primary) {
        DataSource own = marked.getIfAvailable();
        try {
            return ShopDataSource.of(own != null ? own : primary.getObject());
        } catch (NoUniqueBeanDefinitionException e) {
            throw new IllegalStateException("there are several DataSources, " + e.getBeanNamesFound()
                    + ": mark the one that has the shop with @HoldfastDataSource, or one with @Primary");
        }
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(prefix = "holdfast.migrations", name = "enabled", matchIfMissing = true)
    HoldfastMigrations holdfastMigrations(ShopDataSource dataSource, HoldfastProperties properties) {
        return new HoldfastMigrations(dataSource.pool(), properties.schema());
    }

    /** Also a shop that the application builds itself comes after the migrations. */
    @Bean
    static BeanFactoryPostProcessor holdfastAfterMigrations() {
        return factory -> {
            String[] migrations = factory.getBeanNamesForType(HoldfastMigrations.class, true, false);
            for (String shop : factory.getBeanNamesForType(Holdfast.class, true, false)) {
                BeanDefinition definition = factory.getBeanDefinition(shop);
                definition.setDependsOn(StringUtils.concatenateStringArrays(definition.getDependsOn(), migrations));
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean
    HostTransactions holdfastTransactions(ShopDataSource dataSource) {
        return new SpringTransactions(dataSource.pool());
    }

    @Bean
    @ConditionalOnMissingBean
    Holdfast holdfast(
            ShopDataSource dataSource,
            HoldfastProperties properties,
            HostTransactions transactions,
            ObjectProvider<StockAllocator> allocator,
            ObjectProvider<Clock> clock,
            ObjectProvider<HoldfastListener> listeners,
            ObjectProvider<HoldfastBuilderCustomizer> customizers) {
        HoldfastBuilder builder = Holdfast.builder(dataSource.pool()).joining(transactions);
        apply(properties, builder);
        allocator.ifUnique(builder::stockAllocator);
        clock.ifUnique(unlessTheSystems(builder::clock));
        List<HoldfastListener> told = listeners.orderedStream().toList();
        if (!told.isEmpty()) {
            builder.listener(told.size() == 1 ? told.get(0) : new Listeners(told));
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    @ConditionalOnProperty(prefix = "holdfast.sweep", name = "enabled", matchIfMissing = true)
    SweepLifecycle holdfastSweep(Holdfast shop, HoldfastProperties properties, ObjectProvider<SweepLock> lock) {
        return new SweepLifecycle(shop, properties.sweep(), lock.getIfUnique());
    }

    // Many applications have the system's clock as a bean. The database's is better: all instances share it.
    private static Consumer<Clock> unlessTheSystems(Consumer<Clock> use) {
        return clock -> {
            if (!clock.equals(Clock.system(clock.getZone()))) {
                use.accept(clock);
            }
        };
    }

    private static void apply(HoldfastProperties properties, HoldfastBuilder builder) {
        builder.schema(properties.schema())
                .currency(properties.currency())
                .reservationTime(properties.reservationTime())
                .reservationTimes(properties.reservationTimes())
                .maxReservationAge(properties.maxReservationAge())
                .checkoutSessionTime(properties.checkoutSessionTime())
                .payWithin(properties.payWithin())
                .emptyCartAge(orNull(properties.emptyCartAge()))
                .maxItemsPerCart(properties.maxItemsPerCart())
                .maxUnitsPerCart(properties.maxUnitsPerCart())
                .maxUnitsPerAnonymousItem(orNull(properties.maxUnitsPerAnonymousItem()))
                .maxAnonymousShare(orNull(properties.maxAnonymousShare()))
                .maxAnonymousCarts(orNull(properties.maxAnonymousCarts()))
                .stockAllocator(properties.allocation().allocator())
                .pricingPolicy(PricingPolicy.named(properties.pricingPolicy()))
                .refundPolicy(properties.refundPolicy())
                .returnPromoUses(properties.returnPromoUses())
                .commandTimeout(properties.commandTimeout())
                .lanes(properties.lanes())
                .batchLimit(properties.batchLimit())
                .queueLimit(properties.queueLimit());
        if (properties.maxItemsPerUser() != null) {
            builder.maxItemsPerUser(properties.maxItemsPerUser());
        }
        if (properties.maxUnitsPerUser() != null) {
            builder.maxUnitsPerUser(properties.maxUnitsPerUser());
        }
    }

    private static @Nullable Integer orNull(int limit) {
        return limit == 0 ? null : (Integer) limit;
    }

    private static @Nullable Duration orNull(Duration age) {
        return age.isZero() ? null : age;
    }
}

package dev.holdfast.spring;

import dev.holdfast.Holdfast;
import dev.holdfast.micrometer.HoldfastMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The metrics of the shop in the registry of the application, if it has one. */
// Registries are configured in the one package by Spring Boot 3, and in the other by Spring Boot 4.
@AutoConfiguration(
        after = HoldfastAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass({MeterRegistry.class, HoldfastMetrics.class})
@ConditionalOnBean({Holdfast.class, MeterRegistry.class})
public class HoldfastMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    HoldfastMetrics holdfastMetrics(MeterRegistry registry) {
        return new HoldfastMetrics(registry);
    }

    @Bean
    SmartInitializingSingleton holdfastMetricsOfShop(Holdfast shop, HoldfastMetrics metrics) {
        return () -> {
            metrics.watch(shop);
            metrics.watchSweeps();
        };
    }
}

package dev.holdfast.spring;

import dev.holdfast.Holdfast;
import org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The health of the shop, for Spring Boot 3. */
@AutoConfiguration(after = HoldfastAutoConfiguration.class)
@ConditionalOnClass(
        name = {
            "org.springframework.boot.actuate.health.HealthIndicator",
            "org.springframework.boot.actuate.autoconfigure.health.ConditionalOnEnabledHealthIndicator"
        })
@ConditionalOnEnabledHealthIndicator("holdfast")
@ConditionalOnBean(Holdfast.class)
public class HoldfastHealthOfBoot3AutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "holdfastHealthIndicator")
    HealthIndicator holdfastHealthIndicator(ShopDataSource dataSource, HoldfastProperties properties) {
        return new AbstractHealthIndicator("the shop cannot be asked") {
            @Override
            protected void doHealthCheck(Health.Builder builder) {
                ShopState state = ShopState.of(dataSource, properties.schema());
                builder.status(state.isUp() ? "UP" : "DOWN");
                state.details().forEach(builder::withDetail);
                if (state.failure() != null) {
                    builder.withException(state.failure());
                }
            }
        };
    }
}

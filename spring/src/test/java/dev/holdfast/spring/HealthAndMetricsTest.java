package dev.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.catalog.Variant;
import dev.holdfast.migrations.Migrations;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ReflectionUtils;

/** What Actuator and Micrometer show. The types of health have other names in Spring Boot 4, so methods are looked up. */
class HealthAndMetricsTest {
    @Configuration(proxyBeanMethods = false)
    static class Plain {}

    @Test
    void theShopIsUpAndNamesItsVersion() {
        try (App app = App.start(Plain.class)) {
            Object health = health(app);
            assertThat(get(health, "getStatus")).hasToString("UP");
            assertThat(get(health, "getDetails"))
                    .isEqualTo(
                            Map.of("schema", App.SHOP, "version", Migrations.newest(), "needed", Migrations.newest()));
            Object all = get(get(app.context.getBean("healthEndpoint"), "health"), "getComponents");
            assertThat((Map<?, ?>) all).extracting("holdfast").isNotNull();
        }
    }

    @Test
    void theShopIsDownWithoutItsTables() {
        try (App app = App.startEmpty(Plain.class, "holdfast.migrations.enabled=false")) {
            Object health = health(app);
            assertThat(get(health, "getStatus")).hasToString("DOWN");
            assertThat(String.valueOf(get(health, "getDetails"))).contains("does not exist");
        }
    }

    @Test
    void theShopIsDownWithTablesOfAnOlderVersion() {
        try (App app = App.start(Plain.class)) {
            app.execute("delete from holdfast.schema_history where version = '" + Migrations.newest() + "'");
            assertThat(get(health(app), "getStatus")).hasToString("DOWN");
        }
    }

    @Test
    void thereIsNoHealthWhereItIsTurnedOff() {
        try (App app = App.start(Plain.class, "management.health.holdfast.enabled=false")) {
            assertThatThrownBy(() -> health(app)).isInstanceOf(NoSuchBeanDefinitionException.class);
        }
    }

    @Test
    void theRegistryOfTheApplicationHasTheMetrics() {
        try (App app = App.start(Plain.class)) {
            Variant variant = app.variant(5);
            app.cartWith(variant, 2);

            MeterRegistry registry = app.bean(MeterRegistry.class);
            assertThat(registry.get("holdfast.commands")
                            .tag("command", "put_item")
                            .tag("outcome", "accepted")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("holdfast.units")
                            .tag("kind", "reserved")
                            .counter()
                            .count())
                    .isEqualTo(2);
            assertThat(registry.get("holdfast.reservations")
                            .tag("state", "open")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            assertThat(registry.get("holdfast.commands.waiting").gauge().value())
                    .isZero();
        }
    }

    private static Object health(App app) {
        return get(app.context.getBean("holdfastHealthIndicator"), "health");
    }

    private static Object get(Object object, String method) {
        Method found = ReflectionUtils.findMethod(object.getClass(), method);
        ReflectionUtils.makeAccessible(found);
        return ReflectionUtils.invokeMethod(found, object);
    }
}

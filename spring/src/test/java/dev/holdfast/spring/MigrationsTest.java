package dev.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.migrations.Migrations;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tables are there before the shop is used, and the application's own migrations know nothing of them. */
class MigrationsTest {
    @Configuration(proxyBeanMethods = false)
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    static class UsesTheShopAtOnce {
        @Bean
        String sound(Holdfast holdfast) {
            return "sound: " + holdfast.verify().isSound();
        }
    }

    @Test
    void theyComeBeforeBeansThatUseTheShop() {
        try (App app = App.startEmpty(UsesTheShopAtOnce.class)) {
            assertThat(app.context.getBean("sound")).isEqualTo("sound: true");
        }
    }

    @Test
    void theyCanBeTurnedOff() {
        try (App app = App.startEmpty(Plain.class, "holdfast.migrations.enabled=false")) {
            assertThat(app.context.getBeanNamesForType(HoldfastMigrations.class))
                    .isEmpty();
            assertThat(app.look("select nspname from pg_namespace where nspname = 'holdfast'"))
                    .isEmpty();
        }
    }

    @Test
    void theApplicationsFlywayHasItsOwnHistoryAndTables() {
        String[] flyway = {
            "spring.flyway.enabled=true",
            "spring.flyway.locations=classpath:host-migrations",
            "spring.flyway.baseline-on-migrate=true",
            "spring.flyway.baseline-version=0"
        };
        try (App app = App.startWithFlyway(Plain.class, flyway)) {
            assertThat(app.look("select script from flyway_schema_history where version = '1' and success"))
                    .containsExactly("V1__shipments.sql");
            assertThat(app.look("select count(*)::text from flyway_schema_history"))
                    .containsExactly("2");
            assertThat(app.look("select max(version::integer)::text from holdfast.schema_history"))
                    .containsExactly(String.valueOf(Migrations.newest()));
            // Each is where it belongs.
            assertThat(app.look("select tablename from pg_tables where schemaname = 'public' order by 1"))
                    .containsExactly("flyway_schema_history", "payments", "shipments");
            assertThat(
                            app.look(
                                    "select schemaname from pg_tables where tablename in ('flyway_schema_history', 'shipments')"))
                    .containsOnly("public");
        }
    }
}

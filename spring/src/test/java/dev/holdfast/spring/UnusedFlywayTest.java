package dev.holdfast.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;

/**
 * Flyway comes along with Holdfast. On Spring Boot 3 it would also migrate the schema of an application that does not use
 * it, and fail, because that has tables.
 */
class UnusedFlywayTest {
    @Configuration(proxyBeanMethods = false)
    static class Plain {}

    @Test
    void itLeavesAnApplicationAloneThatDoesNotUseIt() {
        try (App app = App.startWithFlyway(Plain.class)) {
            assertThat(app.context.getBeanNamesForType(Holdfast.class)).hasSize(1);
            assertThat(app.look("select tablename from pg_tables where schemaname = 'public'"))
                    .containsExactly("payments");
        }
    }
}

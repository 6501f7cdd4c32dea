package dev.holdfast.spring;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Keeps Spring Boot 3 from running Flyway for an application that does not use it. Flyway comes along with Holdfast, and
 * Spring Boot 3 takes its presence for the wish to migrate the application's own schema, which fails where that has tables
 * already. An application uses Flyway if it sets a property {@code spring.flyway.*} or has a file in {@code db/migration}.
 * Spring Boot 4 runs Flyway only for applications that depend on its starter.
 */
final class UnusedFlyway implements AutoConfigurationImportFilter, EnvironmentAware {
    private static final String OF_BOOT_3 = "org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration";
    private static final String FILES = "classpath*:db/migration/**/*.*";

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment newEnvironment) {
        environment = newEnvironment;
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[classes.length];
        for (int i = 0; i < classes.length; i++) {
            wanted[i] = !OF_BOOT_3.equals(classes[i]) || isUsed();
        }
        return wanted;
    }

    private boolean isUsed() {
        return isConfigured() || hasMigrations();
    }

    private boolean isConfigured() {
        return environment != null
                && Binder.get(environment)
                        .bind("spring.flyway", Bindable.mapOf(String.class, Object.class))
                        .isBound();
    }

    private static boolean hasMigrations() {
        try {
            return new PathMatchingResourcePatternResolver().getResources(FILES).length > 0;
        } catch (IOException e) {
            return true;
        }
    }
}

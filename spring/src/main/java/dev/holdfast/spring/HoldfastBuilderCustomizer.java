package dev.holdfast.spring;

import dev.holdfast.HoldfastBuilder;

/**
 * A bean that changes how the shop of the application is built, after the properties and the other beans were applied.
 * Several are called in the order of their {@link org.springframework.core.annotation.Order}.
 */
@FunctionalInterface
public interface HoldfastBuilderCustomizer {
    /** Changes the builder. */
    void customize(HoldfastBuilder builder);
}

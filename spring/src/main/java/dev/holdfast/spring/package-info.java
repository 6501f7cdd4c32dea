/**
 * Holdfast in a Spring Boot application. Start at {@link dev.holdfast.spring.HoldfastAutoConfiguration}, and at {@link
 * dev.holdfast.spring.HoldfastProperties} for what can be configured.
 */
@NullMarked
package dev.holdfast.spring;

import org.jspecify.annotations.NullMarked;

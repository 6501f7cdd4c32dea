/**
 * Support for the tests of a host: {@link dev.holdfast.testing.SettableClock}, and contracts for what it implements of
 * {@link dev.holdfast.spi}. None needs a test framework; {@code holdfast-testing} adds an extension of JUnit.
 */
@NullMarked
package dev.holdfast.testing;

import org.jspecify.annotations.NullMarked;

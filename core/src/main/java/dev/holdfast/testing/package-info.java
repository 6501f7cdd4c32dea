/** Support for the tests of a host: start at {@link dev.holdfast.testing.SettableClock}. */
@NullMarked
package dev.holdfast.testing;

import org.jspecify.annotations.NullMarked;

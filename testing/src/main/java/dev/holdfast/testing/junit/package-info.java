/** The test kit for JUnit: start at {@link dev.holdfast.testing.junit.TestShop}. */
@NullMarked
package dev.holdfast.testing.junit;

import org.jspecify.annotations.NullMarked;

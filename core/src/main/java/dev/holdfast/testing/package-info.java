/** What tests of a host need. */
@NullMarked
package dev.holdfast.testing;

import org.jspecify.annotations.NullMarked;

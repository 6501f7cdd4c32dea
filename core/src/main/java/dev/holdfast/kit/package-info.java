/** Variants that are sold as components: start at {@link dev.holdfast.kit.Kits}. */
@NullMarked
package dev.holdfast.kit;

import org.jspecify.annotations.NullMarked;

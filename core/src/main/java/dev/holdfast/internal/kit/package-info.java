/** Kits: variants that are sold as components. */
@NullMarked
package dev.holdfast.internal.kit;

import org.jspecify.annotations.NullMarked;

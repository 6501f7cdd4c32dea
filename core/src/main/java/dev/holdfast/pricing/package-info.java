/** Rules, the pure engine that applies them, and its explanations: start at {@link dev.holdfast.pricing.PriceEngine}. */
@NullMarked
package dev.holdfast.pricing;

import org.jspecify.annotations.NullMarked;

/** The price engine, a pure function, and the quotes it makes. Start at {@link dev.holdfast.pricing.quote.PriceEngine}. */
@NullMarked
package dev.holdfast.pricing.quote;

import org.jspecify.annotations.NullMarked;

/** The pricing rules of a shop, and quotes without a cart. Start at {@link dev.holdfast.pricing.PricingRules}. */
@NullMarked
package dev.holdfast.pricing;

import org.jspecify.annotations.NullMarked;

/** Pricing rules as a shop keeps them, and prices without a cart: start at {@link dev.holdfast.pricing.PricingRules}. */
@NullMarked
package dev.holdfast.pricing;

import org.jspecify.annotations.NullMarked;

/** Pricing rules as data, and the kinds of discount: start at {@link dev.holdfast.pricing.rule.PricingRule}. */
@NullMarked
package dev.holdfast.pricing.rule;

import org.jspecify.annotations.NullMarked;

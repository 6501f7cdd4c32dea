/**
 * Pricing rules as data, and the kinds of discount. Start at {@link dev.holdfast.pricing.rule.PricingRule}; a kind of
 * discount implements {@link dev.holdfast.pricing.rule.Discount}.
 */
@NullMarked
package dev.holdfast.pricing.rule;

import org.jspecify.annotations.NullMarked;

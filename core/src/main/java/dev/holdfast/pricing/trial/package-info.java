/** Rules before they go live, checked and simulated: start at {@link dev.holdfast.pricing.trial.RuleCheck}. */
@NullMarked
package dev.holdfast.pricing.trial;

import org.jspecify.annotations.NullMarked;

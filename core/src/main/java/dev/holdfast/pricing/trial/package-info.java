/** Checks and simulates rules before they go live. Start at {@link dev.holdfast.pricing.trial.RuleCheck}. */
@NullMarked
package dev.holdfast.pricing.trial;

import org.jspecify.annotations.NullMarked;

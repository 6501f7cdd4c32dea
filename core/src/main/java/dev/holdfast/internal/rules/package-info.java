/** Rule books in memory. Start at {@link dev.holdfast.internal.rules.RuleBooks}. */
@NullMarked
package dev.holdfast.internal.rules;

import org.jspecify.annotations.NullMarked;

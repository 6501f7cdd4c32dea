/**
 * Stored pricing rules, and rule books in memory. Start at {@link dev.holdfast.internal.rules.RuleBooks}; the statements
 * are in {@link dev.holdfast.internal.rules.RuleSql}.
 */
@NullMarked
package dev.holdfast.internal.rules;

import org.jspecify.annotations.NullMarked;

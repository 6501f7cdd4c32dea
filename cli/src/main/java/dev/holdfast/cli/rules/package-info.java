/** Sets of rules in files: start at {@link dev.holdfast.cli.rules.RuleFile}. */
@NullMarked
package dev.holdfast.cli.rules;

import org.jspecify.annotations.NullMarked;

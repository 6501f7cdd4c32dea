/** Rules in files, and carts to try them on: start at {@link dev.holdfast.cli.rules.RuleFile}. */
@NullMarked
package dev.holdfast.cli.rules;

import org.jspecify.annotations.NullMarked;

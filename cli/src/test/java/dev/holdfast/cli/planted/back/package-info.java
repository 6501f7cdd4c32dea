/** Classes that break a rule, to test the rule. */
@NullMarked
package dev.holdfast.cli.planted.back;

import org.jspecify.annotations.NullMarked;

/** Breaks a rule of the house, so that the rule can be seen to look. */
@NullMarked
package dev.holdfast.cli.planted.front;

import org.jspecify.annotations.NullMarked;

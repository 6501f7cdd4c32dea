/** The commands, one class each: start at {@link dev.holdfast.cli.command.Commands}. */
@NullMarked
package dev.holdfast.cli.command;

import org.jspecify.annotations.NullMarked;

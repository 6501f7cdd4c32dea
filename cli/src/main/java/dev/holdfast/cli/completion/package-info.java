/** Completion in shells: start at {@link dev.holdfast.cli.completion.CompletionCommand}. */
@NullMarked
package dev.holdfast.cli.completion;

import org.jspecify.annotations.NullMarked;

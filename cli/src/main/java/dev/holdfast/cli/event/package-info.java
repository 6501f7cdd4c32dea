/** The commands that read what happened in the shop. Start at {@link dev.holdfast.cli.event.EventsCommand}. */
@NullMarked
package dev.holdfast.cli.event;

import org.jspecify.annotations.NullMarked;

/** The commands on API keys. Start at {@link dev.holdfast.cli.access.KeysCommand}. */
@NullMarked
package dev.holdfast.cli.access;

import org.jspecify.annotations.NullMarked;

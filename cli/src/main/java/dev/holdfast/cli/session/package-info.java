/** The environment of commands: start at {@link dev.holdfast.cli.session.Session}. */
@NullMarked
package dev.holdfast.cli.session;

import org.jspecify.annotations.NullMarked;

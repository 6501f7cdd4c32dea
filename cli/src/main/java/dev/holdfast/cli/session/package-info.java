/** What a command runs in: start at {@link dev.holdfast.cli.session.Session}. */
@NullMarked
package dev.holdfast.cli.session;

import org.jspecify.annotations.NullMarked;

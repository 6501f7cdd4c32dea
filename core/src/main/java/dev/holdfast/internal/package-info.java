/** What Java forces to be public; no promise is made for it. Start at {@link dev.holdfast.internal.CommandRunner}. */
@NullMarked
package dev.holdfast.internal;

import org.jspecify.annotations.NullMarked;

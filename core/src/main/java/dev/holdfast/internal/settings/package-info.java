/** Settings made by the builder. Start at {@link dev.holdfast.internal.settings.Settings}. */
@NullMarked
package dev.holdfast.internal.settings;

import org.jspecify.annotations.NullMarked;

/** The statements on API keys. */
@NullMarked
package dev.holdfast.internal.access;

import org.jspecify.annotations.NullMarked;

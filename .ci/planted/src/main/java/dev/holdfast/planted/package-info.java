/** Breaks what the gates of the build are there for. */
@NullMarked
package dev.holdfast.planted;

import org.jspecify.annotations.NullMarked;

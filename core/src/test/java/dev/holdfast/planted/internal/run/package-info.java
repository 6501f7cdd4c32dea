/** Breaks the rules of the house, so that these can be seen to look. */
@NullMarked
package dev.holdfast.planted.internal.run;

import org.jspecify.annotations.NullMarked;

/** The only place that knows Jackson; no promise is made for it. */
@NullMarked
package dev.holdfast.internal.json;

import org.jspecify.annotations.NullMarked;

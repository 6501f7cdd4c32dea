/** The statements that find codes: start at {@link dev.holdfast.internal.lookup.LookupSql}. */
@NullMarked
package dev.holdfast.internal.lookup;

import org.jspecify.annotations.NullMarked;

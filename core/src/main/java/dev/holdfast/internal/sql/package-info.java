/** Connections, transactions and statements, for any table. Start at {@link dev.holdfast.internal.sql.Database}. */
@NullMarked
package dev.holdfast.internal.sql;

import org.jspecify.annotations.NullMarked;

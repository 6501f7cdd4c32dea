/** The database of a process: start at {@link dev.holdfast.server.database.ShopDatabase}. */
@NullMarked
package dev.holdfast.server.database;

import org.jspecify.annotations.NullMarked;

/** The database of a process, embedded or external. Start at {@link dev.holdfast.server.database.ShopDatabase}. */
@NullMarked
package dev.holdfast.server.database;

import org.jspecify.annotations.NullMarked;

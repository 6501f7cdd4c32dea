/** What the tables promise: start at {@link dev.holdfast.schema.MigrationsTest}. */
@NullMarked
package dev.holdfast.schema;

import org.jspecify.annotations.NullMarked;

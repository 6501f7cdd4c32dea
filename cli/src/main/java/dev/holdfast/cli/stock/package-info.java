/** Commands about where stock lies: start at {@link dev.holdfast.cli.stock.LocationsCommand}. */
@NullMarked
package dev.holdfast.cli.stock;

import org.jspecify.annotations.NullMarked;

/** The tables of Holdfast: start at {@link dev.holdfast.migrations.Migrations}. */
@NullMarked
package dev.holdfast.migrations;

import org.jspecify.annotations.NullMarked;

/** Stands for the command line, so that a rule of the server can be seen to find it. */
@NullMarked
package dev.holdfast.cli.planted;

import org.jspecify.annotations.NullMarked;

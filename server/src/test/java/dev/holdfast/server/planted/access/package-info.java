/** Breaks rules of the server on purpose, beside its HTTP packages. */
@NullMarked
package dev.holdfast.server.planted.access;

import org.jspecify.annotations.NullMarked;

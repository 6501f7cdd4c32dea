/** Breaks rules of the server on purpose, in routes that do what belongs to other packages. */
@NullMarked
package dev.holdfast.server.planted.http.routes;

import org.jspecify.annotations.NullMarked;

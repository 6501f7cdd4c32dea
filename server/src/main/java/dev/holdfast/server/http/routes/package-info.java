/** What the server answers at each path: start at {@link dev.holdfast.server.http.routes.Routes}. */
@NullMarked
package dev.holdfast.server.http.routes;

import org.jspecify.annotations.NullMarked;

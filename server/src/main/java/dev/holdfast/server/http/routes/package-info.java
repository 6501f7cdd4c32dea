/** The routes: what the server answers at each path. Start at {@link dev.holdfast.server.http.routes.Routes}. */
@NullMarked
package dev.holdfast.server.http.routes;

import org.jspecify.annotations.NullMarked;

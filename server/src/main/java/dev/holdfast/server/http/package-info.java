/** Serves the HTTP API, whose contract is {@code openapi.yaml}. Start at {@link dev.holdfast.server.http.HttpServer}. */
@NullMarked
package dev.holdfast.server.http;

import org.jspecify.annotations.NullMarked;

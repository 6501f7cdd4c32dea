/** The HTTP API, held against {@code openapi.yaml}: start at {@link dev.holdfast.server.http.HttpServer}. */
@NullMarked
package dev.holdfast.server.http;

import org.jspecify.annotations.NullMarked;

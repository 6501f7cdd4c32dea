package dev.holdfast.server.http.routes;

import io.javalin.http.Handler;

/**
 * A GET route beside the API, such as a health check: it writes its own response.
 *
 * @param path the full template of its path
 * @param handler writes the response
 */
public record PlainRoute(String path, Handler handler) {}

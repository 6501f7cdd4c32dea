package dev.holdfast.server.http.routes;

import io.javalin.http.HandlerType;

/**
 * A route of the API: what it answers at a path. Immutable.
 *
 * @param method the HTTP method; a POST honours {@code Idempotency-Key}, the others can be repeated without one
 * @param path the template below {@link #BASE}, such as {@code /carts/{cart_id}}
 * @param endpoint what it does
 */
public record Route(HandlerType method, String path, Endpoint endpoint) {
    /** The path below which the API lives. */
    public static final String BASE = "/api/v1";

    /** The full template of the path. */
    public String fullPath() {
        return BASE + path;
    }

    static Route get(String path, Endpoint endpoint) {
        return new Route(HandlerType.GET, path, endpoint);
    }

    static Route post(String path, Endpoint endpoint) {
        return new Route(HandlerType.POST, path, endpoint);
    }

    static Route put(String path, Endpoint endpoint) {
        return new Route(HandlerType.PUT, path, endpoint);
    }

    static Route patch(String path, Endpoint endpoint) {
        return new Route(HandlerType.PATCH, path, endpoint);
    }

    static Route delete(String path, Endpoint endpoint) {
        return new Route(HandlerType.DELETE, path, endpoint);
    }
}

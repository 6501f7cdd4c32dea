package dev.holdfast.server.http.routes;

import dev.holdfast.access.Scope;
import dev.holdfast.server.http.wire.Storefront;
import io.javalin.http.HandlerType;
import org.jspecify.annotations.Nullable;

/**
 * A route of the API: what it answers at a path. Immutable.
 *
 * @param method the HTTP method; a POST honours {@code Idempotency-Key}, the others can be repeated without one
 * @param path the template below {@link #BASE}, such as {@code /carts/{cart_id}}
 * @param scope what a caller must be allowed to do
 * @param endpoint what it does
 * @param storefront what a publishable key may do with it; null for nothing
 */
public record Route(
        HandlerType method,
        String path,
        Scope scope,
        Endpoint endpoint,
        @Nullable Storefront storefront) {
    /** The path below which the API lives. */
    public static final String BASE = "/api/v1";

    /** The same route, also for publishable keys, which have to have its scope. */
    Route alsoFor(Storefront side) {
        return new Route(method, path, scope, endpoint, side);
    }

    /** The full template of the path. */
    public String fullPath() {
        return BASE + path;
    }

    static Route get(String path, Scope scope, Endpoint endpoint) {
        return new Route(HandlerType.GET, path, scope, endpoint, null);
    }

    static Route post(String path, Scope scope, Endpoint endpoint) {
        return new Route(HandlerType.POST, path, scope, endpoint, null);
    }

    static Route put(String path, Scope scope, Endpoint endpoint) {
        return new Route(HandlerType.PUT, path, scope, endpoint, null);
    }

    static Route patch(String path, Scope scope, Endpoint endpoint) {
        return new Route(HandlerType.PATCH, path, scope, endpoint, null);
    }

    static Route delete(String path, Scope scope, Endpoint endpoint) {
        return new Route(HandlerType.DELETE, path, scope, endpoint, null);
    }
}

package dev.holdfast.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Registers routes with Javalin, so that each notes its template for the access log and answers HEAD and OPTIONS. */
final class Router {
    private final RoutesConfig routes;
    private final Map<String, Set<String>> methods = new TreeMap<>();

    Router(RoutesConfig routes) {
        this.routes = routes;
    }

    /** Adds a route; a route for GET answers HEAD as well. */
    void add(HandlerType method, String path, Handler handler) {
        methods.computeIfAbsent(path, key -> new TreeSet<>()).add(method.name());
        register(method, path, handler);
        if (method.equals(HandlerType.GET)) {
            methods.get(path).add("HEAD");
            register(HandlerType.HEAD, path, handler);
        }
    }

    /** Adds the answer of each path to OPTIONS. Called once, after the last route. */
    void addOptions() {
        methods.forEach((path, allowed) -> {
            allowed.add("OPTIONS");
            String header = String.join(", ", allowed);
            register(HandlerType.OPTIONS, path, context -> context.status(204).header("Allow", header));
        });
    }

    /** Notes the methods of a path that is served elsewhere. */
    void note(String path, List<String> served) {
        methods.computeIfAbsent(path, key -> new TreeSet<>()).addAll(served);
    }

    /** The methods of each path. */
    Map<String, Set<String>> methods() {
        return methods;
    }

    private void register(HandlerType method, String path, Handler handler) {
        routes.addHttpHandler(method, path, context -> {
            Noted.route(context.req()::getAttribute, path);
            handler.handle(context);
        });
    }
}

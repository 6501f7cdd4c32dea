package dev.holdfast.server.http;

import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Problems;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what is no HTTP, or ends before a route is looked for, in the same form as all other errors. */
final class JettyErrors extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        Answer answer = answer(code);
        // What cannot be understood cannot be passed over either, so the connection ends; a client that is not told so
        // sends its next request to nobody.
        Gate.send(code == 404 ? answer : answer.with("Connection", "close"), response, callback);
    }

    private static Answer answer(int status) {
        if (status == 503) {
            return Problems.unavailable("overloaded", "the server is stopping, or has too much to do");
        }
        if (status == 500) {
            return Problems.internalError();
        }
        if (status == 404) {
            return Problems.answer(404, "route_not_found", "there is nothing at this address", Map.of());
        }
        return Problems.answer(status, "malformed_request", "the request is not well-formed HTTP", Map.of());
    }
}

package dev.holdfast.server.http;

import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Problems;
import java.util.Map;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers requests that fail before they reach a route, such as malformed HTTP, in the form of all other errors. */
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
        // Jetty cannot find the end of a malformed request, so it closes the connection. A client that is not told
        // would send its next request over it.
        Replies.send(code == 404 ? answer : answer.with("Connection", "close"), response, callback);
    }

    private static Answer answer(int status) {
        if (status == 503) {
            return Problems.unavailable("overloaded", "the server is stopping or overloaded");
        }
        if (status == 500) {
            return Problems.internalError();
        }
        if (status == 404) {
            return Problems.answer(404, "route_not_found", "there is nothing at this path", Map.of());
        }
        return Problems.answer(status, "malformed_request", "the request is not well-formed HTTP", Map.of());
    }
}

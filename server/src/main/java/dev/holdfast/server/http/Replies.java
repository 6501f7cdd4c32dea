package dev.holdfast.server.http;

import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.Content;
import io.javalin.http.Context;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends what is answered before a request reaches a route. No thread waits for the client. */
final class Replies {
    private Replies() {}

    /** Sends an answer. */
    static void send(Answer answer, Response response, Callback callback) {
        Noted.answer(response.getRequest()::getAttribute, answer);
        send(Content.of(answer), response, callback);
    }

    /** Sends an answer from a route. */
    static void send(Answer answer, Context context) {
        Noted.answer(context.req()::getAttribute, answer);
        answer.send(context);
    }

    /** Sends a response. */
    static void send(Content content, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(content.status());
        if (!content.contentType().isEmpty()) {
            headers.put(HttpHeader.CONTENT_TYPE, content.contentType());
        }
        content.headers().forEach(headers::put);
        response.write(true, content.body(), callback);
    }

    /**
     * Sends an answer to a request whose body it did not need. A body that has not arrived is not waited for: the
     * connection is closed, and the client is told.
     */
    static void refuse(Answer answer, Request request, Response response, Callback callback) {
        send(request.consumeAvailable() ? answer : answer.with("Connection", "close"), response, callback);
    }
}

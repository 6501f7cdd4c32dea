package dev.holdfast.server.http;

import dev.holdfast.server.http.wire.Answer;
import io.javalin.http.Context;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/** Sends what is answered before a request reaches a route. No thread waits for the client. */
final class Replies {
    private static final long LINGER_MILLIS = 500;

    // So that nobody keeps a thread by sending without end.
    private static final int MOST_CHUNKS = 64;

    private Replies() {}

    /** Sends an answer. */
    static void send(Answer answer, Response response, Callback callback) {
        Noted.answer(response.getRequest()::getAttribute, answer);
        send(dev.holdfast.server.http.wire.Content.of(answer), response, callback);
    }

    /** Sends an answer from a route. */
    static void send(Answer answer, Context context) {
        Noted.answer(context.req()::getAttribute, answer);
        answer.send(context);
    }

    /** Sends a response. */
    static void send(dev.holdfast.server.http.wire.Content content, Response response, Callback callback) {
        HttpFields.Mutable headers = response.getHeaders();
        response.setStatus(content.status());
        if (!content.contentType().isEmpty()) {
            headers.put(HttpHeader.CONTENT_TYPE, content.contentType());
        }
        content.headers().forEach(headers::put);
        response.write(true, content.body(), callback);
    }

    /** Sends an answer to a request whose body it did not need, see {@link #sendUnread}. */
    static void refuse(Answer answer, Request request, Response response, Callback callback) {
        Noted.answer(request::getAttribute, answer);
        sendUnread(dev.holdfast.server.http.wire.Content.of(answer), request, response, callback);
    }

    /**
     * Sends a response to a request whose body it did not need. A body that has not arrived is not waited for: the
     * connection is closed, and the client is told. What still arrives is read for a moment, because a connection that is
     * closed before is reset, and the client may lose the response.
     */
    static void sendUnread(
            dev.holdfast.server.http.wire.Content content, Request request, Response response, Callback callback) {
        if (hasArrived(request)) {
            send(content, response, callback);
        } else {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            send(content, response, Callback.from(() -> new Lingering(request, callback).begin(), callback::failed));
        }
    }

    // Request.consumeAvailable would leave nothing to read later.
    private static boolean hasArrived(Request request) {
        for (int i = 0; i < MOST_CHUNKS; i++) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                return false;
            }
            chunk.release();
            if (chunk.isLast()) {
                return !Content.Chunk.isFailure(chunk);
            }
        }
        return false;
    }

    /** Reads what arrives behind a request that was answered, for a moment and not much. One thread at a time reads it. */
    private static final class Lingering {
        private final Request request;
        private final Callback callback;
        private final AtomicBoolean ended = new AtomicBoolean();
        private int chunks;

        Lingering(Request request, Callback callback) {
            this.request = request;
            this.callback = callback;
        }

        void begin() {
            Scheduler.Task last =
                    request.getComponents().getScheduler().schedule(this::end, LINGER_MILLIS, TimeUnit.MILLISECONDS);
            Request.addCompletionListener(request, failure -> last.cancel());
            read();
        }

        private void read() {
            while (!ended.get() && chunks++ < MOST_CHUNKS) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this::read);
                    return;
                }
                chunk.release();
                if (chunk.isLast()) {
                    break;
                }
            }
            end();
        }

        private void end() {
            if (!ended.getAndSet(true)) {
                callback.succeeded();
            }
        }
    }
}

package dev.holdfast.server.http;

import dev.holdfast.server.http.wire.Body;
import dev.holdfast.server.http.wire.BodyLimits;
import dev.holdfast.server.http.wire.Incoming;
import dev.holdfast.server.http.wire.Refusal;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Reads the body of a request as it arrives, before the request takes a place. A slow client costs a connection and what
 * it has sent, but no thread, and one that is too slow is refused. Thread-safe.
 */
final class Arrival extends Handler.Wrapper {
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final BodyLimits limits;
    private final long idleMillis;
    private final int mostWaiting;
    private final Semaphore waiting;

    /**
     * Reads bodies within limits.
     *
     * @param idleMillis the idle timeout of connections
     * @param mostWaiting how many bodies may be on their way at once
     */
    Arrival(Handler next, BodyLimits limits, long idleMillis, int mostWaiting) {
        super(next);
        this.limits = limits;
        this.idleMillis = idleMillis;
        this.mostWaiting = mostWaiting;
        this.waiting = new Semaphore(mostWaiting);
    }

    /** The number of bodies on their way. */
    int awaited() {
        return mostWaiting - waiting.availablePermits();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getLength() <= 0 && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)) {
            return super.handle(request, response, callback);
        }
        boolean asksFirst = request.getHeaders().contains(HttpHeader.EXPECT, HttpHeaderValue.CONTINUE.asString());
        if (asksFirst && WITH_BODY.contains(request.getMethod()) && request.getLength() > limits.mostBytes()) {
            Replies.refuse(limits.tooLarge().answer(), request, response, callback);
        } else {
            new Reading(request, response, callback).read();
        }
        return true;
    }

    /** A body on its way. One thread at a time reads it. */
    private final class Reading {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final Incoming incoming;
        private final AtomicBoolean waits = new AtomicBoolean();

        Reading(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.incoming = new Incoming(limits, WITH_BODY.contains(request.getMethod()));
            // What it holds in memory is needed until the request is answered.
            Request.addCompletionListener(request, failure -> {
                incoming.close();
                stopWaiting();
            });
        }

        void read() {
            try {
                while (true) {
                    Content.Chunk chunk = request.read();
                    if (chunk == null) {
                        await();
                        return;
                    }
                    if (Content.Chunk.isFailure(chunk)) {
                        throw chunk.getFailure() instanceof TimeoutException
                                ? incoming.tooSlow()
                                : Refusal.malformed("the body ended early");
                    }
                    incoming.add(chunk.getByteBuffer());
                    boolean last = chunk.isLast();
                    chunk.release();
                    if (last || incoming.isInVain()) {
                        request.setAttribute(Body.ATTRIBUTE, incoming.bytes());
                        stopWaiting();
                        goOn();
                        return;
                    }
                }
            } catch (Refusal refusal) {
                stopWaiting();
                Replies.refuse(refusal.answer(), request, response, callback);
            }
        }

        private void await() {
            long left = incoming.patience().toMillis();
            if (left <= 0) {
                throw incoming.tooSlow();
            }
            if (!waits.get()) {
                if (!waiting.tryAcquire()) {
                    throw Refusal.overloaded("too many bodies are being read at once");
                }
                waits.set(true);
            }
            endPoint().setIdleTimeout(left);
            request.demand(this::read);
        }

        private void stopWaiting() {
            if (waits.getAndSet(false)) {
                waiting.release();
                endPoint().setIdleTimeout(idleMillis);
            }
        }

        private EndPoint endPoint() {
            return request.getConnectionMetaData().getConnection().getEndPoint();
        }

        private void goOn() {
            try {
                if (!Arrival.super.handle(request, response, callback)) {
                    Response.writeError(request, response, callback, 404);
                }
            } catch (Exception | Error e) {
                Response.writeError(request, response, callback, e);
            }
        }
    }
}

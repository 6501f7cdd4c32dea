package dev.holdfast.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** The place that a request takes, which it can give back while it only waits. Thread-safe. */
final class Stay {
    private static final String ATTRIBUTE = "dev.holdfast.stay";

    private final Request request;
    private final Semaphore places;
    private final AtomicBoolean left = new AtomicBoolean();

    private Stay(Request request, Semaphore places) {
        this.request = request;
        this.places = places;
    }

    /** Notes that a request has taken one of the places, which it gives back when it was answered at the latest. */
    static void begin(Request request, Semaphore places) {
        Stay stay = new Stay(request, places);
        request.setAttribute(ATTRIBUTE, stay);
        Request.addCompletionListener(request, failure -> stay.leave());
    }

    /** The stay of a request. */
    static Stay of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Stay stay) {
            return stay;
        }
        throw new IllegalStateException("the request has taken no place");
    }

    /** Gives the place back. */
    void leave() {
        if (!left.getAndSet(true)) {
            places.release();
        }
    }

    /** Lets the connection be silent for longer than usual, until the request was answered. */
    void mayBeSilentFor(Duration time) {
        EndPoint connection = connection();
        long usual = connection.getIdleTimeout();
        long longer = usual + time.toMillis();
        connection.setIdleTimeout(longer);
        Request.addCompletionListener(request, failure -> {
            // A server that stops has shortened it, and would wait for the connection otherwise.
            if (connection.getIdleTimeout() == longer) {
                connection.setIdleTimeout(usual);
            }
        });
    }

    /** Closes the connection. */
    void cutOff() {
        connection().close();
    }

    private EndPoint connection() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }
}

package dev.holdfast.server.http;

import io.javalin.http.Context;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Writes the body of a response in parts, as fast as the client reads, while no thread waits for it. One thread at a time
 * may write, and only when it is ready.
 */
final class Outlet implements WriteListener {
    private final ServletOutputStream stream;
    private final Consumer<Outlet> whenReady;
    private final Runnable whenGone;
    private boolean unflushed;
    private volatile boolean ready;

    private Outlet(ServletOutputStream stream, Consumer<Outlet> whenReady, Runnable whenGone) {
        this.stream = stream;
        this.whenReady = whenReady;
        this.whenGone = whenGone;
    }

    /**
     * Opens the body of a request that was made asynchronous.
     *
     * @param whenReady called each time when another part may be written, maybe before this returns
     * @param whenGone called when the client cannot be written to any more
     */
    static Outlet open(Context context, Consumer<Outlet> whenReady, Runnable whenGone) {
        try {
            ServletOutputStream stream = context.res().getOutputStream();
            Outlet outlet = new Outlet(stream, whenReady, whenGone);
            stream.setWriteListener(outlet);
            return outlet;
        } catch (IOException e) {
            throw new IllegalStateException("the response has no body", e);
        }
    }

    /** Writes a whole body; completes when it was written, or cannot be. */
    static CompletableFuture<Void> writeWhole(Context context, byte[] body) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        AtomicBoolean written = new AtomicBoolean();
        context.res().setContentLength(body.length);
        open(
                context,
                outlet -> {
                    if (written.getAndSet(true)) {
                        done.complete(null);
                    } else {
                        outlet.write(body);
                    }
                },
                () -> done.complete(null));
        return done;
    }

    /** Whether a part may be written. */
    boolean isReady() {
        return ready;
    }

    /** Writes a part; it is ready again when the part was handed on. */
    void write(byte[] part) {
        ready = false;
        unflushed = true;
        try {
            stream.write(part);
            onWritePossible();
        } catch (IOException e) {
            whenGone.run();
        }
    }

    @Override
    public void onWritePossible() throws IOException {
        // Once the stream is not ready, it calls this again, in another thread: nothing may be touched after that.
        while (stream.isReady()) {
            if (!unflushed) {
                ready = true;
                whenReady.accept(this);
                return;
            }
            unflushed = false;
            stream.flush();
        }
    }

    @Override
    public void onError(Throwable failure) {
        whenGone.run();
    }
}

package dev.holdfast.server.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Talks to a server over HTTP, and checks every answer against the contract. Thread-safe. */
final class Client {
    static {
        // Shorter than the idle timeout of the server; otherwise a request sometimes meets a connection that is being
        // closed.
        System.setProperty("jdk.httpclient.keepalive.timeout", "10");
    }

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String address;
    private final String[] headers;

    Client(int port, String... headers) {
        this.address = "http://127.0.0.1:" + port;
        this.headers = headers;
    }

    /** A client with more headers, given as alternating names and values. */
    Client with(String... more) {
        return new Client(
                URI.create(address).getPort(),
                Stream.concat(Arrays.stream(headers), Arrays.stream(more)).toArray(String[]::new));
    }

    Reply get(String path) {
        return send("GET", path, (byte[]) null);
    }

    /** Waits until the server is ready: a check that takes a second on a busy machine says that it is not. */
    void awaitReady() {
        Awaitility.await().until(() -> get("/readyz").status() == 200);
    }

    Reply delete(String path) {
        return send("DELETE", path, (byte[]) null);
    }

    Reply post(String path, String json) {
        return send("POST", path, json);
    }

    Reply put(String path, String json) {
        return send("PUT", path, json);
    }

    Reply patch(String path, String json) {
        return send("PATCH", path, json);
    }

    /** Sends JSON. */
    Reply send(String method, String path, String json) {
        return with("Content-Type", "application/json").send(method, path, json.getBytes(StandardCharsets.UTF_8));
    }

    // A stream has no end: its client hangs up.
    private static HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo head) {
        return head.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")
                ? new HangingUp()
                : HttpResponse.BodySubscribers.ofByteArray();
    }

    private static final class HangingUp implements HttpResponse.BodySubscriber<byte[]> {
        @Override
        public CompletionStage<byte[]> getBody() {
            return CompletableFuture.completedFuture(new byte[0]);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
        }

        @Override
        public void onNext(List<ByteBuffer> part) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    /** Sends bytes, or no body if they are null. */
    Reply send(String method, String path, byte @Nullable [] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), Client::body);
            boolean isImage =
                    response.headers().firstValue("Content-Type").orElse("").startsWith("image/");
            Reply reply = new Reply(
                    response.statusCode(), response.headers(), isImage ? "(an image)" : Raw.text(response.body()));
            Contract.get().check(method, path, reply);
            return reply;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

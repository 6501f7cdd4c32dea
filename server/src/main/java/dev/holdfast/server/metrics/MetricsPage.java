package dev.holdfast.server.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.access.Scope;
import dev.holdfast.server.access.Keyring;
import dev.holdfast.server.http.wire.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves the metrics of a process that has no other page, at {@code /metrics}, until it is closed. One thread answers, so
 * a scrape never takes more than that from the work. Thread-safe.
 */
public final class MetricsPage implements AutoCloseable {
    /** The path of the page. */
    public static final String PATH = "/metrics";

    private static final int MOST_WAITING = 4;

    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "holdfast-metrics");
        thread.setDaemon(true);
        return thread;
    });

    private MetricsPage(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts to serve.
     *
     * @param address to listen on; port 0 for any free one
     * @param keyring whose keys with the scope {@code metrics:read} a scrape can show; null for no key
     * @throws UncheckedIOException if the address cannot be listened on
     */
    public static MetricsPage start(InetSocketAddress address, Metrics metrics, @Nullable Keyring keyring) {
        try {
            MetricsPage page = new MetricsPage(HttpServer.create(address, MOST_WAITING));
            page.server.setExecutor(page.thread);
            page.server.createContext("/", exchange -> answer(exchange, metrics, keyring));
            page.server.start();
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Metrics metrics, @Nullable Keyring keyring) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            try {
                if (keyring != null) {
                    keyring.identify(
                                    exchange.getRequestHeaders().getFirst("Authorization"),
                                    exchange.getRemoteAddress().getAddress().getHostAddress())
                            .require(Scope.METRICS_READ, false);
                }
            } catch (Refusal refusal) {
                refusal.answer().headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(refusal.answer().status(), -1);
                return;
            }
            byte[] body = metrics.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", Metrics.CONTENT_TYPE);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
    }
}

package dev.holdfast.server.http;

import dev.holdfast.server.http.wire.Text;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes a line for each request: a sentence for people, and its parts as fields for programs.
 *
 * <p>A line names the route rather than the path, which may contain personal data. The path is shown only where it leads
 * to nothing, or to nothing that its sender may see, and then without what names a cart or a checkout session for its buyer.
 * Queries, keys and bodies are never shown.
 */
final class AccessLog {
    /** Asked every few seconds by machines, so their successes are logged for debugging only. */
    private static final Set<String> ROUTINE = Set.of("/healthz", "/readyz", "/metrics");

    private static final Logger ACCESS = LoggerFactory.getLogger("dev.holdfast.server.access");
    // Everything but a number, however it is encoded: a token that is cut or misspelt still tells most of it.
    private static final Pattern BUYERS = Pattern.compile("(?<=/(carts|checkout-sessions)/)(?![0-9]+(/|$))[^/]+");
    private static final Pattern TOKEN = Pattern.compile("(?<=/c[ts]_)[^/]+");

    private static final Set<Integer> NOT_FOUND = Set.of(401, 403, 404);
    private static final int LONGEST_METHOD = 20;
    private static final int LONGEST_TEXT = 200;

    private AccessLog() {}

    /** Writes the line of a request that was answered. */
    static void write(Request request, Noted noted, int status, Duration duration) {
        Level level = level(noted.route(), status);
        if (!ACCESS.isEnabledForLevel(level)) {
            return;
        }
        LoggingEventBuilder line = ACCESS.atLevel(level);
        String method = request.getMethod().length() > LONGEST_METHOD ? "-" : shortened(request.getMethod());
        String route = noted.route();
        String path = route == null || NOT_FOUND.contains(status) ? path(request) : null;
        line = with(line, "method", method);
        line = with(line, "route", route);
        line = with(line, "path", path);
        line = with(line, "status", status);
        line = with(line, "duration_ms", Math.round(duration.toNanos() / 10_000.0) / 100.0);
        line = with(line, "client_address", noted.address());
        String forwarded = request.getHeaders().get(HttpHeader.X_FORWARDED_FOR);
        line = with(line, "forwarded_for", forwarded == null ? null : shortened(forwarded));
        line = with(line, "principal", noted.principal());
        line = with(line, "code", noted.code());
        line.log("{} {} {} {} ms", method, path == null ? route : path, status, duration.toMillis());
    }

    private static Level level(@Nullable String route, int status) {
        boolean routine = route != null && ROUTINE.contains(route) && (status < 400 || status == 503);
        return routine ? Level.DEBUG : Level.INFO;
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String name, @Nullable Object value) {
        return value == null ? line : line.addKeyValue(name, value);
    }

    private static String path(Request request) {
        String path = request.getHttpURI().getPath();
        if (path == null) {
            return "-";
        }
        return shortened(TOKEN.matcher(BUYERS.matcher(path).replaceAll("...")).replaceAll("..."));
    }

    private static String shortened(String text) {
        return Text.harmless(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text);
    }
}

package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.Page;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request, ready to be sent or to be stored for repeated requests. Immutable.
 *
 * @param status the HTTP status
 * @param contentType of the body; empty if there is no body
 * @param headers other than the content type
 * @param body empty for none
 */
public record Answer(int status, String contentType, Map<String, String> headers, String body) {
    /** The content type of JSON. */
    public static final String JSON = "application/json";

    /** The content type of problem details (RFC 9457). */
    public static final String PROBLEM = "application/problem+json";

    /** Copies the headers. */
    public Answer {
        headers = Map.copyOf(headers);
    }

    /** Status 200, with a value as JSON. */
    public static Answer ok(Object value) {
        return new Answer(200, JSON, Map.of(), Json.write(value));
    }

    /** Status 200, with a page whose items are shown through {@code view}. */
    public static <T> Answer page(Page<T> page, Function<? super T, ?> view) {
        return ok(new Page<>(page.items().stream().<Object>map(view).toList(), page.nextCursor()));
    }

    /** Status 201, with a value as JSON. */
    public static Answer created(Object value) {
        return new Answer(201, JSON, Map.of(), Json.write(value));
    }

    /** Status 201, with a value as JSON and its address. */
    public static Answer created(String location, Object value) {
        return created(value).with(Header.LOCATION, location);
    }

    /** Status 200, with something that has a tag. */
    public static Answer tagged(Object view) {
        Answer answer = ok(view);
        return answer.with(Header.ETAG, ETag.of(view, answer.body()));
    }

    /** Status 201, with something that has a tag, and its address. */
    public static Answer createdTagged(String location, Object view) {
        Answer answer = created(location, view);
        return answer.with(Header.ETAG, ETag.of(view, answer.body()));
    }

    /** Status 304: the client has what would be sent. */
    public Answer notModified() {
        return new Answer(304, "", headers, "");
    }

    /** Status 204, without a body. */
    public static Answer nothing() {
        return new Answer(204, "", Map.of(), "");
    }

    /** A copy with one more header. */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, more, body);
    }

    /** The code of the problem that the body describes; null if it describes none. */
    public @Nullable String code() {
        return contentType.equals(PROBLEM)
                ? Json.read(body, JsonNode.class).path("code").textValue()
                : null;
    }

    /** The answer as one string, which {@link #decode} reads. */
    public String encode() {
        return Json.write(this);
    }

    /** Reads what {@link #encode} wrote. */
    public static Answer decode(String text) {
        return Json.read(text, Answer.class);
    }

    /** Writes the response, in UTF-8. */
    public void send(Context context) {
        context.status(status);
        headers.forEach(context::header);
        if (!body.isEmpty()) {
            // As bytes: a text would be encoded as the servlet container thinks best for the type, often in Latin-1.
            context.contentType(contentType).result(body.getBytes(StandardCharsets.UTF_8));
        }
    }
}

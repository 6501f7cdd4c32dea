package dev.holdfast.server.http.wire;

import dev.holdfast.Page;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a request is answered, ready to be sent or to be kept for its repetitions.
 *
 * @param headers besides the content type
 */
public record Answer(int status, String contentType, Map<String, String> headers, String body) {
    public static final String JSON = "application/json";
    public static final String PROBLEM = "application/problem+json";

    /** Copies the headers. */
    public Answer {
        headers = Map.copyOf(headers);
    }

    /** 200, with a value as JSON. */
    public static Answer ok(Object value) {
        return new Answer(200, JSON, Map.of(), Json.write(value));
    }

    /** 200, with a page of what {@code view} makes of its items. */
    public static <T> Answer page(Page<T> page, Function<? super T, ?> view) {
        return ok(new Page<>(page.items().stream().<Object>map(view).toList(), page.nextCursor()));
    }

    /** 201, with a value as JSON. */
    public static Answer created(Object value) {
        return new Answer(201, JSON, Map.of(), Json.write(value));
    }

    /** 201, with a value as JSON and where it is from now on. */
    public static Answer created(String location, Object value) {
        return created(value).with(Header.LOCATION, location);
    }

    /** 204. */
    public static Answer nothing() {
        return new Answer(204, "", Map.of(), "");
    }

    /** The same, with one more header. */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, more, body);
    }

    /** As one text; {@link #decode} reads it. */
    public String encode() {
        return Json.write(this);
    }

    public static Answer decode(String text) {
        return Json.read(text, Answer.class);
    }

    public void send(Context context) {
        context.status(status);
        headers.forEach(context::header);
        if (!body.isEmpty()) {
            context.contentType(contentType).result(body);
        }
    }
}

package dev.holdfast.server.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a request is answered, ready to be sent or to be kept for its repetitions.
 *
 * @param headers besides the content type
 */
record Answer(int status, String contentType, Map<String, String> headers, String body) {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    /** Copies the headers. */
    Answer {
        headers = Map.copyOf(headers);
    }

    /** 200, with a value as JSON. */
    static Answer ok(Object value) {
        return new Answer(200, JSON, Map.of(), Json.write(value));
    }

    /** 201, with a value as JSON. */
    static Answer created(Object value) {
        return new Answer(201, JSON, Map.of(), Json.write(value));
    }

    /** 201, with a value as JSON and where it is from now on. */
    static Answer created(String location, Object value) {
        return created(value).with(Header.LOCATION, location);
    }

    /** 204. */
    static Answer nothing() {
        return new Answer(204, "", Map.of(), "");
    }

    /** The same, with one more header. */
    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, more, body);
    }

    /** As one text; {@link #decode} reads it. */
    String encode() {
        return Json.write(this);
    }

    static Answer decode(String text) {
        return Json.read(text, Answer.class);
    }

    void send(Context context) {
        context.status(status);
        headers.forEach(context::header);
        if (!body.isEmpty()) {
            context.contentType(contentType).result(body);
        }
    }
}

package dev.holdfast.server.http.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A response as bytes. Immutable.
 *
 * @param status the HTTP status
 * @param contentType of the body; empty if there is no body
 * @param headers other than the content type
 * @param body read-only; each use takes a duplicate
 */
public record Content(int status, String contentType, Map<String, String> headers, ByteBuffer body) {
    /** Copies the headers. */
    public Content {
        headers = Map.copyOf(headers);
        body = body.asReadOnlyBuffer();
    }

    /** The bytes of an answer, in UTF-8. */
    public static Content of(Answer answer) {
        return new Content(
                answer.status(),
                answer.contentType(),
                answer.headers(),
                ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    /** Status 200, with a document. */
    public static Content document(String contentType, Map<String, String> headers, byte[] document) {
        return new Content(200, contentType, headers, ByteBuffer.wrap(document));
    }

    /** The body, to be read once. */
    @Override
    public ByteBuffer body() {
        return body.duplicate();
    }
}

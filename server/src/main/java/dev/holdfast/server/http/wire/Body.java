package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The body of a request: one JSON value in UTF-8. */
public final class Body {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    /** The attribute of a request that has its body, as an array of bytes; absent if it has none. */
    public static final String ATTRIBUTE = "dev.holdfast.body";

    /** No body. */
    static final byte[] NONE = {};

    private Body() {}

    /**
     * The body as a tree; a missing node if there is no body.
     *
     * @throws Refusal if it has another content type, or is not valid JSON
     */
    static JsonNode read(Context context) {
        byte[] bytes = context.req().getAttribute(ATTRIBUTE) instanceof byte[] body ? body : NONE;
        if (bytes.length == 0) {
            return MissingNode.getInstance();
        }
        checkType(context);
        try {
            return Json.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw Refusal.malformed("the body is not UTF-8");
        } catch (JsonProcessingException e) {
            throw Refusal.malformed("the body is not valid JSON: " + reason(e));
        }
    }

    private static void checkType(Context context) {
        String header = context.contentType();
        if (header == null) {
            throw Refusal.unsupportedMediaType("the body has no Content-Type; send " + Answer.JSON);
        }
        String[] parts = header.toLowerCase(Locale.ROOT).split(";", -1);
        String type = parts[0].strip();
        boolean patch = context.req().getMethod().equals("PATCH");
        if (!type.equals(Answer.JSON) && !(patch && type.equals(MERGE_PATCH))) {
            throw Refusal.unsupportedMediaType(Text.shown(Text.ofHeader(header)) + " is not supported; send "
                    + Answer.JSON + (patch ? " or " + MERGE_PATCH : ""));
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").strip();
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw Refusal.unsupportedMediaType(
                        Text.shown(Text.ofHeader(header)) + " is not supported; JSON must be in UTF-8");
            }
        }
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage().lines().findFirst().orElse("");
        return Text.harmless(message)
                + (e.getLocation() == null
                        ? ""
                        : " (line " + e.getLocation().getLineNr() + ", column "
                                + e.getLocation().getColumnNr() + ")");
    }
}

package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Reads the body of a request: one JSON value in UTF-8 of limited length. */
public final class Body {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    // A client that is cut off while sending sees a broken connection instead of the answer, so a part of the rest is
    // read.
    private static final int DRAINED_TIMES = 32;

    private static final int BUFFER = 8192;

    private Body() {}

    /**
     * The body as a tree; a missing node if there is no body.
     *
     * @param room released by the caller when the tree is no longer needed
     * @throws Refusal if it is too long, has another content type, is not valid JSON, or takes too long to arrive
     */
    static JsonNode read(Context context, BodyLimits limits, BodyLimits.Held room) {
        byte[] bytes = bytes(context, limits, room);
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

    /**
     * Reads a body that the answer did not need, such as that of a GET or of a request that was refused because of a
     * header. Otherwise a client that is still sending would see a broken connection.
     */
    public static void readRest(Context context, BodyLimits limits) {
        boolean isSent = context.req().getContentLengthLong() > 0 || context.header("Transfer-Encoding") != null;
        if (!isSent || "100-continue".equalsIgnoreCase(context.header("Expect"))) {
            return;
        }
        try {
            long end = System.nanoTime() + limits.patience().toNanos();
            drain(context.req().getInputStream(), (long) limits.mostBytes() * DRAINED_TIMES, end);
        } catch (IOException e) {
            // A client that does not send what it announced has no connection left for an answer.
        }
    }

    private static byte[] bytes(Context context, BodyLimits limits, BodyLimits.Held room) {
        int mostBytes = limits.mostBytes();
        try {
            boolean awaited = "100-continue".equalsIgnoreCase(context.header("Expect"));
            if (awaited && context.req().getContentLengthLong() > mostBytes) {
                throw Refusal.tooLarge(mostBytes);
            }
            // Opening the stream tells a client that waits for 100 Continue to send the body.
            InputStream stream = context.req().getInputStream();
            long end = System.nanoTime() + limits.patience().toNanos();
            byte[] first = read(stream, Math.min(mostBytes, BodyLimits.SHORT_BYTES) + 1, end, limits);
            if (first.length > BodyLimits.SHORT_BYTES && first.length <= mostBytes) {
                room.take();
                byte[] rest = read(stream, mostBytes + 1 - first.length, end, limits);
                first = Arrays.copyOf(first, first.length + rest.length);
                System.arraycopy(rest, 0, first, first.length - rest.length, rest.length);
            }
            if (first.length > mostBytes) {
                drain(stream, (long) mostBytes * DRAINED_TIMES, end);
                throw Refusal.tooLarge(mostBytes);
            }
            return first;
        } catch (IOException e) {
            throw Refusal.malformed("the body ended early");
        }
    }

    // A client that sends a byte now and then could otherwise occupy a thread for as long as it likes.
    private static byte[] read(InputStream stream, int most, long end, BodyLimits limits) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        while (bytes.size() < most) {
            int read = stream.read(buffer, 0, Math.min(buffer.length, most - bytes.size()));
            if (read < 0) {
                break;
            }
            bytes.write(buffer, 0, read);
            if (System.nanoTime() > end) {
                throw Refusal.malformed(
                        "the body took longer than " + limits.patience().toSeconds() + " s to arrive");
            }
        }
        return bytes.toByteArray();
    }

    private static void drain(InputStream stream, long most, long end) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long drained = 0;
        for (int read = 0; read >= 0 && drained < most && System.nanoTime() < end; read = stream.read(buffer)) {
            drained += read;
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

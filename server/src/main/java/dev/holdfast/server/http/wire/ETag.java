package dev.holdfast.server.http.wire;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Entity tags (RFC 9110, section 8.8.3): digests of what a client was shown. A tag of something of which a part moves by
 * itself, such as the stock of a variant, has two parts, {@code "fields.all"}, so that a change of the fields can be
 * made conditional on the fields alone.
 */
public final class ETag {
    private static final int BYTES = 12;

    private ETag() {}

    /** A view of which a part moves by itself. */
    interface Moving {
        /** The members that are that part. */
        List<String> moving();
    }

    /** The tag of a view, in quotes. */
    public static String of(Object view) {
        return of(view, Json.write(view));
    }

    static String of(Object view, String json) {
        String fields = view instanceof Moving moving
                ? digest(Json.write(Json.object(json).without(moving.moving()))) + "."
                : "";
        return '"' + fields + digest(json) + '"';
    }

    /** Whether a tag stands for the same fields as another. */
    static boolean hasSameFields(String tag, String other) {
        int end = other.indexOf('.');
        return end < 0 ? tag.equals(other) : tag.startsWith(other.substring(0, end + 1));
    }

    private static String digest(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(json), BYTES));
    }
}

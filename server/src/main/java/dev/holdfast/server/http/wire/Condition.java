package dev.holdfast.server.http.wire;

import dev.holdfast.InvalidInputException;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a request: the tags that it lists in {@code If-Match} or {@code If-None-Match} (RFC 9110, section 13).
 * Immutable.
 */
public final class Condition {
    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("\\G\\s*((?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")\\s*(?:,|$)");

    private final @Nullable List<String> tags;

    private Condition(@Nullable List<String> tags) {
        this.tags = tags;
    }

    /** The tags of {@code If-Match}, one of which must be that of what is changed. */
    static Condition ifMatch(Context context) {
        return of(context, Header.IF_MATCH);
    }

    private static Condition of(Context context, String name) {
        String header = context.header(name);
        if (header == null) {
            return new Condition(null);
        }
        List<String> tags = new ArrayList<>();
        if (header.strip().equals(ANY)) {
            tags.add(ANY);
        } else {
            Matcher matcher = TAG.matcher(header);
            int end = 0;
            while (matcher.find()) {
                tags.add(matcher.group(1));
                end = matcher.end();
            }
            if (tags.isEmpty() || end < header.length()) {
                throw new InvalidInputException(
                        "/" + name, Text.shown(Text.ofHeader(header)) + " is not a list of tags such as \"abc\"");
            }
        }
        return new Condition(tags);
    }

    /** Whether the request has a condition. */
    public boolean isGiven() {
        return tags != null;
    }

    /** Whether something may be changed, to be asked while it is locked; a weak tag matches nothing. */
    public <T> Predicate<T> on(Function<? super T, ?> view) {
        return tags == null || tags.contains(ANY) ? thing -> true : thing -> matches(ETag.of(view.apply(thing)));
    }

    private boolean matches(String present) {
        return tags == null || tags.stream().anyMatch(tag -> ETag.hasSameFields(tag, present));
    }

    /** Whether {@code If-None-Match} lists the tag of an answer, so that the client has what would be sent. */
    public static boolean isKnown(Context context, Answer answer) {
        String tag = answer.headers().get(Header.ETAG);
        List<String> known = of(context, Header.IF_NONE_MATCH).tags;
        return tag != null
                && known != null
                && (known.contains(ANY) || known.contains(tag) || known.contains("W/" + tag));
    }
}

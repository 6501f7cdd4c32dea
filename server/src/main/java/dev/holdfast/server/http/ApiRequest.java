package dev.holdfast.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.NotFoundException;
import io.javalin.http.Context;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A request as the routes see it: what its path, query and body say, checked. One thread's. */
final class ApiRequest implements AutoCloseable {
    private final Context context;
    private final HttpOptions options;
    private final BodyLimits limits;
    private final BodyLimits.Held room;
    private @Nullable JsonNode body;

    ApiRequest(Context context, HttpOptions options, BodyLimits limits) {
        this.context = context;
        this.options = options;
        this.limits = limits;
        this.room = new BodyLimits.Held(limits);
    }

    /** Gives back what its body took of the server. */
    @Override
    public void close() {
        room.close();
    }

    /** The currency of what names none. */
    Currency currency() {
        return options.currency();
    }

    /** The identifier in the path; what can be none of anything does not exist. */
    long id(String kind) {
        String text = context.pathParam(kind + "_id");
        try {
            long id = text.matches("[0-9]{1,19}") ? Long.parseLong(text) : 0;
            if (id > 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Nineteen digits can be too many; there is nothing of that number either.
        }
        throw new NotFoundException(kind, kind + "_id", Text.harmless(text));
    }

    /** The name in the path. */
    String name(String kind, String parameter) {
        String text = context.pathParam(parameter);
        if (Text.fault(text, 1000) != null) {
            throw new NotFoundException(kind, parameter, Text.harmless(text));
        }
        return text;
    }

    /** The query's parameters. */
    Query query() {
        return Query.of(context);
    }

    /** The members of the body, which must be there. */
    Fields fields() {
        return Fields.of(body());
    }

    /** The members of the body; none when there is no body. */
    Fields optionalFields() {
        return Fields.of(optionalBody());
    }

    /** The body, which must be there. */
    JsonNode body() {
        JsonNode tree = optionalBody();
        if (tree.isMissingNode()) {
            throw Refusal.malformed("the body is empty");
        }
        return tree;
    }

    /** The body; missing when there is none. */
    JsonNode optionalBody() {
        if (body == null) {
            body = Body.read(context, limits, room);
        }
        return body;
    }
}

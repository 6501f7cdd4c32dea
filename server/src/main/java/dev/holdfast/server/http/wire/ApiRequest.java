package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.NotFoundException;
import io.javalin.http.Context;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A request as the routes see it: what its path, query and body say, checked. One thread's. */
public final class ApiRequest implements AutoCloseable {
    private static final int LONGEST_NAME = 1000;

    private final Context context;
    private final Currency currency;
    private final BodyLimits limits;
    private final BodyLimits.Held room;
    private @Nullable JsonNode body;

    public ApiRequest(Context context, Currency currency, BodyLimits limits) {
        this.context = context;
        this.currency = currency;
        this.limits = limits;
        this.room = new BodyLimits.Held(limits);
    }

    /** Gives back what its body took of the server. */
    @Override
    public void close() {
        room.close();
    }

    /** The currency of what names none. */
    public Currency currency() {
        return currency;
    }

    /** The identifier in the path; what can be none of anything does not exist. */
    public long id(String kind) {
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

    /**
     * The name in a parameter of the path.
     *
     * @param fact what the error for a name that nothing can have calls it
     * @throws NotFoundException if nothing of this kind can have the name
     */
    public String name(String kind, String parameter, String fact) {
        String text = context.pathParam(parameter);
        if (Text.fault(text, LONGEST_NAME) != null) {
            throw new NotFoundException(kind, fact, Text.harmless(text));
        }
        return text;
    }

    /** The name in a parameter of the path that errors call the same. */
    public String name(String kind, String parameter) {
        return name(kind, parameter, parameter);
    }

    /** The query's parameters. */
    public Query query() {
        return Query.of(context);
    }

    /** The members of the body, which must be there. */
    public Fields fields() {
        return Fields.of(presentBody());
    }

    /** The members of the body; none when there is no body. */
    public Fields optionalFields() {
        return Fields.of(body());
    }

    /**
     * The body as JSON text, whose numbers are as they were sent.
     *
     * @throws Refusal if there is no body
     */
    public String json() {
        return Json.source(presentBody());
    }

    /** The body as JSON text that is the same for all ways to write the same value; of a missing body, empty. */
    public String canonicalJson() {
        return Json.canonical(body());
    }

    private JsonNode presentBody() {
        JsonNode tree = body();
        if (tree.isMissingNode()) {
            throw Refusal.malformed("the body is empty");
        }
        return tree;
    }

    private JsonNode body() {
        if (body == null) {
            body = Body.read(context, limits, room);
        }
        return body;
    }
}

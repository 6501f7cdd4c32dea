package dev.holdfast.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.access.Scope;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request as the routes see it: its path, query and body, checked. Not thread-safe. */
public final class ApiRequest {
    /** The header with the id of the last event that a client of a stream has seen. */
    public static final String LAST_EVENT_ID = "Last-Event-ID";

    private static final int LONGEST_NAME = 1000;
    private static final List<String> UNKEPT = List.of(Header.IF_MATCH, Header.IF_UNMODIFIED_SINCE);

    private final Context context;
    private final Currency currency;
    private final Set<Scope> scopes;
    private final @Nullable Integer origin;
    private @Nullable JsonNode body;
    private boolean isConditional;

    /**
     * Wraps a request.
     *
     * @param currency the currency of prices that name none
     * @param scopes what the caller may do
     * @param origin what stands for the address of a caller with a publishable key; null for one with another key
     */
    public ApiRequest(Context context, Currency currency, Set<Scope> scopes, @Nullable Integer origin) {
        this.context = context;
        this.currency = currency;
        this.scopes = scopes;
        this.origin = origin;
    }

    /** The currency of prices that name none. */
    public Currency currency() {
        return currency;
    }

    /** Whether the caller has a publishable key, and sees what is on sale only. */
    public boolean isOfBrowser() {
        return origin != null;
    }

    /** What stands for the address of a caller with a publishable key; null for one with another key. */
    public @Nullable Integer origin() {
        return origin;
    }

    /** The cart that a body names; empty for none. */
    public String cartInBody() {
        return body().path(Storefront.CART).asText();
    }

    /**
     * Checks that the request names nothing else than what a side is open for, and a cart by its token only.
     *
     * @throws dev.holdfast.InvalidInputException naming what cannot be named
     * @throws NotFoundException if the path names a cart by its number
     */
    public void require(Storefront side) {
        String cart = context.pathParamMap().get(Storefront.CART);
        if (cart != null && !cart.startsWith(Storefront.TOKEN)) {
            throw new NotFoundException("cart", Text.harmless(cart));
        }
        StorefrontCheck check = new StorefrontCheck(side);
        check.parameters(query().names());
        check.body(body());
        check.finish();
    }

    /**
     * Checks that the caller may do all that somebody is to be allowed, so that nobody hands on more than he has.
     *
     * @throws Refusal if the caller may not
     */
    public void requireToHandOn(Set<Scope> handedOn) {
        handedOn.stream()
                .sorted()
                .filter(scope -> !scopes.contains(scope))
                .findFirst()
                .ifPresent(scope -> {
                    throw Refusal.scopeMissing(scope);
                });
    }

    /**
     * The id in the path.
     *
     * @throws NotFoundException if the text cannot be an id
     */
    public long id(String kind) {
        return id(kind, kind + "_id");
    }

    /**
     * The id in a parameter of the path.
     *
     * @throws NotFoundException if the text cannot be an id
     */
    public long id(String kind, String parameter) {
        String text = context.pathParam(parameter);
        Long id = Text.id(text);
        if (id == null) {
            throw new NotFoundException(kind, Text.harmless(text));
        }
        return id;
    }

    /** What stands in a parameter of the path, whatever it is; not to be repeated without {@link Text#harmless}. */
    public String text(String parameter) {
        return context.pathParam(parameter);
    }

    /**
     * The name in a parameter of the path.
     *
     * @param fact the name of the error's member that repeats it
     * @throws NotFoundException if the text cannot be such a name
     */
    public String name(String kind, String parameter, String fact) {
        String text = context.pathParam(parameter);
        if (Text.fault(text, LONGEST_NAME) != null) {
            throw new NotFoundException(kind, fact, Text.harmless(text));
        }
        return text;
    }

    /** The name in a parameter of the path, which errors repeat under the same name. */
    public String name(String kind, String parameter) {
        return name(kind, parameter, parameter);
    }

    /** The condition on which something is changed. */
    public Condition ifMatch() {
        isConditional = true;
        return Condition.ifMatch(context);
    }

    /**
     * Ends the reading of the headers: a condition that was not asked for is an error, because it would not be kept.
     *
     * @throws InvalidInputException if there is one
     */
    public void finish() {
        for (String name : UNKEPT) {
            if (context.header(name) != null && !(isConditional && name.equals(Header.IF_MATCH))) {
                throw new InvalidInputException("/" + name, "this operation takes no such condition");
            }
        }
    }

    /** Who the buyer is, by the buyer token of the request. */
    public Buyer buyer() {
        return context.req().getAttribute(Buyer.ATTRIBUTE) instanceof Buyer buyer ? buyer : Buyer.UNKNOWN;
    }

    /** The last event that the client of a stream has seen; null for none. */
    public @Nullable String lastEventId() {
        String id = context.header(LAST_EVENT_ID);
        return id == null || id.isBlank() ? null : Text.ofHeader(id.strip());
    }

    /** The query parameters. */
    public Query query() {
        return Query.of(context);
    }

    /** The members of the body, which is required. */
    public Fields fields() {
        return Fields.of(presentBody());
    }

    /** The members of the body; none if there is no body, or null, which some clients send for no body. */
    public Fields optionalFields() {
        JsonNode tree = body();
        return Fields.of(tree.isNull() ? MissingNode.getInstance() : tree);
    }

    /**
     * The body as JSON text, with numbers as they were sent.
     *
     * @throws Refusal if there is no body
     */
    public String json() {
        return Json.source(presentBody());
    }

    /** The body as canonical JSON: the same text for every way to write the same value. Empty if there is no body. */
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

    JsonNode body() {
        if (body == null) {
            body = Body.read(context);
        }
        return body;
    }
}

package dev.holdfast.server.http;

import dev.holdfast.server.access.Principal;
import dev.holdfast.server.http.wire.Answer;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * What was noted about a request on its way, for the access log and the metrics. Each part is written once, by the
 * thread that works on the request, and read after its answer. Thread-safe.
 */
final class Noted {
    private static final String ATTRIBUTE = "dev.holdfast.noted";

    private final String id;
    private final String address;
    private volatile @Nullable String route;
    private volatile @Nullable String principal;
    private volatile @Nullable String code;

    private Noted(String id, String address) {
        this.id = id;
        this.address = address;
    }

    /**
     * Begins the notes of a request.
     *
     * @param givenId the id that the client gave; kept only if it is harmless in a log and in a header
     * @param address where the client is
     */
    static Noted about(Request request, @Nullable String givenId, String address) {
        Noted noted = new Noted(
                givenId != null && givenId.matches("[A-Za-z0-9._:-]{1,100}")
                        ? givenId
                        : UUID.randomUUID().toString(),
                address);
        request.setAttribute(ATTRIBUTE, noted);
        return noted;
    }

    /** The id of a request; a dash if none was noted. */
    static String id(Request request) {
        return request.getAttribute(ATTRIBUTE) instanceof Noted noted ? noted.id : "-";
    }

    /** The address of the client; empty if none was noted. */
    static String address(Attributes request) {
        return request.get(ATTRIBUTE) instanceof Noted noted ? noted.address : "";
    }

    /** Notes the template of the path that a request was found at. */
    static void route(Request request, String template) {
        route(request::getAttribute, template);
    }

    /** Notes the template of the path that a request was found at. */
    static void route(Attributes request, String template) {
        note(request, noted -> noted.route = template);
    }

    /** Notes on whose behalf a request is made. */
    static void principal(Request request, Principal principal) {
        note(request::getAttribute, noted -> noted.principal = principal.name());
    }

    /** Notes the answer to a request. */
    static void answer(Attributes request, Answer answer) {
        String problem = answer.code();
        if (problem != null) {
            note(request, noted -> noted.code = problem);
        }
    }

    /** The attributes of a request, which Jetty's and the servlet's requests share. */
    interface Attributes {
        @Nullable
        Object get(String name);
    }

    private static void note(Attributes request, Consumer<Noted> note) {
        if (request.get(ATTRIBUTE) instanceof Noted noted) {
            note.accept(noted);
        }
    }

    String id() {
        return id;
    }

    /** The address of the client. */
    String address() {
        return address;
    }

    /** The template of its path; null if none was found. */
    @Nullable
    String route() {
        return route;
    }

    /** On whose behalf it was made; null for nobody who is known. */
    @Nullable
    String principal() {
        return principal;
    }

    /** The code of the problem that was answered; null for none. */
    @Nullable
    String code() {
        return code;
    }
}

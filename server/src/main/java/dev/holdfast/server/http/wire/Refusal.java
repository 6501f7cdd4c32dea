package dev.holdfast.server.http.wire;

import java.util.Map;

/** A request that HTTP itself refuses, before the shop is asked. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private Refusal(Answer answer) {
        super(answer.body(), null, false, false);
        this.answer = answer;
    }

    /** The answer for it. */
    public Answer answer() {
        return answer;
    }

    public static Refusal malformed(String detail) {
        return new Refusal(Problems.answer(400, "malformed_request", detail, Map.of()));
    }

    public static Refusal unauthorized(boolean shown) {
        String detail = shown ? "the bearer token is not the secret key" : "a bearer token is needed";
        String challenge = "Bearer realm=\"holdfast\"" + (shown ? ", error=\"invalid_token\"" : "");
        return new Refusal(
                Problems.answer(401, "unauthorized", detail, Map.of()).with("WWW-Authenticate", challenge));
    }

    public static Refusal tooLarge(int mostBytes) {
        return new Refusal(Problems.answer(
                413, "body_too_large", "the body is longer than " + mostBytes + " bytes", Map.of("limit", mostBytes)));
    }

    public static Refusal overloaded(String detail) {
        return new Refusal(Problems.unavailable("overloaded", detail));
    }

    public static Refusal unsupportedMediaType(String detail) {
        return new Refusal(Problems.answer(415, "unsupported_media_type", detail, Map.of()));
    }
}

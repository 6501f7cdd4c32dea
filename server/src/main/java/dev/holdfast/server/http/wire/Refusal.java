package dev.holdfast.server.http.wire;

import dev.holdfast.access.Scope;
import java.time.Duration;
import java.util.Map;

/** A request that is refused before it reaches the shop, with the answer to it. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private Refusal(Answer answer) {
        super(answer.body(), null, false, false);
        this.answer = answer;
    }

    /** The answer to the request. */
    public Answer answer() {
        return answer;
    }

    /** Status 400: the request cannot be read. */
    public static Refusal malformed(String detail) {
        return new Refusal(Problems.answer(400, "malformed_request", detail, Map.of()));
    }

    /**
     * Status 401: the key is missing or wrong.
     *
     * @param given whether a token was given
     */
    public static Refusal unauthorized(boolean given) {
        String detail = given ? "the bearer token is not a key that works" : "a bearer token is required";
        String challenge = "Bearer realm=\"holdfast\"" + (given ? ", error=\"invalid_token\"" : "");
        return new Refusal(
                Problems.answer(401, "unauthorized", detail, Map.of()).with("WWW-Authenticate", challenge));
    }

    /** Status 403: the caller may not do this. */
    public static Refusal scopeMissing(Scope scope) {
        return new Refusal(Problems.answer(
                403,
                "scope_missing",
                "the key does not have the scope " + scope.word() + ", which this operation needs",
                Map.of("required_scope", scope.word())));
    }

    /** Status 429: too many wrong keys came from the address of the caller. */
    public static Refusal tooManyWrongKeys(Duration wait) {
        return tooMany("too_many_attempts", "too many wrong keys came from this address", wait, Map.of());
    }

    /** Status 429: too many promo codes that do not exist came from the address of the caller. */
    public static Refusal tooManyPromoCodes(Duration wait) {
        return tooMany("too_many_promo_codes", "too many unknown promo codes came from this address", wait, Map.of());
    }

    /**
     * Status 429: the caller has sent too many requests.
     *
     * @param limit how many it may send in each period
     */
    public static Refusal rateLimited(int limit, Duration period, Duration wait) {
        return tooMany(
                "rate_limited",
                "too many requests came with this key; " + limit + " are allowed in " + period.toSeconds() + " s",
                wait,
                Map.of("limit", limit, "period_seconds", period.toSeconds()));
    }

    private static Refusal tooMany(String code, String detail, Duration wait, Map<String, ?> facts) {
        return new Refusal(
                Problems.retryAfter(Problems.answer(429, code, detail + "; wait before the next one", facts), wait));
    }

    /** Status 503: the API keys could not be read lately. */
    public static Refusal keysUnavailable() {
        return new Refusal(Problems.unavailable(
                "keys_unavailable",
                "the server cannot tell whether the key works, because it cannot read the API keys"));
    }

    /** Status 403: the request is not one that the server may answer. */
    public static Refusal forbidden(String code, String detail) {
        return new Refusal(Problems.answer(403, code, detail, Map.of()));
    }

    /** Status 401: a buyer token is not valid now. */
    public static Refusal invalidBuyerToken(String detail) {
        return new Refusal(Problems.answer(401, "buyer_token_invalid", detail, Map.of())
                .with("WWW-Authenticate", "Bearer realm=\"buyer\", error=\"invalid_token\""));
    }

    /** Status 501: the server has no key that signs buyer tokens. */
    public static Refusal buyerTokensNotConfigured() {
        return new Refusal(Problems.answer(
                501,
                "buyer_tokens_not_configured",
                "this server has no key that signs buyer tokens; set HOLDFAST_BUYER_TOKEN_KEYS",
                Map.of()));
    }

    /** Status 413: the body is too long. */
    static Refusal tooLarge(int mostBytes) {
        return new Refusal(Problems.answer(
                413, "body_too_large", "the body is longer than " + mostBytes + " bytes", Map.of("limit", mostBytes)));
    }

    /** Status 503: the server has too much to do. */
    public static Refusal overloaded(String detail) {
        return new Refusal(Problems.unavailable("overloaded", detail));
    }

    /** Status 415: the content type of the body is not supported. */
    static Refusal unsupportedMediaType(String detail) {
        return new Refusal(Problems.answer(415, "unsupported_media_type", detail, Map.of()));
    }
}

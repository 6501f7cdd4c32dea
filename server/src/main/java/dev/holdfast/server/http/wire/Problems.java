package dev.holdfast.server.http.wire;

import dev.holdfast.ConflictException;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyException;
import dev.holdfast.InvalidInputException;
import dev.holdfast.NotFoundException;
import dev.holdfast.OutcomeUnknownException;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.UnavailableException;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.SessionStatus;
import dev.holdfast.event.EventCursorGoneException;
import dev.holdfast.inventory.Shortage;
import io.javalin.http.Header;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Errors as problem details (RFC 9457), with their code and facts as members. */
public final class Problems {
    /** The most errors that an answer lists: each entry of a large body can be wrong, and nobody reads more than these. */
    public static final int MOST_ERRORS = 100;

    private Problems() {}

    /** The answer to an error of the library. This is the only place that maps errors to statuses. */
    public static Answer answer(HoldfastException refusal) {
        if (refusal instanceof NotFoundException) {
            return answer(404, refusal);
        }
        if (refusal instanceof InvalidInputException invalid) {
            List<InvalidInputException.Error> errors = invalid.errors();
            return answer(
                    422,
                    invalid.code(),
                    String.valueOf(invalid.getMessage()),
                    Map.of("errors", errors.subList(0, Math.min(errors.size(), MOST_ERRORS))));
        }
        if (refusal instanceof IdempotencyException key) {
            return key.reused() ? answer(422, key) : retryAfter(answer(409, key), key.retryAfter());
        }
        if (refusal instanceof PreconditionFailedException) {
            return answer(412, refusal);
        }
        if (refusal instanceof EventCursorGoneException) {
            return answer(410, refusal);
        }
        if (refusal instanceof ConflictException) {
            return answer(409, refusal);
        }
        if (refusal instanceof UnavailableException unavailable) {
            return retryAfter(answer(503, unavailable), unavailable.retryAfter());
        }
        if (refusal instanceof OutcomeUnknownException) {
            // No Retry-After: without an idempotency key, a retry may repeat the effect.
            return answer(503, refusal);
        }
        throw new IllegalArgumentException("no status for " + refusal.code(), refusal);
    }

    /** The answer to a completion that has made no order. It is no refusal: what became of the session is written. */
    public static Answer withoutOrder(CheckoutSession session) {
        // One that is open can be short of units as well, if a server that knows no sessions has changed its cart.
        boolean isShort = session.status() != SessionStatus.REFUNDED
                && !session.shortages().isEmpty();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("checkout_session_id", session.id());
        facts.put("session_status", session.status());
        if (isShort) {
            facts.put("shortages", session.shortages());
        }
        facts.put("refund_due", session.refundDue());
        facts.put("currency", session.currency());
        String name = "checkout session " + session.id();
        if (isShort) {
            String shortages =
                    session.shortages().stream().map(Shortage::toString).collect(Collectors.joining("; "));
            return answer(409, "stock_shortfall", name + " is short of units: " + shortages, facts);
        }
        String reason = session.status() == SessionStatus.SHORTFALL
                ? " can become no order any more, because its cart was bought or deleted"
                : " is " + session.status().word() + " and became no order";
        return answer(409, "checkout_session_closed", name + reason, facts);
    }

    /** The answer to an unexpected failure, without its details. */
    public static Answer internalError() {
        return answer(
                500,
                "internal_error",
                "the server failed unexpectedly; its log has the details under the request id",
                Map.of());
    }

    /** The answer of a server that cannot take the request now. */
    public static Answer unavailable(String code, String detail) {
        return unavailable(code, detail, Map.of());
    }

    /** The answer of a server that cannot take the request now, with facts. */
    public static Answer unavailable(String code, String detail, Map<String, ?> facts) {
        return retryAfter(answer(503, code, detail, facts), Duration.ofSeconds(1));
    }

    /** An answer made of its parts; facts never replace the members of every problem. */
    public static Answer answer(int status, String code, String detail, Map<String, ?> facts) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", ErrorCodes.address(code));
        members.put("title", title(code));
        members.put("status", status);
        members.put("detail", detail);
        members.put("code", code);
        facts.forEach(members::putIfAbsent);
        return new Answer(status, Answer.PROBLEM, Map.of(), Json.write(members));
    }

    private static Answer answer(int status, HoldfastException refusal) {
        return answer(status, refusal.code(), String.valueOf(refusal.getMessage()), refusal.facts());
    }

    /** An answer that says when to try again, in whole seconds. */
    static Answer retryAfter(Answer answer, Duration time) {
        return answer.with(
                Header.RETRY_AFTER,
                Long.toString(Math.max(1, time.plusMillis(999).toSeconds())));
    }

    private static String title(String code) {
        return Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('_', ' ');
    }
}

package dev.holdfast.server.http;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.IdempotentAnswer;
import dev.holdfast.InvalidInputException;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts routes in front of a shop: reads the request, runs its command, once per idempotency key, and answers. */
final class Api {
    static final String BASE = "/api/v1";
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    static final String REPLAYED = "Idempotent-Replayed";

    private static final int LONGEST_KEY = 255;

    private final Router router;
    private final Holdfast shop;
    private final HttpOptions options;
    private final Bearer bearer;

    Api(Router router, Holdfast shop, HttpOptions options, Bearer bearer) {
        this.router = router;
        this.shop = shop;
        this.options = options;
        this.bearer = bearer;
    }

    void get(String path, Endpoint endpoint) {
        router.add(HandlerType.GET, BASE + path, plain(endpoint));
    }

    void patch(String path, Endpoint endpoint) {
        router.add(HandlerType.PATCH, BASE + path, plain(endpoint));
    }

    /** Sets something to what is said, whatever it was before, so that it needs no key to be repeated. */
    void put(String path, Endpoint endpoint) {
        router.add(HandlerType.PUT, BASE + path, plain(endpoint));
    }

    void delete(String path, Endpoint endpoint) {
        router.add(HandlerType.DELETE, BASE + path, plain(endpoint));
    }

    void post(String path, Endpoint endpoint) {
        router.add(HandlerType.POST, BASE + path, context -> {
            ApiRequest request = new ApiRequest(context, options);
            String key = key(context);
            Endpoint.Command command = endpoint.prepare(request);
            Answer answer = key == null
                    ? command.run(shop)
                    : once(new IdempotencyKey(scope(path), key, hash(context, request)), command);
            answer.send(context);
        });
    }

    private Handler plain(Endpoint endpoint) {
        return context ->
                endpoint.prepare(new ApiRequest(context, options)).run(shop).send(context);
    }

    private Answer once(IdempotencyKey key, Endpoint.Command command) {
        IdempotentAnswer kept = shop.idempotent(key, new Encoder(), command::run);
        Answer answer = Answer.decode(kept.text());
        return kept.replayed() ? answer.with(REPLAYED, "true") : answer;
    }

    private static @Nullable String key(Context context) {
        String key = context.header(IDEMPOTENCY_KEY);
        if (key == null) {
            return null;
        }
        String pointer = "/" + IDEMPOTENCY_KEY;
        if (key.isBlank()) {
            throw new InvalidInputException(pointer, "the header is empty");
        }
        if (key.length() > LONGEST_KEY) {
            throw new InvalidInputException(
                    pointer, "the header has " + key.length() + " characters, more than " + LONGEST_KEY);
        }
        if (!key.chars().allMatch(character -> character > 0x1f && character < 0x7f)) {
            throw new InvalidInputException(pointer, "the header is not printable ASCII: " + Text.shown(key));
        }
        return key;
    }

    private String scope(String path) {
        return digest(bearer.scope() + "\nPOST " + path);
    }

    private static String hash(Context context, ApiRequest request) {
        return digest(new TreeMap<>(context.pathParamMap()) + "\n" + Json.canonical(request.optionalBody()));
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(Bearer.sha256(text));
    }

    private static final class Encoder implements AnswerEncoder<Answer> {
        @Override
        public String accepted(Answer answer) {
            return answer.encode();
        }

        @Override
        public String refused(HoldfastException refusal) {
            return Problems.answer(refusal).encode();
        }
    }
}

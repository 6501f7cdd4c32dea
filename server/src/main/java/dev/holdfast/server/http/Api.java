package dev.holdfast.server.http;

import dev.holdfast.AnswerEncoder;
import dev.holdfast.Holdfast;
import dev.holdfast.HoldfastException;
import dev.holdfast.IdempotencyKey;
import dev.holdfast.IdempotentAnswer;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.access.Scope;
import dev.holdfast.catalog.ProductNotActiveException;
import dev.holdfast.server.access.Keyring;
import dev.holdfast.server.access.Principal;
import dev.holdfast.server.access.PromoCodeAttempts;
import dev.holdfast.server.http.routes.Endpoint;
import dev.holdfast.server.http.routes.Route;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Buyer;
import dev.holdfast.server.http.wire.Condition;
import dev.holdfast.server.http.wire.NamedPromoCodes;
import dev.holdfast.server.http.wire.Problems;
import dev.holdfast.server.http.wire.Sha256;
import dev.holdfast.server.http.wire.Storefront;
import dev.holdfast.server.http.wire.Text;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Currency;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves routes on a shop: reads the request, runs its command, once per idempotency key, and sends the answer. */
final class Api {
    static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    /** The least length of an idempotency key that comes with a publishable key, in characters. */
    static final int SHORTEST_OF_BROWSER = 32;

    static final String REPLAYED = "Idempotent-Replayed";

    private final Router router;
    private final Holdfast shop;
    private final Currency currency;
    private final Keyring keyring;
    private final PromoCodeAttempts promoCodes;
    private final LiveEvents live;

    Api(Router router, Holdfast shop, HttpOptions options, Keyring keyring, LiveEvents live) {
        this.router = router;
        this.shop = shop;
        this.currency = options.currency();
        this.keyring = keyring;
        this.live = live;
        this.promoCodes = new PromoCodeAttempts(options.traffic());
    }

    /** Adds a route. The answer to a POST with an idempotency key is stored with the key, in the same transaction. */
    void add(Route route) {
        router.add(route.method(), route.fullPath(), context -> {
            Principal principal = principal(context);
            Storefront side = principal.isBrowser() ? route.storefront() : null;
            principal.require(route.scope(), side != null);
            ApiRequest request = new ApiRequest(context, currency, principal.scopes(), origin(context, principal));
            if (side != null) {
                request.require(side);
            }
            NamedPromoCodes named = side == null ? NamedPromoCodes.NONE : NamedPromoCodes.in(request);
            String key = route.method().equals(HandlerType.POST) ? key(context) : null;
            Endpoint.Command prepared = route.endpoint().prepare(request);
            Endpoint.Command command = side == null ? prepared : new OnSale(prepared);
            request.finish();
            Holdfast ofCaller = shop.as(principal.name());
            if (live.answers(context, command, ofCaller, stillAllowed(context, route.scope()))) {
                return;
            }
            Supplier<Answer> call = () -> key == null || !command.keeps()
                    ? command.run(ofCaller)
                    : once(
                            ofCaller,
                            new IdempotencyKey(scope(context, route, request), key, hash(context, request)),
                            command);
            Answer answer = promoCodes.trying(principal, address(context), named.count(), call, named::unknownIn);
            boolean isRead = route.method().equals(HandlerType.GET);
            if (route.scope() == Scope.KEYS_WRITE && !isRead) {
                keyring.refresh();
            }
            Answer shown = side == null ? answer : side.shown(answer);
            Replies.send(isRead && Condition.isKnown(context, answer) ? answer.notModified() : shown, context);
        });
    }

    // For an answer that takes its time: the key may have been revoked since the request came.
    private Runnable stillAllowed(Context context, Scope scope) {
        String header = context.header("Authorization");
        String address = address(context);
        return () -> keyring.identify(header, address).require(scope, false);
    }

    private static Answer once(Holdfast named, IdempotencyKey key, Endpoint.Command command) {
        AtomicReference<@Nullable Answer> given = new AtomicReference<>();
        IdempotentAnswer kept = named.idempotent(key, new Encoder(), joined -> {
            Answer answer = command.run(joined);
            given.set(answer);
            return command.kept(answer);
        });
        Answer answer = Answer.decode(kept.text());
        if (kept.replayed()) {
            return answer.with(REPLAYED, "true");
        }
        // Whatever was refused in the end is what was kept.
        Answer fresh = given.get();
        return fresh == null || fresh.status() != answer.status() ? answer : fresh;
    }

    private static @Nullable String key(Context context) {
        String key = context.header(IDEMPOTENCY_KEY);
        if (key == null) {
            return null;
        }
        String pointer = "/" + IDEMPOTENCY_KEY;
        // All browsers are one caller: who guesses the key of another buyer would be given his answer, such as his
        // cart.
        if (principal(context).isBrowser() && key.length() < SHORTEST_OF_BROWSER) {
            throw new InvalidInputException(
                    pointer,
                    "the header has " + key.length() + " characters; with a publishable key it needs at least "
                            + SHORTEST_OF_BROWSER + " random ones, such as a UUID");
        }
        if (key.isBlank()) {
            throw new InvalidInputException(pointer, "the header is empty");
        }
        if (key.length() > Limits.IDEMPOTENCY_KEY) {
            throw new InvalidInputException(
                    pointer, "the header has " + key.length() + " characters, more than " + Limits.IDEMPOTENCY_KEY);
        }
        if (!key.chars().allMatch(character -> character > 0x1f && character < 0x7f)) {
            throw new InvalidInputException(
                    pointer, "the header is not printable ASCII: " + Text.shown(Text.ofHeader(key)));
        }
        return key;
    }

    // A finished request stays finished when the caller's secret is changed, so the scope has the name and no secret.
    private static String scope(Context context, Route route, ApiRequest request) {
        Principal principal = principal(context);
        String own = "";
        if (principal.isBrowser()) {
            // Different carts and buyers of browsers never meet.
            Buyer buyer = request.buyer();
            own = new TreeMap<>(context.pathParamMap()) + "\n" + request.cartInBody()
                    + (buyer.equals(Buyer.UNKNOWN) ? "" : "\n" + buyer.userId());
        }
        return digest(principal.name() + "\nPOST " + route.path() + own);
    }

    private static String address(Context context) {
        return Noted.address(context.req()::getAttribute);
    }

    private static @Nullable Integer origin(Context context, Principal principal) {
        return principal.isBrowser() ? (Integer) Principal.origin(address(context)) : null;
    }

    private static Principal principal(Context context) {
        return Door.principal(context.req().getAttribute(Door.PRINCIPAL));
    }

    private static String hash(Context context, ApiRequest request) {
        Buyer buyer = request.buyer();
        return digest(new TreeMap<>(context.pathParamMap()) + "\n" + request.canonicalJson()
                + (buyer.equals(Buyer.UNKNOWN) ? "" : "\n" + buyer));
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(Sha256.of(text));
    }

    /** A command of a web page, for which a variant that is not on sale does not exist. */
    private record OnSale(Endpoint.Command command) implements Endpoint.Command {
        @Override
        public Answer run(Holdfast shop) {
            try {
                return command.run(shop);
            } catch (ProductNotActiveException e) {
                throw new NotFoundException("variant", "variant_id", e.variantId());
            }
        }

        @Override
        public Answer kept(Answer answer) {
            return command.kept(answer);
        }

        @Override
        public boolean keeps() {
            return command.keeps();
        }
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

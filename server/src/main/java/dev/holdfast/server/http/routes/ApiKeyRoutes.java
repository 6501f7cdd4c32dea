package dev.holdfast.server.http.routes;

import dev.holdfast.Holdfast;
import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import dev.holdfast.access.ApiKey;
import dev.holdfast.access.ApiKeys;
import dev.holdfast.access.IssuedKey;
import dev.holdfast.access.KeyKind;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import dev.holdfast.server.http.wire.Answer;
import dev.holdfast.server.http.wire.ApiRequest;
import dev.holdfast.server.http.wire.Fields;
import dev.holdfast.server.http.wire.IssuedKeyView;
import dev.holdfast.server.http.wire.Query;
import dev.holdfast.server.http.wire.Text;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** API keys. */
final class ApiKeyRoutes {
    private static final String PATH = "/api-keys";
    private static final String ONE = PATH + "/{key_id}";

    private ApiKeyRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.post(PATH, Scope.KEYS_WRITE, ApiKeyRoutes::create),
                Route.get(PATH, Scope.KEYS_WRITE, ApiKeyRoutes::list),
                Route.delete(ONE, Scope.KEYS_WRITE, ApiKeyRoutes::revoke),
                Route.post(ONE + "/rotate", Scope.KEYS_WRITE, ApiKeyRoutes::rotate));
    }

    private static Endpoint.Command create(ApiRequest request) {
        Fields fields = request.fields();
        String name = fields.requiredText("name", Limits.WORD);
        KeyKind kind = Objects.requireNonNullElse(fields.word("kind", KeyKind.values(), KeyKind::word), KeyKind.SECRET);
        Set<Scope> scopes = scopes(fields, fields.texts("scopes", Scope.values().length, Limits.WORD));
        Long seconds = fields.whole("expires_in", 1, ApiKeys.LONGEST_LIFE.toSeconds());
        fields.finish();
        request.requireToHandOn(kind == KeyKind.PUBLISHABLE ? Scope.ofPublishableKeys() : scopes);
        NewApiKey key = new NewApiKey(name, kind, scopes, seconds == null ? null : Duration.ofSeconds(seconds));
        return new Issuing(shop -> shop.apiKeys().create(key), 201);
    }

    private static Set<Scope> scopes(Fields fields, @Nullable List<String> words) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words == null ? List.<String>of() : words) {
            Scope.of(word).ifPresentOrElse(scopes::add, () -> fields.fail("scopes", unknown(word)));
        }
        return scopes;
    }

    private static String unknown(String word) {
        return Text.shown(word) + " is not one of "
                + Scope.all().stream().map(Scope::word).toList();
    }

    private static Endpoint.Command list(ApiRequest request) {
        Query query = request.query();
        PageRequest page = query.page();
        query.finish();
        return shop -> Answer.ok(shop.apiKeys().list(page));
    }

    private static Endpoint.Command revoke(ApiRequest request) {
        long id = request.id("api_key", "key_id");
        return shop -> {
            shop.apiKeys().revoke(id);
            return Answer.nothing();
        };
    }

    private static Endpoint.Command rotate(ApiRequest request) {
        long id = request.id("api_key", "key_id");
        Fields fields = request.optionalFields();
        Long seconds = fields.whole("overlap_seconds", 0, ApiKeys.LONGEST_OVERLAP.toSeconds());
        fields.finish();
        Duration overlap = seconds == null ? ApiKeys.DEFAULT_OVERLAP : Duration.ofSeconds(seconds);
        return new Issuing(
                shop -> {
                    // The caller is handed a key that does what this one does.
                    request.requireToHandOn(shop.apiKeys().get(id).scopes());
                    return shop.apiKeys().rotate(id, overlap);
                },
                200);
    }

    /** A command that hands out a secret, which must not be kept for repeated requests. */
    private static final class Issuing implements Endpoint.Command {
        private final Function<Holdfast, IssuedKey> issue;
        private final int status;
        private @Nullable ApiKey issued;

        Issuing(Function<Holdfast, IssuedKey> issue, int status) {
            this.issue = issue;
            this.status = status;
        }

        @Override
        public Answer run(Holdfast shop) {
            IssuedKey key = issue.apply(shop);
            issued = key.apiKey();
            return answer(IssuedKeyView.of(key));
        }

        @Override
        public Answer kept(Answer answer) {
            return answer(IssuedKeyView.withoutSecret(Objects.requireNonNull(issued)));
        }

        private Answer answer(IssuedKeyView view) {
            return status == 201 ? Answer.created(view) : Answer.ok(view);
        }
    }
}

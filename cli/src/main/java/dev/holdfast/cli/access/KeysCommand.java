package dev.holdfast.cli.access;

import dev.holdfast.Holdfast;
import dev.holdfast.NotFoundException;
import dev.holdfast.access.ApiKey;
import dev.holdfast.access.IssuedKey;
import dev.holdfast.access.KeyKind;
import dev.holdfast.access.NewApiKey;
import dev.holdfast.access.Scope;
import dev.holdfast.cli.completion.Codes;
import dev.holdfast.cli.output.Column;
import dev.holdfast.cli.output.OutputOptions;
import dev.holdfast.cli.output.PageOptions;
import dev.holdfast.cli.session.CommandGroup;
import dev.holdfast.cli.session.ExitCode;
import dev.holdfast.cli.session.Session;
import dev.holdfast.server.config.Durations;
import dev.holdfast.server.database.ShopDatabase.Purpose;
import dev.holdfast.server.http.wire.IssuedKeyView;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast keys}. */
@Command(
        name = "keys",
        description = {
            "Manages API keys: creates, lists, rotates and revokes them.",
            "Requests to the shop's servers show a key. It does what its scopes allow. A running server learns of a change "
                    + "within a second."
        })
public final class KeysCommand extends CommandGroup {
    private static final String ALL = "all";

    private static final List<Column> COLUMNS = Column.list(
            "id# name! kind scopes~ hint created_at~ expires_at last_used_at rotated_at~ previous_until~ revoked_at");

    private static final List<Column> ISSUED = Column.list("id# name! kind scopes~ key! expires_at~ previous_until~");

    /** Runs in a session. */
    public KeysCommand(Session session) {
        super(session);
    }

    @Command(
            name = "create",
            description = {
                "Creates a key and shows it, this once.",
                "The scopes of a key never change. A publishable key, for web pages, has fixed scopes."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast keys create prometheus --scopes metrics:read",
                "  holdfast keys create shop-server --scopes catalog:read,carts:read,carts:write --expires-in 365d",
                "  holdfast keys create storefront --publishable"
            })
    int create(
            @Parameters(paramLabel = "NAME", description = "A unique name, which says who uses the key.") String name,
            @Option(
                            names = "--scopes",
                            paramLabel = "SCOPE",
                            split = ",",
                            completionCandidates = ScopeCandidates.class,
                            description = "What the key may do, separated by commas: ${COMPLETION-CANDIDATES}.")
                    @Nullable
                    List<String> scopes,
            @Option(names = "--publishable", description = "Create a key for web pages instead of one for servers.")
                    boolean publishable,
            @Option(
                            names = "--expires-in",
                            paramLabel = "DURATION",
                            description = "How long the key works, such as 90d. Default: without an end.")
                    @Nullable
                    String expiresIn,
            @Mixin OutputOptions output) {
        if (publishable == (scopes != null)) {
            throw wrong(publishable ? "--publishable and --scopes cannot be combined" : "--scopes is required");
        }
        NewApiKey key = new NewApiKey(
                name,
                publishable ? KeyKind.PUBLISHABLE : KeyKind.SECRET,
                scopes == null ? Set.of() : scopes(scopes),
                expiresIn == null ? null : duration("--expires-in", expiresIn));
        return session.work(
                Purpose.SET_UP,
                (shop, configuration) -> issued(output, shop.apiKeys().create(key)));
    }

    @Command(
            name = "list",
            description = "Lists keys in the order in which they were created, with those that are revoked.",
            footer = {"", "Examples:", "  holdfast keys list", "  holdfast keys list -o json"})
    int list(@Mixin PageOptions page, @Mixin OutputOptions output) {
        return session.work(shop -> output.page(session, shop.apiKeys().list(page.request()), COLUMNS));
    }

    @Command(
            name = "revoke",
            description = "Revokes a key for good. Every server refuses it within a second.",
            footer = {"", "Examples:", "  holdfast keys revoke prometheus"})
    int revoke(
            @Parameters(
                            paramLabel = "KEY",
                            completionCandidates = Codes.ApiKeys.class,
                            description = "The key's name or id.")
                    String key) {
        return session.work(shop -> {
            ApiKey revoked = shop.apiKeys().revoke(id(shop, key));
            session.say("revoked the key " + revoked.name());
            return ExitCode.DONE;
        });
    }

    @Command(
            name = "rotate",
            description = {
                "Gives a key another secret and shows it, this once.",
                "The secret before works for the overlap, so that clients can change. After a leak, use --overlap 0s."
            },
            footer = {
                "",
                "Examples:",
                "  holdfast keys rotate shop-server --overlap 1d",
                "  holdfast keys rotate shop-server --overlap 0s"
            })
    int rotate(
            @Parameters(
                            paramLabel = "KEY",
                            completionCandidates = Codes.ApiKeys.class,
                            description = "The key's name or id.")
                    String key,
            @Option(
                            names = "--overlap",
                            paramLabel = "DURATION",
                            defaultValue = "1h",
                            description =
                                    "How long the secret before works, up to 30d, or 0s. Default: ${DEFAULT-VALUE}.")
                    String overlap,
            @Mixin OutputOptions output) {
        Duration time = duration("--overlap", overlap);
        return session.work(shop -> issued(output, shop.apiKeys().rotate(id(shop, key), time)));
    }

    private int issued(OutputOptions output, IssuedKey issued) {
        int code = output.one(session, IssuedKeyView.of(issued), ISSUED);
        session.say("the key is shown only this once; store it now");
        return code;
    }

    // A name begins with a letter.
    private static long id(Holdfast shop, String key) {
        if (key.matches("[0-9]{1,18}")) {
            return Long.parseLong(key);
        }
        return shop.apiKeys()
                .named(key)
                .orElseThrow(() -> new NotFoundException("api_key", "named " + key))
                .id();
    }

    private Set<Scope> scopes(List<String> words) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words) {
            if (word.equals(ALL)) {
                scopes.addAll(Scope.all());
            } else {
                scopes.add(Scope.of(word)
                        .orElseThrow(() -> wrong("--scopes: '" + word + "' is not one of "
                                + Scope.all().stream().map(Scope::word).collect(Collectors.joining(", ")) + ", "
                                + ALL)));
            }
        }
        return scopes;
    }

    private Duration duration(String option, String text) {
        return Durations.parse(text)
                .orElseThrow(() -> wrong(option + ": '" + text + "' is not a duration such as 90s, 15m, 2h or 30d"));
    }
}

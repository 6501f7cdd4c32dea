package dev.holdfast.access;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.TakenException;
import dev.holdfast.internal.access.ApiKeyRow;
import dev.holdfast.internal.access.ApiKeySql;
import dev.holdfast.internal.access.SecretRow;
import dev.holdfast.internal.audit.AuditSql;
import dev.holdfast.internal.audit.Audited;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The keys that requests to the shop's servers are made with. A key is a name with scopes and a secret; the secret is
 * shown once, and its digest kept. Each change raises a version, which servers read several times a second, so a revoked
 * key is refused everywhere within a second. Thread-safe.
 */
public final class ApiKeys {
    /** The longest time after which a key expires. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(3650);

    /** The longest time for which the secret before a rotation works. */
    public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    /** The time for which the secret before a rotation works if none is given. */
    public static final Duration DEFAULT_OVERLAP = Duration.ofHours(1);

    // Until there is an answer a server accepts no key, and another connection may answer at once.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");
    private static final int SECRET_BYTES = 32;
    private static final int HINT = 4;

    private final Database database;
    private final SecureRandom random = new SecureRandom();

    /** For {@link dev.holdfast.Holdfast}. */
    public ApiKeys(Database database) {
        this.database = database;
    }

    /**
     * Creates a key.
     *
     * @return the key with its secret, which cannot be read again
     * @throws TakenException if a key that is not revoked has the name
     * @throws InvalidInputException if a value is not acceptable
     */
    public IssuedKey create(NewApiKey key) {
        check(key);
        Set<Scope> scopes = key.kind() == KeyKind.PUBLISHABLE ? Scope.ofPublishableKeys() : key.scopes();
        String secret = newSecret(key.kind());
        return database.write(handle -> {
            ApiKeySql sql = handle.attach(ApiKeySql.class);
            sql.raiseVersion();
            OffsetDateTime now = sql.now(database.clockTime());
            long id = sql.add(
                            key.name(),
                            key.kind().word(),
                            scopes.stream().sorted().map(Scope::word).toArray(String[]::new),
                            digest(secret),
                            hint(secret),
                            now,
                            key.expiresIn() == null ? null : now.plus(key.expiresIn()))
                    .orElseThrow(() -> new TakenException("name", key.name()));
            ApiKey created = found(sql, id);
            note(handle, id, Audited.created(database.actor(), members(created)));
            return new IssuedKey(created, secret);
        });
    }

    private static void check(NewApiKey key) {
        Validation checks = new Validation();
        checks.text("/name", key.name(), Limits.WORD);
        checks.that(
                checks.count() > 0 || NAME.matcher(key.name()).matches(),
                "/name",
                Validation.shown(key.name()) + " does not consist of letters, digits, dots, dashes and underscores,"
                        + " beginning with a letter");
        boolean publishable = key.kind() == KeyKind.PUBLISHABLE;
        checks.that(
                !publishable || key.scopes().isEmpty() || key.scopes().equals(Scope.ofPublishableKeys()),
                "/scopes",
                "cannot be chosen for a publishable key, whose scopes are fixed");
        checks.that(publishable || !key.scopes().isEmpty(), "/scopes", "is empty");
        Duration life = key.expiresIn();
        if (life != null) {
            checks.between("/expires_in", life.toSeconds(), 1, LONGEST_LIFE.toSeconds());
        }
        checks.throwIfAny();
    }

    /**
     * Returns a key, also one that is revoked.
     *
     * @throws NotFoundException if there is none
     */
    public ApiKey get(long keyId) {
        return database.read(ApiKeySql.class, sql -> found(sql, keyId));
    }

    /** Returns the key with a name that is not revoked; empty if there is none. */
    public Optional<ApiKey> named(String name) {
        return NAME.matcher(name).matches()
                ? database.read(ApiKeySql.class, sql -> sql.findByName(name)).map(ApiKeys::shown)
                : Optional.empty();
    }

    /** Lists keys in the order in which they were created, with those that are revoked. */
    public Page<ApiKey> list(PageRequest page) {
        return database.read(
                ApiKeySql.class,
                sql -> Paging.page(
                        sql.list(Paging.after(page), page.limit() + 1), page, ApiKeyRow::id, ApiKeys::shown));
    }

    /**
     * Revokes a key for good. Harmless to repeat.
     *
     * @return the key
     * @throws NotFoundException if there is none
     */
    public ApiKey revoke(long keyId) {
        return database.write(handle -> {
            ApiKeySql sql = handle.attach(ApiKeySql.class);
            sql.raiseVersion();
            ApiKey before = found(sql, keyId);
            sql.revoke(keyId, sql.now(database.clockTime()));
            return noteChange(handle, before, found(sql, keyId));
        });
    }

    /**
     * Gives a key another secret. Of two rotations within the overlap of the first, the second ends it: a key has at most
     * one secret beside the newest.
     *
     * @param overlap how long the secret that it has goes on working, in whole seconds up to {@link #LONGEST_OVERLAP};
     *     zero to end it at once
     * @return the key with its new secret, which cannot be read again
     * @throws NotFoundException if there is no such key
     * @throws KeyInactiveException if it is revoked or has expired
     * @throws InvalidInputException if the overlap is out of range
     */
    public IssuedKey rotate(long keyId, Duration overlap) {
        Validation checks = new Validation();
        checks.between("/overlap_seconds", overlap.toSeconds(), 0, LONGEST_OVERLAP.toSeconds());
        checks.throwIfAny();
        return database.write(handle -> {
            ApiKeySql sql = handle.attach(ApiKeySql.class);
            sql.raiseVersion();
            OffsetDateTime now = sql.now(database.clockTime());
            ApiKey before = found(sql, keyId);
            boolean expired = before.expiresAt() != null && !before.expiresAt().isAfter(now.toInstant());
            if (before.revokedAt() != null || expired) {
                throw new KeyInactiveException(keyId, before.name(), before.revokedAt() != null);
            }
            String secret = newSecret(before.kind());
            sql.rotate(keyId, digest(secret), hint(secret), now, overlap.isZero() ? null : now.plus(overlap));
            return new IssuedKey(noteChange(handle, before, found(sql, keyId)), secret);
        });
    }

    private ApiKey noteChange(Handle handle, ApiKey before, ApiKey after) {
        note(handle, after.id(), Audited.changed(database.actor(), members(before), members(after)));
        return after;
    }

    private void note(Handle handle, long keyId, Audited entry) {
        if (entry.isChange()) {
            handle.attach(AuditSql.class).add(AuditSql.API_KEY, Long.toString(keyId), entry, database.clockTime());
        }
    }

    // The hint tells one secret from another; the secret and its digest are in no log.
    private static Map<String, @Nullable Object> members(ApiKey key) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("name", key.name());
        members.put("kind", key.kind().word());
        members.put("scopes", key.scopes().stream().sorted().map(Scope::word).toList());
        members.put("hint", key.hint());
        members.put("expires_at", text(key.expiresAt()));
        members.put("previous_until", text(key.previousUntil()));
        members.put("revoked_at", text(key.revokedAt()));
        return members;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /**
     * Returns the secrets that work, for a server that compares them in memory.
     *
     * @param known the version that the server has, whose secrets are not read again; 0 for none
     * @throws dev.holdfast.UnavailableException if the database does not answer within two seconds
     */
    public WorkingKeys working(long known) {
        List<SecretRow> rows =
                database.readWithin(PATIENCE, ApiKeySql.class, sql -> sql.working(known, database.clockTime()));
        SecretRow first = rows.get(0);
        if (first.version() == known) {
            return new WorkingKeys(known, first.now(), null);
        }
        List<WorkingKeys.Secret> secrets = new ArrayList<>();
        for (SecretRow row : rows) {
            addSecrets(row, secrets);
        }
        return new WorkingKeys(first.version(), first.now(), List.copyOf(secrets));
    }

    private static void addSecrets(SecretRow row, List<WorkingKeys.Secret> secrets) {
        if (row.id() == null || row.name() == null || row.kind() == null || row.digest() == null) {
            return;
        }
        KeyKind kind = KeyKind.of(row.kind());
        Set<Scope> scopes = scopes(kind, String.valueOf(row.scopes()));
        secrets.add(new WorkingKeys.Secret(row.id(), row.name(), kind, scopes, row.digest(), row.expiresAt()));
        Instant until = earlier(row.previousUntil(), row.expiresAt());
        if (row.previousDigest() != null) {
            secrets.add(new WorkingKeys.Secret(row.id(), row.name(), kind, scopes, row.previousDigest(), until));
        }
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    /**
     * Notes when keys were last used, at most once a minute for each. Changes nothing that servers keep in memory.
     *
     * @param times the time of the last use by the id of the key
     */
    public void noteUse(Map<Long, Instant> times) {
        Long[] ids = times.keySet().stream().sorted().toArray(Long[]::new);
        String[] moments =
                Arrays.stream(ids).map(times::get).map(String::valueOf).toArray(String[]::new);
        database.write(ApiKeySql.class, sql -> {
            sql.noteUse(ids, moments);
            return ids.length;
        });
    }

    private static ApiKey found(ApiKeySql sql, long id) {
        return sql.find(id).map(ApiKeys::shown).orElseThrow(() -> new NotFoundException("api_key", "key_id", id));
    }

    private static ApiKey shown(ApiKeyRow row) {
        return new ApiKey(
                row.id(),
                row.name(),
                KeyKind.of(row.kind()),
                scopes(KeyKind.of(row.kind()), row.scopes()),
                row.hint(),
                row.createdAt(),
                row.expiresAt(),
                row.lastUsedAt(),
                row.rotatedAt(),
                row.previousUntil(),
                row.revokedAt());
    }

    // Those of publishable keys are fixed by the version, not by the row. A scope of a newer version means nothing.
    private static Set<Scope> scopes(KeyKind kind, String words) {
        if (kind == KeyKind.PUBLISHABLE) {
            return Scope.ofPublishableKeys();
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words.split(" ")) {
            Scope.of(word).ifPresent(scopes::add);
        }
        return Collections.unmodifiableSet(scopes);
    }

    private String newSecret(KeyKind kind) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return kind.prefix() + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hint(String secret) {
        return secret.substring(secret.length() - HINT);
    }

    private static byte[] digest(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}

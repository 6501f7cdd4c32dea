package dev.holdfast.server.access;

import dev.holdfast.Holdfast;
import dev.holdfast.access.KeyKind;
import dev.holdfast.server.http.wire.Refusal;
import dev.holdfast.server.http.wire.Sha256;
import io.github.bucket4j.TimeMeter;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells on whose behalf requests are made, by the keys that they show: the secret keys of the configuration, and the API
 * keys of a shop. Where no secret key is configured, a request that shows none is made by this machine. Thread-safe.
 */
public final class Keyring implements AutoCloseable {
    private static final String SCHEME = "Bearer ";

    private volatile List<byte[]> roots;
    private final Attempts attempts = new Attempts(TimeMeter.SYSTEM_NANOTIME);
    private final Runnable wrongKey;
    private volatile @Nullable KeyWatch watch;

    /**
     * Without the keys of a shop, until {@link #watch}.
     *
     * @param secretKeys any of which opens everything; empty to take requests without a key for those of this machine
     * @param wrongKey told of each wrong key that is shown
     */
    public Keyring(List<String> secretKeys, Runnable wrongKey) {
        this.roots = secretKeys.stream().map(Sha256::of).toList();
        this.wrongKey = wrongKey;
    }

    /**
     * Accepts other secret keys from now on, in place of those before.
     *
     * @param secretKeys empty only if there were none
     */
    public void changeSecretKeys(List<String> secretKeys) {
        // Otherwise everybody would be let in.
        if (secretKeys.isEmpty() != roots.isEmpty()) {
            throw new IllegalArgumentException("secretKeys: cannot be set or removed while the server runs");
        }
        roots = secretKeys.stream().map(Sha256::of).toList();
    }

    /** Knows the API keys of a shop from now on, and keeps up with their changes until this is closed. */
    public void watch(Holdfast shop) {
        close();
        watch = KeyWatch.of(shop.apiKeys());
    }

    /** Reads the API keys that were changed, so that the caller sees its own change. */
    public void refresh() {
        KeyWatch keys = watch;
        if (keys != null) {
            keys.read();
        }
    }

    /**
     * Tells who makes a request.
     *
     * @param header the {@code Authorization} header; null if the request has none
     * @param address the address that it comes from
     * @throws Refusal if the key is missing, wrong, or cannot be checked, or if too many wrong ones came from the address
     */
    public Principal identify(@Nullable String header, String address) {
        if (header == null && roots.isEmpty()) {
            return Principal.LOCAL;
        }
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw Refusal.unauthorized(false);
        }
        String key = header.substring(SCHEME.length()).strip();
        byte[] digest = Sha256.of(key);
        if (isRoot(digest)) {
            // A secret key is chosen by people and may be guessed, unlike the keys that are drawn at random.
            attempts.check(address);
            return Principal.ROOT;
        }
        KeyWatch keys = watch;
        Principal principal =
                keys == null || !isDrawn(key) ? null : keys.find(HexFormat.of().formatHex(digest));
        if (principal == null) {
            wrongKey.run();
            attempts.count(address);
            throw Refusal.unauthorized(true);
        }
        return principal;
    }

    // Digests are compared because neither their length nor the time of the comparison reveals anything about the key.
    private boolean isRoot(byte[] digest) {
        boolean root = false;
        for (byte[] known : roots) {
            root |= MessageDigest.isEqual(known, digest);
        }
        return root;
    }

    private static boolean isDrawn(String key) {
        return key.startsWith(KeyKind.SECRET.prefix()) || key.startsWith(KeyKind.PUBLISHABLE.prefix());
    }

    /** Keeps up with the API keys no longer. */
    @Override
    public void close() {
        KeyWatch keys = watch;
        if (keys != null) {
            keys.close();
        }
    }
}

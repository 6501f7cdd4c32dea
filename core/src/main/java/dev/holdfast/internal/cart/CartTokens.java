package dev.holdfast.internal.cart;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that name carts for their buyers, and those whose carts are known already. A token never moves to another
 * cart, so it is kept until there are too many. Thread-safe.
 *
 * <p>A database that was restored, or one that lost its last commits in a failover, may give the number of a cart that is
 * gone to a new one. A number from here is therefore only where to look: its user compares the token of the cart that it
 * finds.
 */
public final class CartTokens {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "ct_";
    private static final int BYTES = 24;

    // Those that the database makes for a server of the version before are longer than those of this class.
    private static final Pattern TOKEN = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{22,86}");

    private final int most;
    private volatile ConcurrentMap<String, Long> recent = new ConcurrentHashMap<>();
    private volatile ConcurrentMap<String, Long> older = new ConcurrentHashMap<>();

    /**
     * Knows none yet.
     *
     * @param most about half of the number of tokens that are kept
     */
    public CartTokens(int most) {
        this.most = most;
    }

    /** Makes a token that nobody can guess. */
    public static String make() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Whether a text can be a token. */
    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** The number of the cart that had a token; null if it is not known here. */
    public @Nullable Long known(String token) {
        Long id = recent.get(token);
        if (id == null) {
            id = older.get(token);
            if (id != null) {
                learn(token, id);
            }
        }
        return id;
    }

    /** Keeps the number of the cart that has a token. */
    public void learn(String token, long cartId) {
        if (recent.size() >= most) {
            makeRoom();
        }
        recent.put(token, cartId);
    }

    /** Forgets a token whose cart is gone. */
    public void forget(String token) {
        recent.remove(token);
        older.remove(token);
    }

    // Tokens that are in use come back into the new map before it is full.
    private synchronized void makeRoom() {
        if (recent.size() >= most) {
            older = recent;
            recent = new ConcurrentHashMap<>();
        }
    }
}

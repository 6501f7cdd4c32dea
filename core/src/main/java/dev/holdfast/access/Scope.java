package dev.holdfast.access;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a key may do. Each operation of the API needs one scope. To write does not include to read. */
public enum Scope {
    /** Reads products and variants. */
    CATALOG_READ,
    /** Adds and changes products and variants, and with them their prices. */
    CATALOG_WRITE,
    /** Reads stock levels and movements. */
    STOCK_READ,
    /** Records movements of stock. */
    STOCK_WRITE,
    /** Calculates prices and quotes. */
    PRICES_READ,
    /** Reads pricing rules. */
    RULES_READ,
    /** Adds, changes and archives pricing rules. */
    RULES_WRITE,
    /** Reads stored promo codes. */
    PROMO_CODES_READ,
    /** Adds, changes and deletes stored promo codes. */
    PROMO_CODES_WRITE,
    /** Reads carts and checkout sessions. */
    CARTS_READ,
    /** Creates and changes carts, and begins and cancels checkout sessions. */
    CARTS_WRITE,
    /** Reads orders. */
    ORDERS_READ,
    /** Places orders, completes checkout sessions, and records what happens to orders and payments. */
    ORDERS_WRITE,
    /** Reads events. */
    EVENTS_READ,
    /** Reads the metrics of a server. */
    METRICS_READ,
    /** Reads who changed what. */
    AUDIT_READ,
    /** Creates, lists, rotates and revokes API keys. */
    KEYS_WRITE;

    private static final Set<Scope> OF_PUBLISHABLE_KEYS =
            Collections.unmodifiableSet(EnumSet.of(CATALOG_READ, PRICES_READ, CARTS_READ, CARTS_WRITE, ORDERS_READ));

    private static final Set<Scope> ALL = Collections.unmodifiableSet(EnumSet.allOf(Scope.class));

    /** The scope as the API and the database write it, such as {@code promo_codes:read}. */
    public String word() {
        int last = name().lastIndexOf('_');
        return (name().substring(0, last) + ":" + name().substring(last + 1)).toLowerCase(Locale.ROOT);
    }

    /** The scope with this {@linkplain #word() word}; empty if there is none. */
    public static Optional<Scope> of(String word) {
        return Arrays.stream(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst();
    }

    /** All scopes; unmodifiable. */
    public static Set<Scope> all() {
        return ALL;
    }

    /** The scopes of every publishable key; unmodifiable. */
    public static Set<Scope> ofPublishableKeys() {
        return OF_PUBLISHABLE_KEYS;
    }
}

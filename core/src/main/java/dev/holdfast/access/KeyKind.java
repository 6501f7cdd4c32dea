package dev.holdfast.access;

import java.util.Locale;

/** Whom a key is for. */
public enum KeyKind {
    /** For servers: a secret that never reaches a browser. */
    SECRET("hf_sk_"),
    /** For web pages: everybody can see it, and it has the scopes of {@link Scope#ofPublishableKeys()} only. */
    PUBLISHABLE("hf_pk_");

    private final String prefix;

    KeyKind(String prefix) {
        this.prefix = prefix;
    }

    /** How every key of this kind begins, so that people and scanners recognise one. */
    public String prefix() {
        return prefix;
    }

    /** The kind as the API and the database write it: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static KeyKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

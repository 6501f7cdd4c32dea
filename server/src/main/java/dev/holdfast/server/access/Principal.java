package dev.holdfast.server.access;

import dev.holdfast.access.KeyKind;
import dev.holdfast.access.Scope;
import dev.holdfast.server.http.wire.Refusal;
import dev.holdfast.server.http.wire.Sha256;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * On whose behalf a request is made. What belongs to a caller, such as an idempotency key, belongs to this name, which
 * stays when a secret is changed. Immutable.
 *
 * @param name the name, unique among all callers: {@code root}, {@code local}, or {@code key:} and the name of a key
 * @param kind whom its key is for
 * @param scopes what it may do
 */
public record Principal(String name, KeyKind kind, Set<Scope> scopes) {
    /** The holder of the secret key of the configuration. */
    public static final Principal ROOT = new Principal("root", KeyKind.SECRET, Scope.all());

    /** This machine, where no secret key is configured. */
    public static final Principal LOCAL = new Principal("local", KeyKind.SECRET, Scope.all());

    /** The holder of an API key. */
    static Principal ofKey(String name, KeyKind kind, Set<Scope> scopes) {
        return new Principal("key:" + name, kind, scopes);
    }

    /** Whether it is a web page, which everybody can act as. */
    public boolean isBrowser() {
        return kind == KeyKind.PUBLISHABLE;
    }

    /** What is counted for its requests from an address. */
    String at(String address) {
        return name + " " + Addresses.network(address);
    }

    /**
     * The number by which anonymous carts from an address are counted: 24 bits of a digest of its network. There are too few of them to
     * tell an address by, as each stands for hundreds, and enough for strangers hardly ever to share one.
     */
    public static int origin(String address) {
        return ByteBuffer.wrap(Sha256.of(Addresses.network(address))).getInt() >>> Byte.SIZE;
    }

    /**
     * Checks that it may do something.
     *
     * @param isOpen whether that is open to web pages
     * @throws Refusal if it may not
     */
    public void require(Scope scope, boolean isOpen) {
        if (!scopes.contains(scope) || (isBrowser() && !isOpen)) {
            throw Refusal.scopeMissing(scope);
        }
    }
}

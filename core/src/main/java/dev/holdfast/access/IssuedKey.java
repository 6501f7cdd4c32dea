package dev.holdfast.access;

/**
 * A key with its secret, which is not kept and cannot be shown again. Immutable.
 *
 * @param apiKey the key
 * @param secret what requests send as {@code Authorization: Bearer}; begins with {@link KeyKind#prefix()}
 */
public record IssuedKey(ApiKey apiKey, String secret) {
    /** Omits the secret. */
    @Override
    public String toString() {
        return "IssuedKey[apiKey=" + apiKey + "]";
    }
}

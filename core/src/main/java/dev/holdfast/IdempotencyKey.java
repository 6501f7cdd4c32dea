package dev.holdfast;

/**
 * Identifies a request, so that repeating it takes effect once and gets the same answer.
 *
 * @param scope the owner and purpose of the key, such as the name of the caller and a route; equal keys of different
 *     scopes are different keys. It must stay when the caller's secret is changed, or finished requests run again
 * @param key the caller's name for the request, 1 to 255 characters
 * @param requestHash identifies the content of the request, such as a digest of its body
 */
public record IdempotencyKey(String scope, String key, String requestHash) {}

package dev.holdfast;

/**
 * Names a request, so that repeating it has its effect once and gets the same answer.
 *
 * @param scope whose key it is and for what, such as a credential and a route; keys of different scopes never meet
 * @param key the caller's word for the request, 1 to 255 characters
 * @param requestHash tells whether a repetition asks for the same thing, such as a digest of the body
 */
public record IdempotencyKey(String scope, String key, String requestHash) {}

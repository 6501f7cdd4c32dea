package dev.holdfast;

/**
 * The answer to a request that has an idempotency key.
 *
 * @param text what the encoder made of the outcome, now or when the request first came
 * @param replayed whether it was kept from an earlier request, and nothing was done now
 */
public record IdempotentAnswer(String text, boolean replayed) {}

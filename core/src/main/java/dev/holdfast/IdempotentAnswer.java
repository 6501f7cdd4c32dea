package dev.holdfast;

/**
 * The answer to a request with an idempotency key.
 *
 * @param text the outcome as the encoder wrote it, now or when the request first came
 * @param replayed whether the answer is that of an earlier request, and nothing was done now
 */
public record IdempotentAnswer(String text, boolean replayed) {}

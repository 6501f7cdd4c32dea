package dev.holdfast.internal.settings;

import java.time.Duration;

/**
 * How commands are combined, and how long they may take.
 *
 * @param timeout how long a caller waits for a command to start, and a command for locks
 * @param lanes in which commands run at once
 * @param batchLimit commands of one list
 * @param queueLimit commands that wait for one lane
 */
public record CommandLimits(Duration timeout, int lanes, int batchLimit, int queueLimit) {
    /** For a caller with another timeout. */
    public CommandLimits withTimeout(Duration other) {
        return new CommandLimits(other, lanes, batchLimit, queueLimit);
    }
}

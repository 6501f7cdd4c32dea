package dev.holdfast.transfer;

import dev.holdfast.internal.transfer.TransferRow;
import java.util.Arrays;

/** How far the units of a transfer have come. */
public enum TransferStatus {
    /** Some of them are in transit: at neither location. */
    SHIPPED(TransferRow.SHIPPED),
    /** All of them were received, or found to be lost. */
    RECEIVED(TransferRow.RECEIVED);

    private final String word;

    TransferStatus(String word) {
        this.word = word;
    }

    /** The word in the API and the database. */
    public String word() {
        return word;
    }

    static TransferStatus of(String word) {
        return Arrays.stream(values())
                .filter(status -> status.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\" is not a status of a transfer"));
    }
}

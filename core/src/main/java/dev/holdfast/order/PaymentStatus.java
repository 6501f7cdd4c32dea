package dev.holdfast.order;

import java.util.Locale;

/** The state of an order's payment, which follows from the payments that were reported. */
public enum PaymentStatus {
    /** Less was captured than is left to pay, and nothing is authorized. */
    UNPAID,

    /** An amount was authorized, and less was captured than is left to pay. */
    AUTHORIZED,

    /** What is left to pay was captured. */
    PAID,

    /** Some of what was captured was given back. */
    PARTIALLY_REFUNDED,

    /** All that was captured was given back. */
    REFUNDED,

    /** Payments were tried, and all of them failed. */
    FAILED;

    /** The status as the API and the database write it: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PaymentStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

package dev.holdfast.order;

import java.util.Locale;

/** How much of an order's total is given back for a part of it. Fixed with each order. */
public enum RefundPolicy {
    /** What the units were charged: discounts that were granted stay, even if what is kept would no longer earn them. */
    KEEP,

    /**
     * The refund is what the order was charged, less the price of what the buyer keeps and less earlier refunds; never
     * below zero. The rules, the policy and the moment of the order give that price.
     */
    REPRICE;

    /** The policy as the API and the database write it: its name in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The policy with this {@linkplain #word() word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RefundPolicy of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

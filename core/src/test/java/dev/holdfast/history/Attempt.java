package dev.holdfast.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that a buyer asked for, and what it was told. */
final class Attempt {
    /** A line of a cart, as it was told. */
    record ToldLine(long variant, int quantity, Instant until) {}

    final String buyer;
    final int number;
    final String kind;
    final long cart;
    final long variant;
    final int quantity;
    final String key;
    /** The first word of what was told; null when nothing was. */
    @Nullable
    String outcome;

    /** The rest of it. */
    String detail = "";

    Attempt(String buyer, int number, String kind, long cart, long variant, int quantity, String key) {
        this.buyer = buyer;
        this.number = number;
        this.kind = kind;
        this.cart = cart;
        this.variant = variant;
        this.quantity = quantity;
        this.key = key;
    }

    /** Whether nobody can say if it was done. */
    boolean isUnknown() {
        return outcome == null || outcome.equals("unknown");
    }

    boolean isOrder() {
        return "ordered".equals(outcome);
    }

    boolean isCart() {
        return "cart".equals(outcome);
    }

    /** Whether it was an answer of a checkout session that is no order, and says nothing of the cart. */
    boolean isSession() {
        return "session".equals(outcome) || "kept".equals(outcome);
    }

    /** Whether something was noted that happened to an order. */
    boolean isNote() {
        return "corrected".equals(outcome) || "noted".equals(outcome);
    }

    /** The id of the order that was told of. */
    long order() {
        return Long.parseLong(detail.split(" ", 2)[0]);
    }

    /** The lines of the cart that was told of. */
    List<ToldLine> lines() {
        List<ToldLine> lines = new ArrayList<>();
        for (String line : detail.split(";")) {
            if (!line.isEmpty()) {
                String[] parts = line.split(",");
                lines.add(new ToldLine(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Instant.parse(parts[2])));
            }
        }
        return lines;
    }

    @Override
    public String toString() {
        return buyer + " " + number + ": " + kind + " cart " + cart + " variant " + variant + " x" + quantity + " key "
                + key + " -> " + outcome + " " + detail;
    }
}

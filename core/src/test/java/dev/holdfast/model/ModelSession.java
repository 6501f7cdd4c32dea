package dev.holdfast.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A checkout session of the model: a copy of its cart as it was bought, which nothing changes any more. */
final class ModelSession {
    final int ordinal;
    final ModelCart bought;
    final Map<String, Long> unlocked;
    /** The promo codes that took something off, each with how much. */
    final Map<String, Long> granted;

    final Instant createdAt;
    final Instant expiresAt;
    ModelPayments payments = new ModelPayments();
    String status = "open";
    Instant updatedAt;
    List<String> missing = List.of();

    @Nullable
    Integer order;

    ModelSession(
            int ordinal,
            ModelCart bought,
            Map<String, Long> unlocked,
            Map<String, Long> granted,
            Instant now,
            Instant expiresAt) {
        this.ordinal = ordinal;
        this.bought = bought;
        this.unlocked = unlocked;
        this.granted = granted;
        this.createdAt = now;
        this.updatedAt = now;
        this.expiresAt = expiresAt;
    }

    ModelSession copy(ModelShop other) {
        ModelSession copy = new ModelSession(ordinal, bought.copy(other), unlocked, granted, createdAt, expiresAt);
        copy.payments = payments.copy();
        copy.status = status;
        copy.updatedAt = updatedAt;
        copy.missing = missing;
        copy.order = order;
        return copy;
    }

    boolean isOpen(Instant now) {
        return status.equals("open") && now.isBefore(expiresAt);
    }

    /** How far it has come; time ends it whether or not anybody looks. */
    String status(Instant now) {
        return status.equals("open") && !isOpen(now) ? "expired" : status;
    }

    /** Whether it has neither become an order nor failed to. */
    boolean isUndecided() {
        return status.equals("open");
    }

    void move(String later, Instant now) {
        status = later;
        updatedAt = now;
    }

    ModelPrices prices() {
        return bought.prices(bought.lines, unlocked);
    }

    private long owed(Instant now) {
        boolean mayStillBeBought = order != null || List.of("open", "expired").contains(status(now));
        return mayStillBeBought ? 0 : Math.max(0, payments.sum("captured") - payments.sum("refunded"));
    }

    /**
     * The session as its readers see it.
     *
     * @param cartIsOpen without which it lacks no units, but the buyer
     */
    String show(Instant now, boolean cartIsOpen) {
        ModelPrices prices = prices();
        return Text.session(
                ordinal,
                bought.id,
                status(now),
                bought.user,
                bought.items(bought.lines, prices, isOpen(now) ? expiresAt : null) + " " + bought.charges(prices) + " "
                        + Text.sums(prices.subtotal(), prices.chargeTotal(), prices.total()),
                cartIsOpen || status.equals("refunded") ? missing : List.of(),
                order,
                payments.show(prices.total()),
                owed(now),
                createdAt + " to " + expiresAt + " updated " + updatedAt);
    }

    /** What a report on the shop has to say about it; null for nothing. */
    @Nullable
    String problem(Instant now, boolean cartIsOpen) {
        if (order != null || isOpen(now) || payments.sum("captured") <= payments.sum("refunded")) {
            return null;
        }
        return status.equals("shortfall") && cartIsOpen
                ? "units of a session that was paid for are missing"
                : "a session that was paid for is no order";
    }
}

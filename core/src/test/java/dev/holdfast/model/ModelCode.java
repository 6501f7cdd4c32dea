package dev.holdfast.model;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A stored promo code of the model, with every use of it that a cart has or an order claimed. */
final class ModelCode {
    /**
     * A discount that is given to a cart; for good when an order claimed it.
     *
     * @param overrun whether it was granted beyond the limits, for which it does not count
     */
    record Use(@Nullable String user, long amount, Instant until, boolean claimed, boolean overrun) {
        Use(@Nullable String user, long amount, Instant until) {
            this(user, amount, until, false, false);
        }

        boolean counts(Instant now) {
            return !overrun && isLive(now);
        }

        boolean isLive(Instant now) {
            return claimed || now.isBefore(until);
        }
    }

    /** How far it goes; null for as far as one likes. */
    record Limits(
            @Nullable Long uses,
            @Nullable Long usesPerUser,
            @Nullable Long budget) {
        boolean isAny() {
            return uses != null || usesPerUser != null || budget != null;
        }
    }

    final String name;
    final String rule;
    final boolean counted;
    final boolean hasBudget;
    final Instant createdAt;
    final Map<Long, Use> uses = new TreeMap<>();
    Limits limits;
    boolean active;
    boolean retired;
    Instant updatedAt;

    ModelCode(String name, String rule, Limits limits, boolean active, Instant now) {
        this(name, rule, limits, active, limits.isAny(), limits.budget != null, now);
    }

    private ModelCode(
            String name, String rule, Limits limits, boolean active, boolean counted, boolean hasBudget, Instant now) {
        this.name = name;
        this.rule = rule;
        this.limits = limits;
        this.active = active;
        this.counted = counted;
        this.hasBudget = hasBudget;
        this.createdAt = now;
        this.updatedAt = now;
    }

    ModelCode copy() {
        ModelCode copy = new ModelCode(name, rule, limits, active, counted, hasBudget, createdAt);
        copy.uses.putAll(uses);
        copy.retired = retired;
        copy.updatedAt = updatedAt;
        return copy;
    }

    /** What a cart has of it, or, as {@code -order}, an order of it; null for nothing. */
    @Nullable
    Use useOf(long holder, Instant now) {
        Use use = uses.get(holder);
        return use != null && use.isLive(now) ? use : null;
    }

    /**
     * The most that it can give to a cart, or why it gives nothing. What a cart has it keeps, except for another user
     * or for more money than there is.
     */
    Offer offer(long cart, @Nullable String user, Instant now) {
        Use own = useOf(cart, now);
        Map<Long, Use> others = new TreeMap<>(uses);
        others.remove(cart);
        others.values().removeIf(use -> !use.counts(now));
        if (own == null && (!active || retired)) {
            return new Offer("code_inactive", 0);
        }
        if (own == null && limits.uses != null && others.size() >= limits.uses) {
            return new Offer("exhausted", 0);
        }
        boolean isTheirs = own != null && (user == null ? own.user == null : user.equals(own.user));
        if (limits.usesPerUser != null && !isTheirs) {
            if (user == null) {
                return new Offer("user_required", 0);
            }
            if (others.values().stream().filter(use -> user.equals(use.user)).count() >= limits.usesPerUser) {
                return new Offer("user_limit", 0);
            }
        }
        if (limits.budget == null) {
            return new Offer(null, Long.MAX_VALUE);
        }
        long spent = others.values().stream().mapToLong(Use::amount).sum();
        return spent >= limits.budget ? new Offer("budget_spent", 0) : new Offer(null, limits.budget - spent);
    }

    /** How much it can give; nothing when there is a reason. */
    record Offer(@Nullable String reason, long atMost) {}

    private long usesOf(String user, long exceptCart, Instant now) {
        return uses.entrySet().stream()
                .filter(entry ->
                        entry.getKey() != exceptCart && entry.getValue().counts(now))
                .filter(entry -> user.equals(entry.getValue().user))
                .count();
    }

    /** Whether a user can have one use more, for a cart. */
    boolean isLeftTo(String user, long cart, Instant now) {
        return limits.usesPerUser == null || usesOf(user, cart, now) < limits.usesPerUser;
    }

    /** Whether one more use with a discount is within the limits. */
    boolean hasRoomFor(@Nullable String user, long amount, Instant now) {
        long used = uses(false, now) + uses(true, now);
        long spent = amount(false, now) + amount(true, now);
        return (limits.uses == null || used < limits.uses)
                && (user == null || isLeftTo(user, 0, now))
                && (limits.budget == null || spent + amount <= limits.budget);
    }

    /** The most uses that one user has. */
    long mostUsesOfOneUser(Instant now) {
        return uses.values().stream()
                .filter(use -> use.user != null)
                .mapToLong(use -> usesOf(use.user, 0, now))
                .max()
                .orElse(0);
    }

    long uses(boolean claimed, Instant now) {
        return uses.values().stream()
                .filter(use -> use.claimed == claimed && use.counts(now))
                .count();
    }

    long amount(boolean claimed, Instant now) {
        return uses.values().stream()
                .filter(use -> use.claimed == claimed && use.counts(now))
                .mapToLong(Use::amount)
                .sum();
    }

    String show(Instant now) {
        return Text.code(
                name,
                rule,
                active,
                limits.uses,
                limits.usesPerUser,
                limits.budget,
                counted ? uses(false, now) + " held, " + uses(true, now) + " claimed" : "not counted",
                hasBudget
                        ? Text.cents(amount(false, now)) + " held, " + Text.cents(amount(true, now)) + " claimed"
                        : "no budget",
                createdAt,
                updatedAt);
    }
}

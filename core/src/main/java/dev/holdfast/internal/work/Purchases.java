package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.order.UserPurchases;
import dev.holdfast.internal.order.UserPurchases.Asked;
import dev.holdfast.internal.stock.VariantRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What users have bought and hold of variants with a limit for each user. Every command that gives a user units of such a
 * variant, or keeps them for longer, asks for it, and so holds the user's lock. Not thread-safe.
 */
public final class Purchases {
    /**
     * More than a user can have.
     *
     * @param bought units of the user's orders
     * @param held units of the user's carts
     * @param requested units beyond those
     */
    public record Excess(long bought, long held, int requested, int limit) {
        /** How many of the requested units the user can have. */
        public int room() {
            return (int) Math.max(0, limit - bought - held);
        }
    }

    private final Tables tables;
    private final Instant now;
    private final Set<Asked> asked = new LinkedHashSet<>();
    private final Map<Asked, UserPurchases.Units> elsewhere = new HashMap<>();

    Purchases(Tables tables, Instant now) {
        this.tables = tables;
        this.now = now;
    }

    /** Asks for a user and a variant, which may have no limit; null for no user. */
    public void ask(@Nullable String userId, long variantId) {
        VariantRow variant = tables.variants.row(variantId);
        if (userId != null && variant != null && variant.limits().maxPerUser() != null) {
            asked.add(asked(userId, variant));
        }
    }

    /** Asks for a user and all variants that a cart holds, without its gifts; null for no user. */
    public void askForItems(@Nullable String userId, LockedCart cart) {
        if (userId != null) {
            for (CartItemRow item : cart.items().values()) {
                if (isHeld(item)) {
                    ask(userId, item.variantId());
                }
            }
        }
    }

    /**
     * Asks for a user and all variants of the list of commands, because the user is to get a cart, and later commands of the
     * list may put them into it; null for no user.
     */
    public void askForAll(@Nullable String userId) {
        tables.variants.rows().forEach(variant -> ask(userId, variant.id()));
    }

    /**
     * Whether a user would have more of a variant than each user can have: what there is, if that is so, else null.
     *
     * @param more the units beyond those that the user has, as decided so far; with zero or less nothing is too much
     * @throws TryAgain if somebody else is changing what the user has
     */
    public @Nullable Excess excess(String userId, VariantRow variant, int more) {
        Integer most = variant.limits().maxPerUser();
        if (most == null) {
            return null;
        }
        UserPurchases.Units counted = elsewhere.get(asked(userId, variant));
        if (counted == null) {
            throw new ShortageMayPass(userId);
        }
        long held = counted.held();
        for (LockedCart cart : tables.carts.rows()) {
            held += cart.isOpenOf(userId) ? held(cart, variant.id()) : 0;
        }
        return excess(counted.bought() + placed(userId, variant.id()), held, more, most);
    }

    /** The same for the user of a cart; without a user, the cart can hold what a user can have. */
    public @Nullable Excess excess(LockedCart cart, VariantRow variant, int more) {
        Integer most = variant.limits().maxPerUser();
        if (most == null) {
            return null;
        }
        String userId = cart.head().userId();
        return userId == null ? excess(0, held(cart, variant.id()), more, most) : excess(userId, variant, more);
    }

    private static @Nullable Excess excess(long bought, long held, int more, int most) {
        return more > 0 && bought + held + more > most ? new Excess(bought, held, more, most) : null;
    }

    private long placed(String userId, long variantId) {
        return tables.orders.placed().stream()
                .filter(order -> userId.equals(order.cart().head().userId()))
                .flatMap(order -> order.cart().items().stream())
                .filter(item -> !item.isGift() && item.variantId() == variantId)
                .mapToLong(CartItemRow::quantity)
                .sum();
    }

    /** The units that a cart holds of a variant, without its gifts. */
    public int held(LockedCart cart, long variantId) {
        int held = 0;
        for (CartItemRow item : cart.items().values()) {
            held += isHeld(item) && item.variantId() == variantId ? item.quantity() : 0;
        }
        return held;
    }

    /**
     * Makes sure that a user is locked who was asked for.
     *
     * @throws TryAgain if somebody else has the lock
     */
    public void requireLocked(@Nullable String userId) {
        for (Asked one : asked) {
            if (one.userId().equals(userId) && !elsewhere.containsKey(one)) {
                throw new ShortageMayPass(one.userId());
            }
        }
    }

    private boolean isHeld(CartItemRow item) {
        return !item.isGift() && !item.isExpired(now);
    }

    private static Asked asked(String userId, VariantRow variant) {
        return new Asked(userId, variant.id(), variant.limits().maxPerUserDays());
    }

    boolean isAsked() {
        return !asked.isEmpty();
    }

    /**
     * Locks and counts what was asked for.
     *
     * @param carts those that are loaded
     */
    void count(Handle handle, Long[] carts) {
        elsewhere.putAll(UserPurchases.lockAndCount(handle, asked, carts, now));
    }
}

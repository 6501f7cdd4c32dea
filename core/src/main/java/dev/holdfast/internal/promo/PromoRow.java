package dev.holdfast.internal.promo;

import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of {@code promo_codes}, locked if it is counted, with the uses of the commands' carts. Not thread-safe. */
final class PromoRow {
    // So many are removed even if nothing needs the room, so that later transactions need not count them again.
    private static final int WORTH_REMOVING = 100;

    /** The columns that do not count uses. */
    record Columns(
            long id,
            String code,
            String rule,
            boolean counted,
            @Nullable Long maxUses,
            @Nullable Long maxUsesPerUser,
            @Nullable Long budget,
            @Nullable Currency currency,
            boolean active) {}

    /** A use to write, or to remove if it is null. */
    record OfCode(long codeId, long cartId, @Nullable PromoUse use) {
        PromoUse written() {
            return Objects.requireNonNull(use);
        }
    }

    /** Expired holds of other carts, which can be removed, and the discounts that they stood for. */
    record Expired(List<Long> carts, long amount) {
        static final Expired NONE = new Expired(List.of(), 0);
    }

    /** Uses and discounts, held and claimed. */
    record Counts(long heldUses, long claimedUses, long heldAmount, long claimedAmount) {
        /** The same without some of the holds. */
        Counts without(long uses, long amount) {
            return plus(-uses, -amount);
        }

        Counts plus(long uses, long amount) {
            return new Counts(heldUses + uses, claimedUses, heldAmount + amount, claimedAmount);
        }

        Counts unclaim(long uses, long amount) {
            return new Counts(heldUses, claimedUses - uses, heldAmount, claimedAmount - amount);
        }

        Counts claim(long held, long claimed) {
            return new Counts(heldUses - 1, claimedUses + 1, heldAmount - held, claimedAmount + claimed);
        }
    }

    private final Columns columns;
    private final long loadedVersion;
    private final Counts loaded;
    private final Expired expired;
    private final Map<String, Long> usesOfOthers = new HashMap<>();
    private final Map<Long, PromoUse> loadedUses = new TreeMap<>();
    private final Map<Long, PromoUse> uses = new TreeMap<>();
    private Counts counts;
    private boolean reclaimed;

    /** As it was read. */
    PromoRow(Columns columns, long version, Counts counts, Expired expired) {
        this.columns = columns;
        this.loadedVersion = version;
        this.loaded = counts;
        this.counts = counts;
        this.expired = expired;
    }

    Columns columns() {
        return columns;
    }

    Counts counts() {
        return counts;
    }

    long loadedVersion() {
        return loadedVersion;
    }

    boolean isChanged() {
        return reclaimed || !counts.equals(loaded);
    }

    /** The uses to remove. */
    Stream<OfCode> removed() {
        Stream<Long> own = loadedUses.keySet().stream().filter(cart -> !uses.containsKey(cart));
        Stream<Long> others = reclaimed ? expired.carts.stream() : Stream.empty();
        return Stream.concat(own, others).map(cart -> new OfCode(columns.id, cart, null));
    }

    /** The uses that are new or have changed. */
    Stream<OfCode> written() {
        return uses.values().stream()
                .filter(use -> !use.equals(loadedUses.get(use.cartId())))
                .map(use -> new OfCode(columns.id, use.cartId(), use));
    }

    Map<Long, PromoUse> uses() {
        return uses;
    }

    void load(PromoUse use) {
        loadedUses.put(use.cartId(), use);
        uses.put(use.cartId(), use);
    }

    void loadUsesOfOthers(String userId, long number) {
        usesOfOthers.put(userId, number);
    }

    /** How much of it is left for a cart. */
    PromoSupply supply(long cartId, @Nullable String userId, Instant now) {
        PromoUse own = uses.get(cartId);
        long usesOfUser = userId == null ? 0 : usesOfOthers.getOrDefault(userId, 0L);
        Counts ofOthers = reclaimed ? counts : counts.without(expired.carts.size(), expired.amount);
        for (PromoUse use : uses.values()) {
            if (!use.isClaimed() && (use.cartId() == cartId || !use.isLive(now))) {
                ofOthers = ofOthers.without(counted(), counted(use.amount()));
            }
            if (use.cartId() != cartId && use.isLive(now) && userId != null && userId.equals(use.userId())) {
                usesOfUser++;
            }
        }
        return PromoSupply.of(columns, ofOthers, usesOfUser, userId, own != null && own.isLive(now) ? own : null);
    }

    /** A cart holds a use of it; there must be one. */
    void hold(PromoUse use, Instant now) {
        PromoUse before = uses.put(use.cartId(), use);
        long amount = counted(use.amount()) - (before == null ? 0 : counted(before.amount()));
        counts = counts.plus(before == null ? counted() : 0, amount);
        makeRoom(use.cartId(), now);
    }

    /** A cart no longer holds a use of it, if it did. */
    void release(long cartId) {
        PromoUse use = uses.get(cartId);
        if (use != null && !use.isClaimed()) {
            uses.remove(cartId);
            counts = counts.plus(-counted(), -counted(use.amount()));
        }
    }

    /** A cart holds its use until another time. */
    void renew(long cartId, Instant until) {
        uses.computeIfPresent(cartId, (id, use) -> use.until(until));
    }

    /** An order claims the use that its cart holds, for the discount that it was granted. */
    void claim(long cartId, @Nullable String userId, long amount, long orderId, Instant now) {
        PromoUse held = uses.get(cartId);
        if (held == null || held.isClaimed()) {
            throw new IllegalStateException("cart " + cartId + " does not hold " + columns.code);
        }
        uses.put(cartId, new PromoUse(cartId, userId, amount, held.heldUntil(), orderId));
        if (columns.counted) {
            counts = counts.claim(counted(held.amount()), counted(amount));
            makeRoom(cartId, now);
        }
    }

    /** The use that an order has claimed; null if it has claimed none. */
    @Nullable
    PromoUse claimed(long cartId, long orderId) {
        PromoUse use = uses.get(cartId);
        return use != null && use.orderId() != null && use.orderId() == orderId ? use : null;
    }

    /** An order gives back the use that it has claimed, if it has claimed one. */
    boolean unclaim(long cartId, long orderId) {
        PromoUse use = claimed(cartId, orderId);
        if (use == null) {
            return false;
        }
        uses.remove(cartId);
        counts = counts.unclaim(counted(), counted(use.amount()));
        return true;
    }

    /**
     * Removes expired holds that take up room, including those of carts that are not locked: a cart changes a hold only
     * under the lock of this row, and once its hold has expired it has to ask for a new one.
     */
    private void makeRoom(long cartId, Instant now) {
        boolean isFull = isFull();
        if (!reclaimed && !expired.carts.isEmpty() && (isFull || expired.carts.size() >= WORTH_REMOVING)) {
            reclaimed = true;
            counts = counts.plus(-expired.carts.size(), -expired.amount);
        }
        if (isFull()) {
            for (PromoUse use : uses.values().toArray(PromoUse[]::new)) {
                if (use.cartId() != cartId && !use.isLive(now)) {
                    release(use.cartId());
                }
            }
        }
        if (isFull() || counts.heldUses < 0 || counts.heldAmount < 0) {
            throw new IllegalStateException(columns.code + " would be overdrawn: " + counts);
        }
    }

    private boolean isFull() {
        return (columns.maxUses != null && counts.heldUses + counts.claimedUses > columns.maxUses)
                || (columns.budget != null && counts.heldAmount + counts.claimedAmount > columns.budget);
    }

    private long counted() {
        return columns.counted ? 1 : 0;
    }

    // Without a budget, amounts may be in several currencies.
    private long counted(long amount) {
        return columns.currency == null ? 0 : amount;
    }
}

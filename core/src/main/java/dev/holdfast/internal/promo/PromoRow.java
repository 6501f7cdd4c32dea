package dev.holdfast.internal.promo;

import dev.holdfast.internal.promo.PromoUse.Holder;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    record OfCode(long codeId, Holder holder, @Nullable PromoUse use) {
        PromoUse written() {
            return Objects.requireNonNull(use);
        }

        /** The order that has it; null if a cart has. */
        @Nullable
        Long orderId() {
            return holder.isOrder() ? (Long) holder.id() : written().orderId();
        }
    }

    /** Expired holds of others, which can be removed, and the discounts that they stood for. */
    record Expired(List<Holder> holders, long amount) {
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
    private final Map<Holder, PromoUse> loadedUses = new LinkedHashMap<>();
    private final Map<Holder, PromoUse> uses = new LinkedHashMap<>();
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

    /** Whether nobody can have it any more, and somebody could before. */
    boolean isExhaustedNow() {
        return isExhausted(counts) && !isExhausted(loaded);
    }

    private boolean isExhausted(Counts of) {
        Long uses = columns.maxUses;
        Long budget = columns.budget;
        return (uses != null && of.heldUses + of.claimedUses >= uses)
                || (budget != null && of.heldAmount + of.claimedAmount >= budget);
    }

    boolean isChanged() {
        return reclaimed || !counts.equals(loaded);
    }

    /** The uses to remove. */
    Stream<OfCode> removed() {
        Stream<Holder> own = loadedUses.keySet().stream().filter(holder -> !uses.containsKey(holder));
        Stream<Holder> others = reclaimed ? expired.holders.stream() : Stream.empty();
        return Stream.concat(own, others).map(holder -> new OfCode(columns.id, holder, null));
    }

    /** The uses that are new or have changed. */
    Stream<OfCode> written() {
        return uses.entrySet().stream()
                .filter(use -> !use.getValue().equals(loadedUses.get(use.getKey())))
                .map(use -> new OfCode(columns.id, use.getKey(), use.getValue()));
    }

    /** The uses as decided so far. */
    Map<Holder, PromoUse> uses() {
        return uses;
    }

    void load(Holder holder, PromoUse use) {
        loadedUses.put(holder, use);
        uses.put(holder, use);
    }

    void loadUsesOfOthers(String userId, long number) {
        usesOfOthers.put(userId, number);
    }

    /**
     * How much of it is left for a cart.
     *
     * @param orderId the order that the cart became; null for none
     */
    PromoSupply supply(long cartId, @Nullable Long orderId, @Nullable String userId, Instant now) {
        Holder holder = orderId == null ? holding(cartId) : claiming(cartId, orderId);
        PromoUse own = holder == null ? null : uses.get(holder);
        long usesOfUser = userId == null ? 0 : usesOfOthers.getOrDefault(userId, 0L);
        Counts ofOthers = reclaimed ? counts : counts.without(expired.holders.size(), expired.amount);
        for (Map.Entry<Holder, PromoUse> entry : uses.entrySet()) {
            PromoUse use = entry.getValue();
            boolean isOwn = entry.getKey().equals(holder);
            if (!use.isClaimed() && (isOwn || !use.isLive(now))) {
                ofOthers = ofOthers.without(counted(), counted(use.amount()));
            }
            if (!isOwn && !use.overrun() && use.isLive(now) && userId != null && userId.equals(use.userId())) {
                usesOfUser++;
            }
        }
        return PromoSupply.of(columns, ofOthers, usesOfUser, userId, own != null && own.isLive(now) ? own : null);
    }

    /** A cart holds a use of it; there must be one. */
    void hold(long cartId, PromoUse use, Instant now) {
        PromoUse before = uses.put(Holder.cart(cartId), use);
        // A claim that is in the row of its cart makes way for the hold.
        if (before != null && before.orderId() != null) {
            uses.put(Holder.order(before.orderId()), before);
            before = null;
        }
        long amount = counted(use.amount()) - (before == null ? 0 : counted(before.amount()));
        counts = counts.plus(before == null ? counted() : 0, amount);
        makeRoom(cartId, now);
    }

    /** A cart no longer holds a use of it, if it did. */
    void release(long cartId) {
        Holder holder = holding(cartId);
        if (holder != null) {
            PromoUse use = Objects.requireNonNull(uses.remove(holder));
            counts = counts.plus(-counted(), -counted(use.amount()));
        }
    }

    /** A cart holds its use until another time, if it still holds one. */
    void renew(long cartId, Instant until, Instant now) {
        Holder holder = holding(cartId);
        if (holder != null) {
            uses.computeIfPresent(holder, (cart, use) -> use.isLive(now) ? use.until(until) : use);
        }
    }

    /** A cart holds its use until another time, for a buyer. */
    void holdOn(long cartId, @Nullable String userId, Instant until) {
        Holder holder = holding(cartId);
        if (holder != null) {
            uses.computeIfPresent(holder, (cart, use) -> new PromoUse(userId, use.amount(), until, null));
        }
    }

    /** An order claims the use that its cart holds, for the discount that it was granted. */
    void claim(long cartId, @Nullable String userId, long amount, long orderId, Instant now) {
        Holder holder = holding(cartId);
        if (holder == null) {
            throw new IllegalStateException("cart " + cartId + " does not hold " + columns.code);
        }
        PromoUse held = Objects.requireNonNull(uses.remove(holder));
        uses.put(Holder.order(orderId), new PromoUse(userId, amount, held.heldUntil(), orderId));
        if (columns.counted) {
            counts = counts.claim(counted(held.amount()), counted(amount));
            makeRoom(cartId, now);
        }
    }

    /**
     * An order claims a use for a discount that was granted before: the one that its cart still holds or another one, and
     * where none is left one that counts for no limit.
     */
    void claimGranted(long cartId, @Nullable String userId, long amount, long orderId, Instant now) {
        release(cartId);
        if (supply(cartId, null, userId, now).hasRoomFor(amount)) {
            hold(cartId, new PromoUse(userId, amount, now, null), now);
            claim(cartId, userId, amount, orderId, now);
        } else {
            uses.put(Holder.order(orderId), new PromoUse(userId, amount, now, orderId, true));
        }
    }

    /** An order only holds its use until it is paid, or claims it; if it has one. Overruns are outside all counts. */
    void await(long orderId, @Nullable Instant payBy) {
        Holder holder = Holder.order(orderId);
        PromoUse use = uses.get(holder);
        if (use == null || use.overrun() || use.isClaimed() == (payBy == null)) {
            return;
        }
        long amount = counted(use.amount());
        if (payBy == null) {
            uses.put(holder, new PromoUse(use.userId(), use.amount(), use.heldUntil(), orderId));
            counts = counts.unclaim(-counted(), -amount).plus(-counted(), -amount);
        } else {
            uses.put(holder, new PromoUse(use.userId(), use.amount(), payBy, null));
            counts = counts.unclaim(counted(), amount).plus(counted(), amount);
        }
    }

    /** The use that an order has, be it only held; null if it has none. */
    @Nullable
    PromoUse claimed(long cartId, long orderId) {
        Holder holder = claiming(cartId, orderId);
        return holder == null ? null : uses.get(holder);
    }

    /** An order gives back the use that it has, if it has one. */
    boolean unclaim(long cartId, long orderId) {
        Holder holder = claiming(cartId, orderId);
        if (holder == null) {
            return false;
        }
        PromoUse use = Objects.requireNonNull(uses.remove(holder));
        if (!use.isClaimed()) {
            counts = counts.plus(-counted(), -counted(use.amount()));
        } else if (!use.overrun()) {
            counts = counts.unclaim(counted(), counted(use.amount()));
        }
        return true;
    }

    /** What a cart holds its use as; null if it holds none. */
    private @Nullable Holder holding(long cartId) {
        Holder cart = Holder.cart(cartId);
        PromoUse use = uses.get(cart);
        return use == null || use.isClaimed() ? null : cart;
    }

    /** What an order has its use as, which may be its cart; null if it has none. */
    private @Nullable Holder claiming(long cartId, long orderId) {
        Holder order = Holder.order(orderId);
        if (uses.containsKey(order)) {
            return order;
        }
        Holder cart = Holder.cart(cartId);
        PromoUse use = uses.get(cart);
        return use != null && Objects.equals(use.orderId(), orderId) ? cart : null;
    }

    /**
     * Removes expired holds that take up room, including those of carts that are not locked: a cart changes a hold only
     * under the lock of this row, and once its hold has expired it has to ask for a new one.
     */
    private void makeRoom(long cartId, Instant now) {
        boolean isFull = isFull();
        if (!reclaimed && !expired.holders.isEmpty() && (isFull || expired.holders.size() >= WORTH_REMOVING)) {
            reclaimed = true;
            counts = counts.plus(-expired.holders.size(), -expired.amount);
        }
        if (isFull()) {
            Holder cart = Holder.cart(cartId);
            for (Map.Entry<Holder, PromoUse> use : List.copyOf(uses.entrySet())) {
                Holder holder = use.getKey();
                if (!holder.equals(cart) && !use.getValue().isLive(now)) {
                    uses.remove(holder);
                    counts = counts.plus(-counted(), -counted(use.getValue().amount()));
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

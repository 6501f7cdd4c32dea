package dev.holdfast.internal.cart;

import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A locked row of {@code carts} and its lines, as loaded and as decided. Not thread-safe. */
public final class LockedCart {
    /** The columns of the row. */
    public record Columns(
            long id,
            String status,
            @Nullable String userId,
            @Nullable String userTier,
            List<String> promoCodes,
            Currency currency,
            int lastItemId,
            long bookToken,
            Instant pricedAt,
            String policy,
            CartExtras extras,
            @Nullable Long orderId,
            Instant createdAt,
            Instant updatedAt) {

        /** Who buys, as the price engine wants to know it. */
        public PricingContext context() {
            return new PricingContext(currency, userId, userTier, promoCodes, null, extras.attributes());
        }

        /** Changed by its buyer now, and priced again by what counts now. */
        public Columns priced(WorkingSet shop, String newPolicy) {
            return new Columns(
                    id,
                    status,
                    userId,
                    userTier,
                    promoCodes,
                    currency,
                    lastItemId,
                    shop.bookToken(),
                    shop.now(),
                    newPolicy,
                    extras,
                    orderId,
                    createdAt,
                    shop.now());
        }

        /** With another buyer. */
        public Columns boughtBy(@Nullable String newUserId, @Nullable String newUserTier, List<String> newPromoCodes) {
            return new Columns(
                    id,
                    status,
                    newUserId,
                    newUserTier,
                    List.copyOf(newPromoCodes),
                    currency,
                    lastItemId,
                    bookToken,
                    pricedAt,
                    policy,
                    extras,
                    orderId,
                    createdAt,
                    updatedAt);
        }

        /** With one more line to come. */
        public Columns withNextItem() {
            return new Columns(
                    id,
                    status,
                    userId,
                    userTier,
                    promoCodes,
                    currency,
                    lastItemId + 1,
                    bookToken,
                    pricedAt,
                    policy,
                    extras,
                    orderId,
                    createdAt,
                    updatedAt);
        }

        /** With other charges, attributes or declined gifts. */
        public Columns with(CartExtras newExtras) {
            return new Columns(
                    id,
                    status,
                    userId,
                    userTier,
                    promoCodes,
                    currency,
                    lastItemId,
                    bookToken,
                    pricedAt,
                    policy,
                    newExtras,
                    orderId,
                    createdAt,
                    updatedAt);
        }

        /** At a later point of its life. */
        public Columns moved(String newStatus, @Nullable Long newOrderId, Instant at) {
            return new Columns(
                    id,
                    newStatus,
                    userId,
                    userTier,
                    promoCodes,
                    currency,
                    lastItemId,
                    bookToken,
                    pricedAt,
                    policy,
                    extras,
                    newOrderId,
                    createdAt,
                    at);
        }
    }

    private final long id;
    private final @Nullable Columns loaded;
    private @Nullable Columns columns;
    private final SortedMap<Integer, CartItemRow> loadedLines = new TreeMap<>();
    private final SortedMap<Integer, CartItemRow> lines = new TreeMap<>();
    private final SortedMap<Integer, ExpiredItemRow> loadedExpired = new TreeMap<>();
    private final SortedMap<Integer, ExpiredItemRow> expired = new TreeMap<>();

    /** A cart; without columns it is only the owner of lines that are taken away from it. */
    public LockedCart(long id, @Nullable Columns columns) {
        this.id = id;
        this.loaded = columns;
        this.columns = columns;
    }

    /** Its identifier. */
    public long id() {
        return id;
    }

    /** The row as decided so far. */
    public Columns columns() {
        if (columns == null) {
            throw new IllegalStateException("cart " + id + " was not loaded as a whole");
        }
        return columns;
    }

    /** Replaces the row. */
    public void columns(Columns changed) {
        columns = changed;
    }

    /** Its lines by id, expired or not; to be changed through {@link WorkingSet} where stock is concerned. */
    public SortedMap<Integer, CartItemRow> lines() {
        return lines;
    }

    /** The lines that were taken away when they had expired, by id. */
    public SortedMap<Integer, ExpiredItemRow> expired() {
        return expired;
    }

    /** The line of a variant that the buyer chose, expired or not; null when there is none. */
    public @Nullable CartItemRow lineOf(StockKey key) {
        for (CartItemRow line : lines.values()) {
            if (line.key().equals(key) && !line.isGift()) {
                return line;
            }
        }
        return null;
    }

    /** The expired line of a variant that was taken away; null when there is none. */
    public @Nullable ExpiredItemRow expiredOf(StockKey key) {
        for (ExpiredItemRow line : expired.values()) {
            if (line.key().equals(key)) {
                return line;
            }
        }
        return null;
    }

    /** What a buyer sees of it at a time, with what became of its stored codes; later changes do not reach it. */
    public CartSnapshot snapshot(Instant now, List<StoredCode> storedCodes) {
        return CartSnapshot.of(columns(), lines.values(), expired.values(), storedCodes, now);
    }

    /** What it holds at a time, expired lines not counted. */
    public UserHolds.Held held(Instant now) {
        List<CartItemRow> live =
                lines.values().stream().filter(line -> !line.isExpired(now)).toList();
        return new UserHolds.Held(
                live.size(), live.stream().mapToLong(CartItemRow::quantity).sum());
    }

    /** Whether all of it was loaded, and not only lines that are taken away from it. */
    public boolean isWhole() {
        return columns != null;
    }

    /** Whether it is open, and this user's. */
    public boolean isOpenOf(String userId) {
        return columns != null && columns.status().equals("open") && userId.equals(columns.userId());
    }

    public void load(CartItemRow line) {
        loadedLines.put(line.id(), line);
        lines.put(line.id(), line);
    }

    public void load(ExpiredItemRow line) {
        loadedExpired.put(line.id(), line);
        expired.put(line.id(), line);
    }

    public boolean isChanged() {
        return columns != null && !columns.equals(loaded);
    }

    /** Whether charges, attributes or declined gifts are others than those that were loaded. */
    public boolean hasOtherExtras() {
        return loaded == null || columns == null || !columns.extras().equals(loaded.extras());
    }

    public Map<Integer, CartItemRow> loadedLines() {
        return loadedLines;
    }

    public Map<Integer, ExpiredItemRow> loadedExpired() {
        return loadedExpired;
    }
}

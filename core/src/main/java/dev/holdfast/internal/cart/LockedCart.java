package dev.holdfast.internal.cart;

import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A cart that is locked, with its items: as loaded, and as decided so far. Not thread-safe. */
public final class LockedCart {
    private final long id;
    private final @Nullable CartHead loaded;
    private @Nullable CartHead head;
    private final SortedMap<Integer, CartItemRow> loadedItems = new TreeMap<>();
    private final SortedMap<Integer, CartItemRow> items = new TreeMap<>();
    private final SortedMap<Integer, ExpiredItemRow> loadedExpired = new TreeMap<>();
    private final SortedMap<Integer, ExpiredItemRow> expired = new TreeMap<>();
    private final Map<StockKey, Integer> held = new HashMap<>();

    /** A cart; without a head it is only the owner of expired items that are taken away from it. */
    public LockedCart(long id, @Nullable CartHead head) {
        this.id = id;
        this.loaded = head;
        this.head = head;
    }

    /** Its identifier. */
    public long id() {
        return id;
    }

    /** The row as decided so far. */
    public CartHead head() {
        if (head == null) {
            throw new IllegalStateException("cart " + id + " was not loaded as a whole");
        }
        return head;
    }

    /** Replaces the row. */
    public void head(CartHead changed) {
        head = changed;
    }

    /** Its items by id, expired or not; to be changed through the working set where stock is concerned. */
    public SortedMap<Integer, CartItemRow> items() {
        return items;
    }

    /** The items that were taken away after they had expired, by id. */
    public SortedMap<Integer, ExpiredItemRow> expired() {
        return expired;
    }

    /** The item of a variant that the buyer chose, expired or not; null when there is none. */
    public @Nullable CartItemRow itemOf(long variantId) {
        for (CartItemRow item : items.values()) {
            if (item.variantId() == variantId && !item.isGift()) {
                return item;
            }
        }
        return null;
    }

    /** The expired item of a variant that was taken away; null when there is none. */
    public @Nullable ExpiredItemRow expiredOf(long variantId) {
        for (ExpiredItemRow item : expired.values()) {
            if (item.variantId() == variantId) {
                return item;
            }
        }
        return null;
    }

    /**
     * A copy of the cart as its buyer sees it at a time, with the states of its stored codes.
     *
     * @param ordersPlaced see {@link CartSnapshot}
     */
    public CartSnapshot snapshot(Instant now, List<StoredCode> storedCodes, @Nullable Integer ordersPlaced) {
        return CartSnapshot.of(head(), items.values(), expired.values(), storedCodes, ordersPlaced, now);
    }

    /** What it holds at a time, without expired items. */
    public UserHolds.Held held(Instant now) {
        long number = 0;
        long units = 0;
        for (CartItemRow item : items.values()) {
            if (!item.isExpired(now)) {
                number++;
                units += item.quantity();
            }
        }
        return new UserHolds.Held(number, units);
    }

    /**
     * Takes units of a counter, or gives them back when negative; its items say for what.
     *
     * @return how many units of it the cart holds then, as far as it was loaded
     */
    public int hold(StockKey key, int units) {
        return held.merge(key, loadedUnits(key) + units, (before, ignored) -> before + units);
    }

    private int loadedUnits(StockKey key) {
        int units = 0;
        for (CartItemRow item : loadedItems.values()) {
            for (Hold hold : item.holds()) {
                units += hold.key().equals(key) ? hold.quantity() : 0;
            }
        }
        return units;
    }

    /** Adds its user to others if it holds something at a time. */
    public void addHolder(Set<String> users, Instant now) {
        String user = head().userId();
        if (user != null && held(now).items() > 0) {
            users.add(user);
        }
    }

    /** Whether it has an item that a rule gives away, expired or not. */
    public boolean hasGifts() {
        for (CartItemRow item : items.values()) {
            if (item.isGift()) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of it was loaded, and not only expired items that are taken away from it. */
    public boolean isWhole() {
        return head != null;
    }

    /** Whether it is open, and this user's. */
    public boolean isOpenOf(String userId) {
        return head != null && head.status().equals("open") && userId.equals(head.userId());
    }

    /** Adds a row of an item as it was read. */
    public void load(CartItemRow row) {
        loadedItems.merge(row.id(), row, CartItemRow::and);
        items.merge(row.id(), row, CartItemRow::and);
    }

    /** Adds an expired item as it was read. */
    public void load(ExpiredItemRow item) {
        loadedExpired.put(item.id(), item);
        expired.put(item.id(), item);
    }

    boolean isChanged() {
        return head != null && !head.equals(loaded);
    }

    /** Whether the parts that few carts have differ from those that were loaded: extras, and a checkout session. */
    boolean hasOtherRareParts() {
        return loaded == null
                || head == null
                || !head.extras().equals(loaded.extras())
                || !Objects.equals(head.state().session(), loaded.state().session());
    }

    Map<Integer, CartItemRow> loadedItems() {
        return loadedItems;
    }

    Map<Integer, ExpiredItemRow> loadedExpired() {
        return loadedExpired;
    }
}

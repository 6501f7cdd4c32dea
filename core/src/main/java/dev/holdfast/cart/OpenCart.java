package dev.holdfast.cart;

import dev.holdfast.NotFoundException;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.ExpiredItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.HoldTime;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cart that is locked and open: what it holds, what it may hold, and the steps by which it changes. Methods named
 * {@code require...} throw a refusal and write nothing.
 *
 * @param book prices the cart after the command, and shows it
 * @param isRepriced whether the command prices the cart anew; otherwise the price stays as the buyer last saw it
 */
record OpenCart(WorkingSet shop, LockedCart row, Settings settings, RuleBook book, boolean isRepriced) {

    /**
     * The cart, to be priced by the book that counts now.
     *
     * <p>The book is fetched here, before anything is written: if it were found missing after the commit, the caller
     * would be told of a failure although the change was made.
     */
    static OpenCart repriced(WorkingSet shop, long cartId, Settings settings) {
        LockedCart row = open(shop, cartId);
        return new OpenCart(shop, row, settings, shop.book(shop.bookToken()), true);
    }

    /** The cart, at the price that its buyer last saw. */
    static OpenCart asPriced(WorkingSet shop, long cartId, Settings settings) {
        LockedCart row = open(shop, cartId);
        return new OpenCart(shop, row, settings, shop.book(row.head().bookToken()), false);
    }

    private static LockedCart open(WorkingSet shop, long cartId) {
        LockedCart row = shop.cart(cartId);
        CartStatus status = CartStatus.of(row.head().status());
        shop.requireNumbered(row);
        if (status != CartStatus.OPEN) {
            throw new CartClosedException(cartId, status, row.head().orderId());
        }
        CartHead.Session session = row.head().session(shop.now());
        if (session != null) {
            throw new CartInCheckoutException(cartId, session.id(), session.until());
        }
        return row;
    }

    Instant now() {
        return shop.now();
    }

    /** The head of the cart after a command that changes nothing else: priced anew, or as it is. */
    CartHead head() {
        return isRepriced
                ? row.head().priced(shop.bookToken(), settings.policy().name(), shop.now())
                : row.head();
    }

    /** The stored promo codes of a head: those that it can hold after the command. */
    List<StoredCode> storedCodes(CartHead head) {
        return isRepriced ? shop.promos().toBeHeld(head) : shop.promos().codes(head);
    }

    /** How many orders the user of a head has placed before; see {@link WorkingSet#ordersPlaced}. */
    @Nullable
    Integer ordersPlaced(CartHead head) {
        return shop.ordersPlaced(head, book);
    }

    /** The items that it holds, gifts excluded. */
    List<CartItemRow> bought() {
        return boughtWithout(id -> false);
    }

    /** The same with items, each in the place of the one that has its id. */
    List<CartItemRow> boughtWith(List<CartItemRow> put) {
        Set<Integer> ids = put.stream().map(CartItemRow::id).collect(Collectors.toSet());
        List<CartItemRow> items = boughtWithout(ids::contains);
        items.addAll(put);
        return items;
    }

    /** The same without an item. */
    List<CartItemRow> boughtWithout(int itemId) {
        return boughtWithout(id -> id == itemId);
    }

    private List<CartItemRow> boughtWithout(IntPredicate left) {
        List<CartItemRow> items = new ArrayList<>(row.items().size() + 1);
        for (CartItemRow item : row.items().values()) {
            if (!left.test(item.id()) && !item.isGift() && !item.isExpired(now())) {
                items.add(item);
            }
        }
        return items;
    }

    /** The same, renewed. */
    List<CartItemRow> boughtRenewed() {
        return bought().stream()
                .map(item -> item.with(item.holds(), renewed(item, row.head())))
                .toList();
    }

    /** The variant of an item, held or expired; null if the cart has no such item. */
    static @Nullable Long variantOf(LockedCart cart, int itemId) {
        CartItemRow item = cart.items().get(itemId);
        if (item != null) {
            return item.variantId();
        }
        ExpiredItemRow expired = cart.expired().get(itemId);
        return expired == null ? null : (Long) expired.variantId();
    }

    /**
     * Finds out whether an item that its buyer can see is a gift.
     *
     * @return the code of the rule that gives it; null for an item that the buyer chose
     * @throws NotFoundException if the cart has no such item
     */
    @Nullable
    String requireItem(int itemId) {
        CartItemRow item = row.items().get(itemId);
        // An expired gift is not shown, and a sweep would have removed it.
        boolean isHidden = item != null && item.isGift() && item.isExpired(now());
        if (isHidden || variantOf(row, itemId) == null) {
            throw new NotFoundException("item", "item_id", itemId);
        }
        return item == null ? null : item.giftRule();
    }

    /** The limits of what it may hold. */
    CartLimits limits() {
        return new CartLimits(shop, row, settings.holds());
    }

    /**
     * Throws if quantities, each of another variant, cannot be set together.
     *
     * @param head of the cart afterwards
     */
    void requireAllowed(List<QuantityChange> changes, CartHead head) {
        CartLimits limits = limits();
        int moreUnits = 0;
        int moreItems = 0;
        int newItems = 0;
        for (QuantityChange change : changes) {
            VariantRow variant = shop.variant(change.variantId());
            limits.requireForSale(variant, change.moreUnits());
            limits.requireQuantity(variant, change);
            limits.requirePurchase(variant, change);
            limits.requireAge(variant, change, holdTime(head));
            moreUnits += change.moreUnits();
            moreItems += change.isHeld() ? 0 : 1;
            newItems += change.itemId() == null ? 1 : 0;
        }
        if (newItems > 0 && size() + newItems > settings.holds().itemsPerCart()) {
            throw new CartFullException(row.id(), settings.holds().itemsPerCart());
        }
        limits.requireRoomFor(moreUnits, moreItems);
        limits.requireStock(changes);
        limits.requireRoomForAnonymous(changes);
    }

    // An item that expired at several counters may have been taken away at some of them only.
    private int size() {
        Set<Integer> chosen = new HashSet<>(row.expired().keySet());
        row.items().values().stream().filter(item -> !item.isGift()).forEach(item -> chosen.add(item.id()));
        return chosen.size();
    }

    /** Chooses where the units come from that quantities take which are {@linkplain #requireAllowed allowed}. */
    List<List<Hold>> take(List<QuantityChange> changes) {
        return new QuantityChange.Shares(shop, changes).take();
    }

    /**
     * The item with its new quantity. A held item keeps its price; one that is new, or had expired, takes today's.
     *
     * @param more what it takes
     * @param head of the cart afterwards
     */
    CartItemRow itemAfter(QuantityChange change, List<Hold> more, int itemId, CartHead head) {
        CartItemRow held = change.held();
        List<Hold> holds = Hold.numbered(Hold.with(change.kept(), more), itemId, head.lastItemId());
        if (held != null) {
            return held.with(holds, renewed(held, head));
        }
        VariantRow variant = shop.variant(change.variantId());
        HoldTime time = holdTime(head);
        Instant since = time.since(change.beganBefore());
        return new CartItemRow(
                itemId,
                holds,
                variant.productId(),
                variant.category(),
                variant.price(),
                variant.minPrice(),
                since,
                time.until(variant, since),
                variant.sku(),
                variant.name(),
                change.metadata(),
                null);
    }

    private Instant renewed(CartItemRow item, CartHead head) {
        return holdTime(head).renewed(item, shop.variant(item.variantId()));
    }

    private HoldTime holdTime(CartHead head) {
        return new HoldTime(settings.holds(), head, now());
    }

    /**
     * The metadata of an item, held or expired.
     *
     * @throws NotFoundException if the cart has no such item
     * @throws GiftItemException if it is a gift
     */
    Map<String, Object> requireMetadata(int itemId) {
        String gift = requireItem(itemId);
        if (gift != null) {
            throw new GiftItemException(row.id(), itemId, gift);
        }
        CartItemRow item = row.items().get(itemId);
        return item != null
                ? item.metadata()
                : Objects.requireNonNull(row.expired().get(itemId)).metadata();
    }

    /** Writes the metadata of an item that is there. */
    void note(int itemId, Map<String, Object> metadata) {
        row.items().computeIfPresent(itemId, (id, item) -> item.with(metadata));
        row.expired().computeIfPresent(itemId, (id, item) -> item.with(metadata));
    }

    /** Writes quantities that are {@linkplain #requireAllowed allowed}, with the items that they become. */
    void hold(List<QuantityChange> changes, List<CartItemRow> items) {
        // One item may take what another gives back: a component of both.
        for (QuantityChange change : changes) {
            if (change.row() != null && !change.isHeld()) {
                shop.units().expire(row, change.row());
            }
            shop.units().release(row, change.givenBack());
        }
        for (int i = 0; i < changes.size(); i++) {
            hold(changes.get(i), items.get(i));
        }
    }

    private void hold(QuantityChange change, CartItemRow item) {
        List<Hold> more = Hold.less(item.holds(), change.kept());
        shop.units().makeFree(more);
        shop.units().reserve(row, more);
        row.expired().remove(item.id());
        row.items().put(item.id(), item);
    }

    /** Removes an item, held or expired. */
    void remove(int itemId) {
        CartItemRow item = row.items().get(itemId);
        if (item != null) {
            release(item);
        }
        row.expired().remove(itemId);
    }

    /** Removes all items and charges, and releases the promo codes. */
    void removeAll() {
        List.copyOf(row.items().values()).forEach(this::release);
        row.expired().clear();
        shop.promos().release(row);
        row.head(row.head().with(row.head().extras().withCharges(List.of())));
    }

    /** Releases the units of an item that is there. */
    void release(CartItemRow item) {
        shop.units().release(row, item);
    }

    /** An id that no item of the cart ever had. */
    int nextItemId() {
        row.head(row.head().withNextItem());
        return row.head().lastItemId();
    }

    /** Holds the promo codes that give a discount, once all items are written; an unchanged price keeps its codes. */
    void settlePromoCodes(@Nullable Integer ordersPlaced) {
        if (isRepriced) {
            shop.promos().settle(row, book, ordersPlaced);
        } else {
            shop.promos().renew(row);
        }
    }
}

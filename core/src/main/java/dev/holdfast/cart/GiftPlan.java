package dev.holdfast.cart;

import dev.holdfast.Limits;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.kit.KitRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.Allocations;
import dev.holdfast.internal.work.Take;
import dev.holdfast.internal.work.Taken;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.quote.GiftOffer;
import dev.holdfast.pricing.quote.QuotedItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gifts that a cart is to hold after a command; gifts that it holds and that are not planned go. Not thread-safe. */
final class GiftPlan {
    private final OpenCart cart;
    private final CartCommand.Edit<?> edit;
    private final CartSnapshot withoutGifts;
    private final List<String> declined;
    private final boolean hasHeldGifts;
    private final List<Gift> gifts = new ArrayList<>();

    /**
     * All gifts that the cart earns and its buyer has not declined.
     *
     * @param asked the variants that an earlier pass asked for: what is not loaded although it was asked for does not
     *     exist
     */
    GiftPlan(OpenCart cart, CartCommand.Edit<?> edit, Set<Long> asked) {
        this.cart = cart;
        this.edit = edit;
        this.withoutGifts = new CartSnapshot(
                edit.head(), edit.bought(), List.of(), cart.storedCodes(edit.head()), cart.ordersPlaced(edit.head()));
        this.hasHeldGifts = cart.row().hasGifts();
        if (!cart.book().hasGifts() || !cart.book().mayGive(withoutGifts.quoteItems())) {
            this.declined = List.of();
            return;
        }
        List<GiftOffer> offers = withoutGifts.quote(cart.book()).gifts();
        Set<String> offered = offers.stream().map(GiftOffer::rule).collect(Collectors.toSet());
        // A gift that its buyer removed is not offered again as long as it stays earned without a break.
        this.declined = edit.head().extras().declinedGifts().stream()
                .filter(offered::contains)
                .toList();
        for (GiftOffer offer : offers) {
            Gift gift = onSale(new Gift(offer, heldItem(offer)));
            if (gift.offer().quantity() > 0
                    && !declined.contains(offer.rule())
                    && (gift.isSettled() || canBeGiven(gift, asked))) {
                gifts.add(gift);
            }
        }
    }

    /**
     * A gift that is due.
     *
     * @param item the item that holds it so far; null when there is none, or it has expired
     */
    private record Gift(GiftOffer offer, @Nullable CartItemRow item) {
        int heldUnits() {
            return item == null ? 0 : item.quantity();
        }

        /** Whether it is held as it is due, so that no stock has to move. */
        boolean isSettled() {
            return heldUnits() == offer.quantity();
        }

        /** The gift with the units that are held, and no more. */
        Gift asHeld() {
            return new Gift(new GiftOffer(offer.rule(), offer.variantId(), heldUnits()), item);
        }

        /** The item with other holds; {@code newId} is its id if there is none so far. */
        CartItemRow itemOf(List<Hold> holds, Instant until, int newId, WorkingSet shop) {
            if (item != null) {
                return item.with(holds, until);
            }
            VariantRow variant = shop.variant(offer.variantId());
            return CartItemRow.gift(newId, holds, variant, shop.now(), until, offer.rule());
        }

        /** The item as the price engine sees it once it holds what it is due, from wherever that comes. */
        CartItemRow priced(Instant now, int newId, WorkingSet shop) {
            Hold any = Hold.onHand(newId, StockKey.of(offer.variantId()), offer.quantity());
            return itemOf(List.of(any), now, newId, shop);
        }
    }

    // An expired gift is given as a new item, with a new id, as if a sweep had removed it.
    private @Nullable CartItemRow heldItem(GiftOffer offer) {
        return heldGifts()
                .filter(item -> offer.rule().equals(item.giftRule())
                        && item.variantId() == offer.variantId()
                        && !item.isExpired(cart.now()))
                .findFirst()
                .orElse(null);
    }

    private Stream<CartItemRow> heldGifts() {
        return cart.row().items().values().stream().filter(CartItemRow::isGift);
    }

    // Of a product that is not active no more units are given than the cart holds.
    private Gift onSale(Gift gift) {
        VariantRow variant = cart.shop().variantIfLoaded(gift.offer().variantId());
        boolean isShort = gift.heldUnits() < gift.offer().quantity();
        return variant == null || variant.isOnSale() || !isShort ? gift : gift.asHeld();
    }

    // A rule may name a variant that does not exist or is sold in another currency.
    private boolean canBeGiven(Gift gift, Set<Long> asked) {
        VariantRow variant = cart.shop().variantIfLoaded(gift.offer().variantId());
        return variant == null
                ? !asked.contains(gift.offer().variantId())
                : variant.currency().equals(edit.head().currency());
    }

    private boolean keeps(CartItemRow item) {
        return gifts.stream()
                .anyMatch(gift -> gift.item() != null && gift.item().id() == item.id());
    }

    /** The variants whose units move, with the units that the gifts take of each; several may be of one variant. */
    SortedMap<Long, Integer> stockWanted() {
        SortedMap<Long, Integer> wanted = new TreeMap<>();
        gifts.stream()
                .filter(gift -> !gift.isSettled())
                .forEach(gift -> wanted.merge(
                        gift.offer().variantId(),
                        Math.max(0, gift.offer().quantity() - gift.heldUnits()),
                        Integer::sum));
        heldGifts().filter(item -> !keeps(item)).forEach(item -> wanted.putIfAbsent(item.variantId(), 0));
        return wanted;
    }

    /** The counters of gifts that change or go, and are not locked. */
    List<StockKey> countersMissing() {
        Set<Integer> settled = gifts.stream()
                .filter(Gift::isSettled)
                .map(gift -> Objects.requireNonNull(gift.item()).id())
                .collect(Collectors.toSet());
        return heldGifts()
                .filter(item -> !settled.contains(item.id()))
                .flatMap(item -> item.holds().stream())
                .map(Hold::key)
                .filter(key -> cart.shop().stockIfLoaded(key) == null)
                .toList();
    }

    /**
     * Whether all counters of a variant are locked, and it is clear where so many units come from beside those that the
     * buyer takes. Another command of the list may have locked some of them. Only the expired items that make up for what
     * the buyer is short of are within reach.
     */
    boolean isLoaded(long variantId, int units) {
        Allocations allocations = cart.shop().allocations();
        return allocations.takes(variantId, allocations.kit(variantId), units).stream()
                .allMatch(this::isLoaded);
    }

    private boolean isLoaded(Take take) {
        int bought = units(edit.bought(), take.variantId()) - units(cart.bought(), take.variantId());
        return cart.shop().allocations().isDecided(take.from(), take.units() + bought);
    }

    private static int units(List<CartItemRow> items, long variantId) {
        return items.stream()
                .flatMap(item -> item.holds().stream())
                .filter(hold -> hold.key().variantId() == variantId)
                .mapToInt(Hold::quantity)
                .sum();
    }

    /**
     * Leaves out gifts that the buyer would be charged for, because their rule has a limit, or because other rules
     * exclude it once the gift is in the cart. A cart that keeps its price keeps the units that it holds, and only those
     * to be added are left out.
     */
    void leaveOutWhatIsCharged() {
        // Each round leaves something out, or is the last.
        while (!gifts.isEmpty()) {
            List<CartItemRow> items = futureItems();
            int bought = edit.bought().size();
            if (items.size() > Limits.ITEMS_PER_QUOTE) {
                gifts.remove(gifts.size() - 1);
                continue;
            }
            Set<Long> charged = chargedGifts(items);
            if (charged.isEmpty()) {
                return;
            }
            for (int i = gifts.size() - 1; i >= 0; i--) {
                if (charged.contains((long) items.get(bought + i).id())) {
                    leaveOut(i);
                }
            }
        }
    }

    // The items of the cart with all planned gifts: first those that were bought, then the gifts in their order.
    private List<CartItemRow> futureItems() {
        List<CartItemRow> items = new ArrayList<>(edit.bought());
        int unusedId = edit.head().lastItemId();
        for (Gift gift : gifts) {
            items.add(gift.priced(cart.now(), ++unusedId, cart.shop()));
        }
        return items;
    }

    private Set<Long> chargedGifts(List<CartItemRow> items) {
        Set<Long> charged = new HashSet<>();
        CartSnapshot withGifts = new CartSnapshot(
                edit.head(), items, List.of(), withoutGifts.storedCodes(), withoutGifts.ordersPlaced());
        for (QuotedItem quoted : withGifts.quote(cart.book()).items()) {
            if (quoted.item().giftOf() != null && quoted.total().minor() > 0) {
                charged.add(quoted.item().id());
            }
        }
        return charged;
    }

    private void leaveOut(int index) {
        Gift gift = gifts.get(index);
        if (!cart.isRepriced() && gift.heldUnits() > 0 && !gift.isSettled()) {
            gifts.set(index, gift.asHeld());
        } else {
            gifts.remove(index);
        }
    }

    /** Whether no gift is due, and none is held. Nearly all carts are so, and cost no more than to find that out. */
    boolean isEmpty() {
        return gifts.isEmpty() && !hasHeldGifts;
    }

    /** Writes the gifts, after all else is written. Units that are not there are left out: no gift fails a command. */
    void carryOut() {
        LockedCart row = cart.row();
        if (!declined.equals(row.head().extras().declinedGifts())) {
            row.head(row.head().with(row.head().extras().withDeclinedGifts(declined)));
        }
        if (hasHeldGifts) {
            heldGifts().filter(item -> !keeps(item)).toList().forEach(cart::release);
        }
        if (!gifts.isEmpty()) {
            // A gift may no longer be earned as soon as one of the items expires that it was earned with.
            Instant until = edit.bought().stream()
                    .map(CartItemRow::reservedUntil)
                    .min(Instant::compareTo)
                    .orElseThrow();
            gifts.forEach(gift -> carryOut(gift, until));
        }
    }

    private void carryOut(Gift gift, Instant until) {
        WorkingSet shop = cart.shop();
        CartItemRow item = gift.item();
        List<Hold> holds = item == null ? List.of() : item.holds();
        if (gift.heldUnits() > gift.offer().quantity()) {
            List<Hold> kept = Hold.lowered(holds, gift.offer().quantity());
            shop.units().release(cart.row(), Hold.less(holds, kept));
            holds = kept;
        } else if (!gift.isSettled()) {
            List<Hold> more = more(gift);
            shop.units().makeFree(more);
            shop.units().reserve(cart.row(), more);
            holds = Hold.with(holds, more);
        }
        if (!holds.isEmpty()) {
            int itemId = item == null ? cart.nextItemId() : item.id();
            LockedCart row = cart.row();
            List<Hold> numbered = Hold.numbered(holds, itemId, row.head().lastItemId());
            CartItemRow given = gift.itemOf(numbered, until, itemId, shop);
            row.head(row.head().withRowsOf(given));
            row.items().put(itemId, given);
        }
    }

    // Gifts are given of units that are on hand.
    private List<Hold> more(Gift gift) {
        Allocations allocations = cart.shop().allocations();
        CartItemRow item = gift.item();
        long variantId = gift.offer().variantId();
        KitRow kit = item == null ? allocations.kit(variantId) : item.kit();
        long room = Math.max(0, cart.limits().anonymousRoom(variantId, kit));
        int units = Math.min(
                gift.offer().quantity() - gift.heldUnits(), (int) Math.min(allocations.onHand(variantId, kit), room));
        return allocations.holds(allocations.takes(variantId, kit, units, null), item, new Taken());
    }
}

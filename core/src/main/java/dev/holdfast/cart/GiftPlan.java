package dev.holdfast.cart;

import dev.holdfast.Limits;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.VariantRow;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.quote.GiftOffer;
import dev.holdfast.pricing.quote.QuotedItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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
     * @param asked the counters that an earlier pass asked for: what is not loaded although it was asked for does not
     *     exist
     */
    GiftPlan(OpenCart cart, CartCommand.Edit<?> edit, Set<StockKey> asked) {
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
        StockKey key() {
            return StockKey.of(offer.variantId());
        }

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

        /** The item that holds so many units; {@code newId} is its id if there is none so far. */
        CartItemRow itemOf(int units, Instant until, int newId, WorkingSet shop) {
            if (item != null) {
                return item.holding(units, until);
            }
            VariantRow variant = shop.variant(offer.variantId());
            return CartItemRow.gift(newId, key(), variant, units, shop.now(), until, offer.rule());
        }
    }

    // An expired gift is given as a new item, with a new id, as if a sweep had removed it.
    private @Nullable CartItemRow heldItem(GiftOffer offer) {
        return heldGifts()
                .filter(item -> offer.rule().equals(item.giftRule())
                        && item.key().equals(StockKey.of(offer.variantId()))
                        && !item.isExpired(cart.now()))
                .findFirst()
                .orElse(null);
    }

    private Stream<CartItemRow> heldGifts() {
        return cart.row().items().values().stream().filter(CartItemRow::isGift);
    }

    // Of a product that is not active no more units are given than the cart holds.
    private Gift onSale(Gift gift) {
        VariantRow variant = cart.shop().variantIfLoaded(gift.key().variantId());
        boolean isShort = gift.heldUnits() < gift.offer().quantity();
        return variant == null || variant.isOnSale() || !isShort ? gift : gift.asHeld();
    }

    // A rule may name a variant that does not exist or is sold in another currency.
    private boolean canBeGiven(Gift gift, Set<StockKey> asked) {
        VariantRow variant = cart.shop().variantIfLoaded(gift.key().variantId());
        return variant == null
                ? !asked.contains(gift.key())
                : variant.currency().equals(edit.head().currency());
    }

    private boolean keeps(CartItemRow item) {
        return gifts.stream()
                .anyMatch(gift -> gift.item() != null && gift.item().id() == item.id());
    }

    /** The counters whose units move, with the units that the gifts take from each; several may be of one variant. */
    SortedMap<StockKey, Integer> stockWanted() {
        SortedMap<StockKey, Integer> wanted = new TreeMap<>();
        gifts.stream()
                .filter(gift -> !gift.isSettled())
                .forEach(gift -> wanted.merge(
                        gift.key(), Math.max(0, gift.offer().quantity() - gift.heldUnits()), Integer::sum));
        heldGifts().filter(item -> !keeps(item)).forEach(item -> wanted.putIfAbsent(item.key(), 0));
        return wanted;
    }

    /**
     * Whether a counter is locked, and has so many units beside those that the buyer takes. A counter that the buyer is
     * short of is locked, but only the expired items that make up for the shortage are within reach.
     */
    boolean isLoaded(StockKey key, int units) {
        StockRow stock = cart.shop().stockIfLoaded(key);
        int wanted = units + units(edit.bought(), key) - units(cart.bought(), key);
        return stock != null && (wanted <= 0 || stock.forSale() >= wanted);
    }

    private static int units(List<CartItemRow> items, StockKey key) {
        return items.stream()
                .filter(item -> item.key().equals(key))
                .mapToInt(CartItemRow::quantity)
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
            items.add(gift.itemOf(gift.offer().quantity(), cart.now(), ++unusedId, cart.shop()));
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
        int units = gift.heldUnits();
        if (!gift.isSettled()) {
            StockRow stock = shop.stock(gift.key());
            int reachable = Math.max(0, shop.units().reachable(stock));
            int free = (int) Math.min(reachable, Math.max(0, cart.limits().anonymousRoom(stock)));
            int moreUnits = Math.min(gift.offer().quantity() - units, free);
            shop.units().makeFree(stock, moreUnits);
            shop.units().reserve(cart.row(), stock, moreUnits, 0);
            units += moreUnits;
        }
        if (units > 0) {
            int newId = gift.item() == null ? cart.nextItemId() : 0;
            CartItemRow item = gift.itemOf(units, until, newId, shop);
            cart.row().items().put(item.id(), item);
        }
    }
}

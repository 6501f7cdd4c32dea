package dev.holdfast.cart;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.AnonymousDemand;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.NotLoaded;
import dev.holdfast.internal.work.Purchases;
import dev.holdfast.internal.work.Take;
import dev.holdfast.internal.work.WorkingSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Sets the quantities of variants in a cart, and renews their reservations: all of them, or none. */
abstract class SetQuantities<R> extends CartCommand<R> {
    // The cart may hold units that come from where nothing is sold any more.
    private final SortedSet<StockKey> askedCounters = new TreeSet<>();

    SetQuantities(String name, long cartId, Settings settings) {
        super(name, cartId, settings);
    }

    /** The quantities, each of another variant; none when the cart does not have the item that the command names. */
    abstract List<QuantityChange> changes(WorkingSet shop, LockedCart cart);

    /** The cart's head with all that the command changes besides; throws if the command is refused. */
    abstract CartHead head(OpenCart cart);

    /** The metadata of the item of a change afterwards; throws if the command is refused. */
    abstract Map<String, Object> metadata(int place, Map<String, Object> before);

    /**
     * The command's answer.
     *
     * @param itemIds the ids of the items, in the order of the changes
     * @param created whether the cart did not hold one of the variants before
     */
    abstract R answer(Cart cart, List<Integer> itemIds, boolean created);

    @Override
    public void needs(Needs needs) {
        super.needs(needs);
        askedCounters.forEach(needs::stock);
    }

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        super.demand(shop, demand);
        LockedCart cart = shop.cartIfLoaded(cartId());
        if (cart != null) {
            changes(shop, cart)
                    .forEach(change -> change.takes().forEach(take -> demand.addAny(take.from(), take.units())));
        }
    }

    @Override
    public void users(WorkingSet shop, Set<String> users) {
        LockedCart cart = shop.cartIfLoaded(cartId());
        String user = cart == null ? null : cart.head().userId();
        if (user != null) {
            users.add(user);
        }
    }

    @Override
    public void anonymous(WorkingSet shop, AnonymousDemand demand) {
        super.anonymous(shop, demand);
        LockedCart cart = shop.cartIfLoaded(cartId());
        Integer origin = cart == null ? null : cart.head().anonymousOrigin();
        if (cart == null || origin == null) {
            return;
        }
        for (QuantityChange change : changes(shop, cart)) {
            if (change.moreUnits() > 0) {
                change.shares().forEach(share -> share.from().forEach(demand::stock));
            }
        }
        if (cart.held(shop.now()).items() == 0) {
            demand.origin(origin);
        }
    }

    @Override
    public void purchases(WorkingSet shop, Purchases purchases) {
        LockedCart cart = shop.cartIfLoaded(cartId());
        if (cart != null) {
            String user = cart.head().userId();
            changes(shop, cart).forEach(change -> purchases.ask(user, change.variantId()));
        }
    }

    private void requireCounters(WorkingSet shop, List<QuantityChange> changes) {
        boolean isComplete = true;
        for (QuantityChange change : changes) {
            CartItemRow row = change.row();
            for (Hold hold : row == null ? List.<Hold>of() : row.holds()) {
                if (shop.stockIfLoaded(hold.key()) == null) {
                    askedCounters.add(hold.key());
                    isComplete = false;
                }
            }
            isComplete &= change.kit() == null || areAsked(shop, change);
        }
        if (!isComplete) {
            throw new NotLoaded("stock of items");
        }
    }

    // The components of an item can be unknown before it is loaded: its kit has changed since, or it is named by its
    // id.
    private boolean areAsked(WorkingSet shop, QuantityChange change) {
        boolean areAsked = true;
        for (Take take : change.takes()) {
            for (StockKey key : take.from()) {
                if (shop.stockIfLoaded(key) == null && !shop.isAsked(key)) {
                    askedCounters.add(key);
                    areAsked = false;
                }
            }
        }
        return areAsked;
    }

    @Override
    final Edit<R> edit(OpenCart cart) {
        CartHead head = head(cart);
        List<QuantityChange> changes = changes(cart.shop(), cart.row());
        requireCounters(cart.shop(), changes);
        cart.shop().requireLocked(cart.row().head().userId());
        cart.requireAllowed(changes, head);
        List<List<Hold>> taken = cart.take(changes);
        List<CartItemRow> items = new ArrayList<>(changes.size());
        boolean created = false;
        for (int i = 0; i < changes.size(); i++) {
            QuantityChange change = changes.get(i);
            Integer known = change.itemId();
            if (known == null) {
                head = head.withNextItem();
            }
            int itemId = known == null ? head.lastItemId() : known;
            CartItemRow item = cart.itemAfter(change, taken.get(i), itemId, head);
            head = head.withRowsOf(item);
            items.add(item.with(metadata(i, change.metadata())));
            created |= !change.isHeld();
        }
        boolean isNew = created;
        return new Edit<>(
                head,
                cart.boughtWith(items),
                () -> cart.hold(changes, items),
                shown -> answer(shown, items.stream().map(CartItemRow::id).toList(), isNew));
    }
}

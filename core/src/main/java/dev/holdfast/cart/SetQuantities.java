package dev.holdfast.cart;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.work.AnonymousDemand;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Purchases;
import dev.holdfast.internal.work.WorkingSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets the quantities of variants in a cart, and renews their reservations: all of them, or none. */
abstract class SetQuantities<R> extends CartCommand<R> {
    SetQuantities(String name, long cartId, Settings settings) {
        super(name, cartId, settings);
    }

    /** The quantities, each of another variant; none when the cart does not have the item that the command names. */
    abstract List<QuantityChange> changes(LockedCart cart, Instant now);

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
    public void demand(WorkingSet shop, Demand demand) {
        super.demand(shop, demand);
        LockedCart cart = shop.cartIfLoaded(cartId());
        if (cart != null) {
            changes(cart, shop.now()).forEach(change -> demand.add(change.key(), change.moreUnits()));
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
        for (QuantityChange change : changes(cart, shop.now())) {
            if (change.moreUnits() > 0) {
                demand.stock(change.key());
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
            changes(cart, shop.now())
                    .forEach(change -> purchases.ask(user, change.key().variantId()));
        }
    }

    @Override
    final Edit<R> edit(OpenCart cart) {
        CartHead head = head(cart);
        List<QuantityChange> changes = changes(cart.row(), cart.now());
        cart.requireAllowed(changes, head);
        List<CartItemRow> items = new ArrayList<>(changes.size());
        boolean created = false;
        for (int i = 0; i < changes.size(); i++) {
            QuantityChange change = changes.get(i);
            Integer known = change.itemId();
            if (known == null) {
                head = head.withNextItem();
            }
            items.add(cart.itemAfter(change, known == null ? head.lastItemId() : known, head)
                    .with(metadata(i, change.metadata())));
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

package dev.holdfast.cart;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.WorkingSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets the quantity of a variant in a cart, and renews its reservation. */
abstract class SetQuantity<R> extends CartCommand<R> {
    private final int quantity;

    SetQuantity(String name, long cartId, int quantity, Settings settings) {
        super(name, cartId, settings);
        this.quantity = quantity;
    }

    /** The counter of the variant; null when the cart does not have the item that the command names. */
    abstract @Nullable StockKey key(LockedCart cart);

    /** The cart's head with all that the command changes besides; throws if the command is refused. */
    abstract CartHead head(OpenCart cart);

    /**
     * The command's answer.
     *
     * @param created whether the cart did not hold the variant before
     */
    abstract R answer(Cart cart, int itemId, boolean created);

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        super.demand(shop, demand);
        LockedCart cart = shop.cartIfLoaded(cartId());
        StockKey key = cart == null ? null : key(cart);
        if (cart != null && key != null) {
            demand.add(key, QuantityChange.of(cart, key, quantity, shop.now()).moreUnits());
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
    final CartEdit<R> edit(OpenCart cart) {
        CartHead head = head(cart);
        StockKey key = Objects.requireNonNull(key(cart.row()));
        QuantityChange change = QuantityChange.of(cart.row(), key, quantity, cart.now());
        cart.requireAllowed(change);
        Integer known = change.itemId();
        CartHead after = known == null ? head.withNextItem() : head;
        int itemId = known == null ? after.lastItemId() : known;
        CartItemRow item = cart.itemAfter(change, itemId);
        return new CartEdit<>(
                after,
                cart.boughtWith(item),
                () -> cart.hold(change, item),
                shown -> answer(shown, itemId, !change.isHeld()));
    }
}

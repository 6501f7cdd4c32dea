package dev.holdfast.cart;

import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.work.AnonymousDemand;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A change of one open cart. A command names what it needs and {@linkplain #edit describes} the cart that it leaves
 * behind; this class gives that cart the gifts that it has earned, and writes all of it.
 *
 * <p><b>Two passes.</b> The gifts of a cart are reserved like any other item, but which ones it earns is known only once
 * the cart is loaded and priced, and by then the order of locks is past their stock. Locking the stock of every gift that
 * a rule might give would make each of those counters a hot row for carts that earn nothing. So a first pass locks what
 * the command itself needs. If the {@linkplain Gifts#plan plan} of its gifts moves stock that was not locked, the pass
 * ends with {@link dev.holdfast.internal.work.NotLoaded} before anything is written, its locks are released, and a
 * second pass locks that stock as well. Most changes earn no gift, or leave the gifts as they are, and take one pass.
 *
 * @param <R> the answer
 */
abstract class CartCommand<R> implements Command<R> {
    private final String name;
    private final long cartId;
    private final Settings settings;
    private final Gifts gifts = new Gifts();

    /**
     * The cart that a command leaves behind, decided before anything is written. Gifts are not part of it: they follow from
     * it.
     *
     * @param head the cart's row
     * @param bought the items that the cart holds, gifts excluded
     * @param write moves the stock and writes the items; the head is written by the caller
     * @param answer turns the cart as its buyer sees it into the command's answer
     */
    record Edit<R>(CartHead head, List<CartItemRow> bought, Runnable write, Function<Cart, R> answer) {

        /** An edit that is answered with the cart. */
        static Edit<Cart> of(CartHead head, List<CartItemRow> bought, Runnable write) {
            return new Edit<>(head, bought, write, Function.identity());
        }

        /** An edit of the head that leaves the items as they are. */
        static Edit<Cart> ofHead(CartHead head, OpenCart cart) {
            return of(head, cart.bought(), () -> {});
        }
    }

    CartCommand(String name, long cartId, Settings settings) {
        this.name = name;
        this.cartId = cartId;
        this.settings = settings;
    }

    /**
     * Describes the cart that the command leaves behind. Writes nothing; throws if the command is refused. May be asked
     * several times, each time of a cart that was loaded anew.
     */
    abstract Edit<R> edit(OpenCart cart);

    /** The cart, priced anew by what the command does; a command that leaves the price as it is overrides this. */
    OpenCart open(WorkingSet shop) {
        return OpenCart.repriced(shop, cartId, settings);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public long lane() {
        return cartId;
    }

    @Override
    public void needs(Needs needs) {
        gifts.needs(needs.cart(cartId));
    }

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        gifts.demand(shop, demand);
    }

    @Override
    public void anonymous(WorkingSet shop, AnonymousDemand demand) {
        LockedCart cart = shop.cartIfLoaded(cartId);
        if (cart != null && cart.head().anonymousOrigin() != null) {
            gifts.anonymous(shop, demand);
        }
    }

    @Override
    public final Supplier<R> decide(WorkingSet shop) {
        OpenCart cart = open(shop);
        Edit<R> edit = edit(cart);
        GiftPlan plan = gifts.plan(cart, edit);
        Integer ordersPlaced = cart.ordersPlaced(edit.head());
        // From here on everything is written.
        cart.row().head(edit.head());
        edit.write().run();
        plan.carryOut();
        cart.settlePromoCodes(ordersPlaced);
        CartSnapshot snapshot = shop.snapshot(cart.row(), ordersPlaced);
        return () -> edit.answer().apply(CartView.show(snapshot, cart.book(), shop::locationCode));
    }

    long cartId() {
        return cartId;
    }

    Settings settings() {
        return settings;
    }
}

package dev.holdfast.checkout;

import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.order.NewOrder;
import dev.holdfast.internal.order.OrderNotes;
import dev.holdfast.internal.order.OrderNumber;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.order.OrderSource;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.Purchases;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.order.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Turns a cart, or items of it, into an order: at the prices that the cart shows, or not at all.
 *
 * @param settings of which the refund policy stays with the order
 * @param limits of what the user may hold whose the rest of the cart becomes
 */
record PlaceOrder(CheckoutRequest request, RefundSettings settings, HoldLimits limits) implements Command<Order> {
    @Override
    public String name() {
        return "checkout";
    }

    @Override
    public long lane() {
        return request.cartId();
    }

    @Override
    public void needs(Needs needs) {
        needs.wholeCart(request.cartId()).buyer(request.cartId(), request.userId());
    }

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        LockedCart cart = shop.cartIfLoaded(request.cartId());
        if (cart != null) {
            demand.settle(cart);
        }
    }

    // Nobody is counted for a cart of which nothing is left.
    @Override
    public void users(WorkingSet shop, Set<String> users) {
        if (!request.items().isEmpty()) {
            UserLimits.name(users, shop.cartIfLoaded(request.cartId()), request.userId());
        }
    }

    @Override
    public void purchases(WorkingSet shop, Purchases purchases) {
        UserLimits.ask(purchases, shop.cartIfLoaded(request.cartId()), request.userId());
    }

    @Override
    public Supplier<Order> decide(WorkingSet shop) {
        Sale sale = Sale.of(shop, request);
        if (!request.items().isEmpty()) {
            new UserLimits(shop, sale.cart())
                    .requireRoom(sale.bought().head().userId(), sale.bought().items(), limits);
        }
        OrderNotes notes = PayBy.of(sale.notes(), settings, sale.quote(), List.of(), shop.now());
        // From here on everything is written.
        OrderNumber number = shop.nextOrderNumber();
        long orderId = number.value();
        shop.promos().claim(sale.bought(), sale.quote(), sale.book(), orderId, notes.payBy());
        sale.cart().head(sale.bought().head());
        Map<Integer, List<OrderSource>> sources = new LinkedHashMap<>();
        for (CartItemRow item : sale.bought().items()) {
            sources.put(item.id(), shop.units().sell(sale.cart(), item, orderId));
        }
        RestOfCart.leave(shop, sale.cart(), sale.bought().head(), orderId);
        NewOrder order = new NewOrder(
                number,
                sale.bought(),
                sale.quote(),
                settings.policy(),
                notes,
                List.of(),
                sources,
                shop.actor(),
                shop.now());
        shop.place(order);
        return () -> new Order(OrderRow.of(order));
    }
}

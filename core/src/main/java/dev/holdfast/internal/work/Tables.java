package dev.holdfast.internal.work;

import dev.holdfast.internal.cart.CartItemsTable;
import dev.holdfast.internal.cart.CartsTable;
import dev.holdfast.internal.checkout.LockedSession;
import dev.holdfast.internal.checkout.SessionRow;
import dev.holdfast.internal.checkout.SessionsTable;
import dev.holdfast.internal.event.EventsTable;
import dev.holdfast.internal.order.BuyersTable;
import dev.holdfast.internal.order.OrdersTable;
import dev.holdfast.internal.order.PlacedOrdersTable;
import dev.holdfast.internal.promo.PromoCodesTable;
import dev.holdfast.internal.sql.Table;
import dev.holdfast.internal.stock.BackordersTable;
import dev.holdfast.internal.stock.LocationList;
import dev.holdfast.internal.stock.StockTable;
import dev.holdfast.internal.stock.VariantsTable;
import dev.holdfast.internal.transfer.TransfersTable;
import java.time.Instant;
import java.util.List;

/**
 * The tables that take part in commands, for one list of them. Their order is that of the locks, and a table is read by a
 * statement after the one that locked what its rows hang on: under read committed, a statement that waited for a lock
 * sees the row that it locked as it is now, and everything it joined as it was before the wait.
 */
final class Tables {
    final LocationList locations;
    final EventsTable events = new EventsTable();
    final StockTable stock = new StockTable();
    final BackordersTable backorders = new BackordersTable();
    final TransfersTable transfers = new TransfersTable(stock, backorders);
    final VariantsTable variants = new VariantsTable(stock);
    final CartsTable carts = new CartsTable();
    final PlacedOrdersTable placedOrders = new PlacedOrdersTable(stock, backorders, events);
    final BuyersTable buyers = new BuyersTable(carts);
    final CartItemsTable items;
    final PromoCodesTable promoCodes = new PromoCodesTable(carts, placedOrders, events);
    final SessionsTable sessions = new SessionsTable(events);
    final OrdersTable orders = new OrdersTable(events);

    /** Of a shop with these locations. */
    Tables(LocationList locations) {
        this.locations = locations;
        this.items = new CartItemsTable(carts, variants, stock, locations);
    }

    /** All of them. Stock comes as late as it can, because that is what buyers wait for. */
    List<Table> all() {
        return List.of(
                carts,
                placedOrders,
                transfers,
                sessions,
                buyers,
                variants,
                items,
                stock,
                placedOrders.afterStock(),
                backorders,
                promoCodes,
                orders,
                events);
    }

    /** How many checkout sessions a user is paying in at a time, with other carts than this one. */
    int sessionsElsewhere(String userId, long cartId, Instant now) {
        int open = sessions.begunBy(userId, cartId);
        for (BuyersTable.OpenSession session : buyers.openSessions()) {
            LockedSession locked = sessions.row(session.id());
            boolean isOpen = locked == null || locked.row().status().equals(SessionRow.OPEN);
            if (isOpen
                    && session.userId().equals(userId)
                    && session.cartId() != cartId
                    && session.expiresAt().isAfter(now)) {
                open++;
            }
        }
        return open;
    }
}

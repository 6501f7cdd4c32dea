package dev.holdfast.inventory;

import dev.holdfast.internal.stock.Movement;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Demand;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Changes what is on hand of a variant, by somebody's hand and not by a cart. */
abstract class MoveStock implements Command<Optional<LedgerEntry>> {
    private final StockKey key;
    private final String location;

    /**
     * On a counter.
     *
     * @param location the code of its location
     */
    MoveStock(StockKey key, String location) {
        this.key = key;
        this.location = location;
    }

    /** Whether it comes to something where there is no counter yet, and creates it. */
    abstract boolean opens();

    /** Units that come into a stock level, or leave it when negative. */
    abstract int units(StockRow stock);

    /** Where the units stand in the request. */
    abstract String pointer();

    /** Throws if the command is refused, whatever is available. */
    abstract void check(StockRow stock);

    /** The movement of so many units; none is made of zero. */
    abstract Movement movement(int units);

    @Override
    public final String name() {
        return "move_stock";
    }

    @Override
    public final long lane() {
        return key.variantId();
    }

    @Override
    public final void needs(Needs needs) {
        if (opens() && key.locationId() != StockKey.DEFAULT_LOCATION) {
            needs.openStock(key);
        }
        needs.incoming(key).overdueOrders();
    }

    @Override
    public final void demand(WorkingSet shop, Demand demand) {
        StockRow stock = shop.stockIfLoaded(key);
        if (stock != null) {
            demand.add(key, -units(stock));
            demand.count(key);
            demand.settle(key);
        }
    }

    @Override
    public final Supplier<Optional<LedgerEntry>> decide(WorkingSet shop) {
        shop.requireStocked(key.variantId(), pointer());
        StockRow stock = shop.stockOrNone(key);
        // Stock levels include the units of overdue orders, so the count and the answer have to include them as well.
        shop.units().endOverdueOrders(stock);
        check(stock);
        int units = units(stock);
        if (units == 0) {
            return Optional::empty;
        }
        int available = shop.units().availableByHand(stock, -units);
        if (-units > available) {
            throw new InsufficientStockException(List.of(new Shortage(key.variantId(), -units, available, location)));
        }
        shop.units().makeFreeByHand(stock, -units);
        LedgerEntry entry = LedgerEntry.of(stock.move(movement(units), shop.actor(), shop.now()), location);
        shop.units().fill(stock);
        return () -> Optional.of(entry);
    }
}

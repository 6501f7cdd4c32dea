package dev.holdfast.internal.work;

import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import java.util.function.Supplier;

/**
 * Takes expired reservations and overdue orders out of the way of those who begin or cease to count units: what has ended
 * by then ended as things were, whether or not a sweep has run.
 */
public record SettleStock(StockKey key) implements Command<Boolean> {
    @Override
    public String name() {
        return "settle_stock";
    }

    @Override
    public long lane() {
        return key.variantId();
    }

    @Override
    public void needs(Needs needs) {
        needs.stock(key).overdueOrders();
    }

    @Override
    public void demand(WorkingSet shop, Demand demand) {
        StockRow stock = shop.stockIfLoaded(key);
        if (stock != null) {
            demand.count(key);
            // Nobody is ever short of units that are not counted, so nothing else asks for what has expired of them.
            demand.add(key, stock.isTracked() ? 0 : Integer.MAX_VALUE);
            demand.settle(key);
        }
    }

    @Override
    public Supplier<Boolean> decide(WorkingSet shop) {
        StockRow stock = shop.stockIfLoaded(key);
        if (stock == null) {
            return () -> false;
        }
        shop.units().endOverdueOrders(stock);
        if (!stock.isTracked()) {
            shop.units().makeFree(stock, Integer.MAX_VALUE);
        }
        boolean settled = !stock.movements().isEmpty();
        return () -> settled;
    }
}

package dev.holdfast.internal.work;

import dev.holdfast.internal.order.LockedOrder;
import dev.holdfast.internal.order.OrderSource;
import dev.holdfast.internal.order.OrderState;
import dev.holdfast.internal.stock.BackordersTable;
import dev.holdfast.internal.stock.Movement;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.StockTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Moves units of orders back to the counters that they came from. Not thread-safe. */
public final class Returns {
    private final StockTable stock;
    private final BackordersTable backorders;
    private final Supplier<@Nullable String> actor;
    private final Instant now;

    Returns(Tables tables, Supplier<@Nullable String> actor, Instant now) {
        this.stock = tables.stock;
        this.backorders = tables.backorders;
        this.actor = actor;
        this.now = now;
    }

    /**
     * Units of an item of an order are cancelled: those that it waits for, which come first, are given up, and the others
     * come back into stock.
     */
    public void giveBack(LockedOrder order, OrderState.Item item, int units, @Nullable String reason) {
        giveBack(order, item, units, reason, actor.get());
    }

    void giveBack(LockedOrder order, OrderState.Item item, int units, @Nullable String reason, @Nullable String by) {
        int left = units;
        List<OrderSource> sources = item.row().sources();
        for (int i = sources.size() - 1; i >= 0; i--) {
            OrderSource source = sources.get(i);
            int givenUp = Math.min(source.backordered(), left);
            if (givenUp > 0) {
                backorders.put(order.id(), item.row().id(), source.key(), source.backordered() - givenUp);
                order.wait(item.row().id(), source.key(), source.backordered() - givenUp);
                order.giveBack(item.row().id(), source.key(), givenUp);
                row(source.key()).move(Movement.released(givenUp, order.id(), reason), -givenUp, by, now);
                left -= givenUp;
            }
        }
        takeBack(order, item.row().id(), left, reason, by);
    }

    /** Units of an item of an order come back into stock where they came from; those that were taken last come back first. */
    public void takeBack(LockedOrder order, OrderState.Item item, int units, @Nullable String reason) {
        takeBack(order, item.row().id(), units, reason, actor.get());
    }

    private void takeBack(LockedOrder order, int itemId, int units, @Nullable String reason, @Nullable String by) {
        // Of a kit, units of each component.
        Map<Long, Integer> left = new HashMap<>();
        List<OrderSource> sources = order.sources(itemId);
        for (int i = sources.size() - 1; i >= 0; i--) {
            OrderSource source = sources.get(i);
            long variantId = source.key().variantId();
            int wanted = left.computeIfAbsent(variantId, any -> units * source.perItem());
            int back = Math.min(source.gone(), wanted);
            if (back > 0) {
                order.giveBack(itemId, source.key(), back);
                row(source.key()).move(Movement.returned(back, order.id(), reason), by, now);
                row(source.key()).moveIfUncounted(-back, order.id(), by, now);
                left.put(variantId, wanted - back);
            }
        }
    }

    private StockRow row(StockKey key) {
        return Objects.requireNonNull(stock.row(key));
    }
}

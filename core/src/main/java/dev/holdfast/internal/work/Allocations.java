package dev.holdfast.internal.work;

import dev.holdfast.Limits;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.stock.LocationList;
import dev.holdfast.internal.stock.LocationRow;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.stock.StockRow;
import dev.holdfast.internal.stock.StockTable;
import dev.holdfast.spi.StockAllocator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the counters that the units of an item come from. Changes nothing. Not thread-safe. */
public final class Allocations {
    private final StockTable stock;
    private final LocationList locations;
    private final Units units;
    private final StockAllocator allocator;

    Allocations(Tables tables, Units units, StockAllocator allocator) {
        this.stock = tables.stock;
        this.locations = tables.locations;
        this.units = units;
        this.allocator = allocator;
    }

    /** The keys of the counters that units of a variant could come from, by priority. */
    public List<StockKey> keys(long variantId) {
        return locations.soldFrom().stream()
                .map(location -> location.key(variantId))
                .toList();
    }

    /** The same at some locations only. */
    public List<StockKey> keys(long variantId, List<String> codes) {
        return locations.soldFrom().stream()
                .filter(location -> codes.contains(location.code()))
                .map(location -> location.key(variantId))
                .toList();
    }

    /** Whether units can come from a location; false if there is none with this code. */
    public boolean isSoldFrom(String code) {
        LocationRow location = locations.byCode(code);
        return location != null && location.isSoldFrom();
    }

    /** Those of these counters that there are. */
    public List<StockRow> counters(List<StockKey> keys) {
        return keys.stream().map(stock::row).filter(Objects::nonNull).toList();
    }

    /**
     * Units that a buyer can have of counters, on hand or to wait for; at least as many as wanted, or all there are.
     *
     * @throws TryAgain as {@link Units#available} does
     */
    public int available(List<StockRow> counters, int wanted) {
        return units.available(counters, wanted);
    }

    /** Units on hand that a buyer can have of counters, including those of expired items and overdue orders. */
    public int onHand(List<StockRow> counters) {
        return (int) Math.min(
                Limits.STOCK,
                counters.stream()
                        .mapToLong(row -> Math.max(0, units.reachable(row)))
                        .sum());
    }

    /**
     * The holds that an item gets for units beyond those that it holds; the units must be {@link #available}. Their rows
     * have no id yet.
     *
     * @param held what the item holds and keeps; null for nothing
     */
    public List<Hold> holds(List<StockRow> counters, int wanted, @Nullable CartItemRow held) {
        if (wanted <= 0) {
            return List.of();
        }
        List<Integer> onHand =
                counters.stream().map(row -> Math.max(0, units.reachable(row))).toList();
        int fromHand = Math.min(wanted, onHand(counters));
        List<Integer> taken = divide(counters, onHand, fromHand, held);
        int left = wanted - fromHand;
        List<Hold> holds = new ArrayList<>(1);
        for (int i = 0; i < counters.size(); i++) {
            StockRow row = counters.get(i);
            int waiting = (int) Math.min(left, Math.max(0, units.backorderRoom(row)));
            left -= waiting;
            if (taken.get(i) + waiting > 0) {
                holds.add(new Hold(0, row.key(), taken.get(i) + waiting, waiting, units.availableAt(row)));
            }
        }
        if (left > 0) {
            throw new IllegalStateException(left + " of " + wanted + " units are not available");
        }
        return holds;
    }

    private List<Integer> divide(
            List<StockRow> counters, List<Integer> onHand, int quantity, @Nullable CartItemRow held) {
        if (counters.size() == 1 || quantity == 0) {
            return Collections.nCopies(counters.size(), quantity);
        }
        List<StockAllocator.Place> places = new ArrayList<>();
        for (int i = 0; i < counters.size(); i++) {
            StockKey key = counters.get(i).key();
            LocationRow location = Objects.requireNonNull(locations.byId(key.locationId()));
            places.add(new StockAllocator.Place(
                    location.code(), location.priority(), onHand.get(i), held == null ? 0 : held.quantity(key)));
        }
        StockAllocator.Request request =
                new StockAllocator.Request(counters.get(0).key().variantId(), quantity, places);
        List<Integer> taken = allocator.allocate(request);
        requireFits(request, taken);
        return taken;
    }

    private static void requireFits(StockAllocator.Request request, List<Integer> taken) {
        boolean fits = taken.size() == request.places().size()
                && taken.stream().mapToLong(Integer::longValue).sum() == request.quantity();
        for (int i = 0; fits && i < taken.size(); i++) {
            fits = taken.get(i) >= 0 && taken.get(i) <= request.places().get(i).available();
        }
        if (!fits) {
            throw new IllegalStateException("the stock allocator answered " + taken + " to " + request);
        }
    }
}

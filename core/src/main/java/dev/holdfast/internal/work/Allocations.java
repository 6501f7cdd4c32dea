package dev.holdfast.internal.work;

import dev.holdfast.Limits;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.Hold;
import dev.holdfast.internal.kit.KitPart;
import dev.holdfast.internal.kit.KitRow;
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
    private static final Taken NOTHING = new Taken();

    private final Tables tables;
    private final StockTable stock;
    private final LocationList locations;
    private final Units units;
    private final StockAllocator allocator;

    Allocations(Tables tables, Units units, StockAllocator allocator) {
        this.tables = tables;
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
     * Whether the counters alone say where units come from: all are locked, have enough together, and each of them has all
     * or holds nothing that could have expired.
     */
    public boolean isDecided(List<StockKey> from, int wanted) {
        List<StockRow> rows = counters(from);
        if (rows.size() < from.size()) {
            return false;
        }
        boolean anyOverdue = rows.size() > 1 && tables.placedOrders.anyOverdue();
        long forSale = 0;
        boolean isDecided = true;
        for (StockRow row : rows) {
            forSale += Math.max(0, row.forSale());
            isDecided &= row.forSale() >= wanted || !row.mayHaveExpired() && !anyOverdue;
        }
        return wanted <= 0 || isDecided && forSale >= wanted;
    }

    /** What a variant consists of that is a kit; null for any other. */
    public @Nullable KitRow kit(long variantId) {
        return locations.kit(variantId);
    }

    /** What an item consists of, as it is held, or would be if it were put now; null if it is no kit. */
    public @Nullable KitRow kit(CartItemRow item) {
        KitRow kit = item.kit();
        return kit == null ? locations.kit(item.variantId()) : kit;
    }

    /**
     * What has to be taken for units of a variant. A cart holds the units of a kit on the kit's own counter as well.
     *
     * @param kit what it consists of; null if it is no kit
     * @param named the only locations that units come from; null for any
     */
    public List<Take> takes(long variantId, @Nullable KitRow kit, int quantity, @Nullable List<String> named) {
        if (kit == null) {
            return List.of(new Take(variantId, from(variantId, named), quantity, null));
        }
        List<Take> takes = new ArrayList<>();
        takes.add(new Take(variantId, List.of(StockKey.of(variantId)), quantity, null));
        for (KitPart part : kit.parts()) {
            takes.add(new Take(
                    part.variantId(),
                    from(part.variantId(), named),
                    part.quantity() * quantity,
                    new Hold.Part(variantId, part.quantity())));
        }
        return takes;
    }

    /** The same without what cannot be short: the takes of a plain variant, or of the components of a kit. */
    public List<Take> takes(long variantId, @Nullable KitRow kit, int quantity) {
        List<Take> all = takes(variantId, kit, quantity, null);
        return kit == null ? all : all.subList(1, all.size());
    }

    private List<StockKey> from(long variantId, @Nullable List<String> named) {
        return named == null ? keys(variantId) : keys(variantId, named);
    }

    /**
     * Units that a buyer can have, on hand or, unless they are of a component, to wait for; at least as many as wanted, or
     * all there are.
     *
     * @param taken what other items of the command take
     * @throws TryAgain as {@link Units#available} does
     */
    public int available(Take take, Taken taken) {
        return units.available(counters(take.from()), take.units(), taken, take.part() == null);
    }

    /** Units of a variant that a buyer can have of those on hand, including those of expired items and overdue orders. */
    public int onHand(long variantId, @Nullable KitRow kit) {
        int least = Limits.STOCK;
        for (Take take : takes(variantId, kit, 1)) {
            least = Math.min(least, onHand(counters(take.from()), NOTHING) / take.units());
        }
        return least;
    }

    private int onHand(List<StockRow> counters, Taken taken) {
        return (int) Math.min(
                Limits.STOCK,
                counters.stream().mapToLong(row -> onHand(row, taken)).sum());
    }

    private int onHand(StockRow row, Taken taken) {
        return Math.max(0, units.reachable(row) - taken.units(row.key()));
    }

    /**
     * The holds that an item gets for units beyond those that it holds; the units must be {@link #available}. Their rows
     * have no id yet.
     *
     * @param held what the item holds and keeps; null for nothing
     * @param taken what other items of the command take
     */
    public List<Hold> holds(List<Take> takes, @Nullable CartItemRow held, Taken taken) {
        if (takes.size() == 1) {
            return holds(takes.get(0), held, taken);
        }
        List<Hold> holds = new ArrayList<>();
        takes.forEach(take -> holds.addAll(holds(take, held, taken)));
        return holds;
    }

    private List<Hold> holds(Take take, @Nullable CartItemRow held, Taken taken) {
        int wanted = take.units();
        if (wanted <= 0) {
            return List.of();
        }
        List<StockRow> counters = counters(take.from());
        List<Integer> onHand = counters.stream().map(row -> onHand(row, taken)).toList();
        int fromHand = Math.min(wanted, onHand(counters, taken));
        List<Integer> divided = divide(counters, onHand, fromHand, held);
        int left = wanted - fromHand;
        List<Hold> holds = new ArrayList<>(1);
        for (int i = 0; i < counters.size(); i++) {
            StockRow row = counters.get(i);
            long room = take.part() == null ? units.backorderRoom(row) - taken.backordered(row.key()) : 0;
            int waiting = (int) Math.min(left, Math.max(0, room));
            left -= waiting;
            if (divided.get(i) + waiting > 0) {
                holds.add(
                        new Hold(0, row.key(), divided.get(i) + waiting, waiting, units.availableAt(row), take.part()));
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

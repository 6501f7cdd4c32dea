package dev.holdfast.cli.products;

import dev.holdfast.Holdfast;
import dev.holdfast.Patch;
import dev.holdfast.catalog.ImportResult;
import dev.holdfast.catalog.ImportResult.StockDifference;
import dev.holdfast.catalog.ImportResult.SupplyDifference;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.inventory.LevelSupply;
import dev.holdfast.inventory.SupplyChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The stock levels that differ from a file, which are set at its end. Not thread-safe. */
final class LevelDifferences {
    private static final int BATCH = 1_000;
    private static final String REASON = "import";

    private final boolean setStock;
    private final ImportSummary.Counts counts;
    // By variant, because that is the order in which stock levels are locked.
    private final SortedMap<Long, Levels> levels = new TreeMap<>();
    private long stockDifferences;

    /** Is told what cannot be set. */
    interface Refused {
        void at(String sku, String location, Field field, String detail);
    }

    /** The stock levels of a variant. */
    private record Levels(List<StockDifference> stock, List<SupplyDifference> supply) {}

    private record Level(long variantId, String location) {}

    /**
     * No differences yet.
     *
     * @param setStock whether the units of stock levels are set, too
     */
    LevelDifferences(boolean setStock, ImportSummary.Counts counts) {
        this.setStock = setStock;
        this.counts = counts;
    }

    /** The stock levels so far whose units differ. */
    long ofStock() {
        return stockDifferences;
    }

    /** Remembers what differs in a batch. */
    void add(ImportResult result, Layout layout) {
        stockDifferences += result.stockDifferences().size();
        for (StockDifference difference : result.stockDifferences()) {
            levels(difference.variantId()).stock().add(difference);
        }
        for (SupplyDifference difference : result.supplyDifferences()) {
            LevelSupply wanted = difference.wanted();
            levels(wanted.variantId())
                    .supply()
                    .add(new SupplyDifference(
                            difference.sku(),
                            difference.before(),
                            new LevelSupply(wanted.variantId(), wanted.location(), change(difference, layout))));
        }
    }

    // Units that the other shop does not sell are a part of its count of stock, and go with it.
    private SupplyChange change(SupplyDifference difference, Layout layout) {
        return switch (layout) {
            case HOLDFAST -> difference.wanted().change();
            case SHOPIFY -> ShopifyProduct.keepingLimit(difference);
            case SHOPIFY_INVENTORY -> setStock ? difference.wanted().change() : SupplyChange.NONE;
        };
    }

    private Levels levels(long variantId) {
        return levels.computeIfAbsent(variantId, id -> new Levels(new ArrayList<>(), new ArrayList<>()));
    }

    /**
     * Sets the stock levels, in the order in which all commands lock them: first those of some variants are locked and sold
     * differently, then their units are recorded.
     *
     * @param refused is told what would take units from carts
     */
    void set(Holdfast into, Refused refused) {
        List<Levels> some = new ArrayList<>();
        int count = 0;
        for (Levels ofVariant : levels.values()) {
            some.add(ofVariant);
            count += ofVariant.supply().size() + ofVariant.stock().size();
            if (count >= BATCH) {
                set(some, into, refused);
                some.clear();
                count = 0;
            }
        }
        set(some, into, refused);
    }

    private void set(List<Levels> some, Holdfast into, Refused refused) {
        Map<Level, LevelSupply> changes = new LinkedHashMap<>();
        List<SupplyDifference> counted = new ArrayList<>();
        for (Levels ofVariant : some) {
            for (SupplyDifference difference : ofVariant.supply()) {
                LevelSupply wanted = difference.wanted();
                boolean isCountedElse = isCountedElse(difference);
                if (isCountedElse) {
                    counted.add(difference);
                }
                put(
                        changes,
                        wanted.variantId(),
                        wanted.location(),
                        isCountedElse ? SupplyChange.NONE : wanted.change());
            }
            if (setStock) {
                ofVariant
                        .stock()
                        .forEach(stock -> put(changes, stock.variantId(), stock.location(), SupplyChange.NONE));
            }
        }
        if (!changes.isEmpty()) {
            counts.supplyChanged += into.inventory().changeSupplies(List.copyOf(changes.values()));
        }
        counted.forEach(difference -> count(difference, into, refused));
        if (setStock) {
            some.forEach(ofVariant -> ofVariant.stock().forEach(difference -> adjust(difference, into, refused)));
        }
    }

    private static void put(Map<Level, LevelSupply> changes, long variantId, String location, SupplyChange change) {
        changes.putIfAbsent(
                new Level(variantId, location), new LevelSupply(variantId, location, withoutTracked(change)));
    }

    // A change that says whether units are counted settles what has expired first, one stock level at a time.
    private static SupplyChange withoutTracked(SupplyChange change) {
        return change.withTracked(Patch.keep());
    }

    private static boolean isCountedElse(SupplyDifference difference) {
        Patch<Boolean> wanted = difference.wanted().change().tracked();
        return wanted.present()
                && !Objects.equals(wanted.value(), difference.before().tracked().value());
    }

    /** Begins or ends to count units. */
    private void count(SupplyDifference difference, Holdfast into, Refused refused) {
        try {
            counts.supplyChanged += into.inventory().changeSupplies(List.of(difference.wanted()));
        } catch (InsufficientStockException e) {
            refused.at(
                    difference.sku(),
                    difference.wanted().location(),
                    Field.TRACKED,
                    "units cannot be tracked, because carts hold more of " + Row.shown(difference.sku())
                            + " than are on hand");
        }
    }

    private void adjust(StockDifference difference, Holdfast into, Refused refused) {
        try {
            into.inventory()
                    .at(difference.location())
                    .adjust(difference.variantId(), difference.wanted() - difference.onHand(), REASON, null);
            counts.stockAdjusted++;
        } catch (InsufficientStockException e) {
            refused.at(
                    difference.sku(),
                    difference.location(),
                    Field.STOCK_QUANTITY,
                    difference.wanted() + " is less than carts hold of " + Row.shown(difference.sku()));
        }
    }
}

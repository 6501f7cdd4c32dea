package dev.holdfast.cli.products;

import dev.holdfast.Holdfast;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The stock levels that differ from a file, which are set at its end. Not thread-safe. */
final class LevelDifferences {
    private static final int BATCH = 1_000;
    private static final String REASON = "import";

    private final boolean setStock;
    private final ImportSummary.Counts counts;
    // By variant, because that is the order in which stock levels are locked.
    private final SortedMap<Long, Levels> levels = new TreeMap<>();
    private long stockDifferences;

    /** The stock levels of a variant. */
    private record Levels(List<StockDifference> stock, List<LevelSupply> supply) {}

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
            if (isSet(difference, layout)) {
                levels(difference.wanted().variantId()).supply().add(difference.wanted());
            }
        }
    }

    // Units that the other shop does not sell are a part of its count of stock, and go with it.
    private boolean isSet(SupplyDifference difference, Layout layout) {
        return switch (layout) {
            case HOLDFAST -> true;
            case SHOPIFY -> !ShopifyProduct.isContinued(difference);
            case SHOPIFY_INVENTORY -> setStock;
        };
    }

    private Levels levels(long variantId) {
        return levels.computeIfAbsent(variantId, id -> new Levels(new ArrayList<>(), new ArrayList<>()));
    }

    /**
     * Sets the stock levels, in the order in which all commands lock them: first those of some variants are locked and sold
     * differently, then their units are recorded.
     *
     * @param refused is given the differences that would take units from carts
     */
    void set(Holdfast into, Consumer<StockDifference> refused) {
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

    private void set(List<Levels> some, Holdfast into, Consumer<StockDifference> refused) {
        Map<Level, LevelSupply> changes = new LinkedHashMap<>();
        for (Levels ofVariant : some) {
            ofVariant.supply().forEach(supply -> changes.put(new Level(supply.variantId(), supply.location()), supply));
            if (setStock) {
                ofVariant
                        .stock()
                        .forEach(stock -> changes.putIfAbsent(
                                new Level(stock.variantId(), stock.location()),
                                new LevelSupply(stock.variantId(), stock.location(), SupplyChange.NONE)));
            }
        }
        if (!changes.isEmpty()) {
            counts.supplyChanged += into.inventory().changeSupplies(List.copyOf(changes.values()));
        }
        if (setStock) {
            some.forEach(ofVariant -> ofVariant.stock().forEach(difference -> adjust(difference, into, refused)));
        }
    }

    private void adjust(StockDifference difference, Holdfast into, Consumer<StockDifference> refused) {
        try {
            into.inventory()
                    .at(difference.location())
                    .adjust(difference.variantId(), difference.wanted() - difference.onHand(), REASON, null);
            counts.stockAdjusted++;
        } catch (InsufficientStockException e) {
            refused.accept(difference);
        }
    }
}

package dev.holdfast.cli.products;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Limits;
import dev.holdfast.PageRequest;
import dev.holdfast.catalog.ImportResult;
import dev.holdfast.catalog.ImportResult.KitDifference;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantFilter;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.kit.ComponentUnits;
import dev.holdfast.kit.KitChange;
import dev.holdfast.kit.VariantHasStockException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The variants that are to consist of something else, which are changed once all components are there. Not thread-safe. */
final class KitDifferences {
    private static final int BATCH = 1_000;

    private final ImportSummary.Counts counts;
    private final List<KitDifference> differences = new ArrayList<>();

    /** Is told what cannot be changed. */
    interface Refused {
        void at(String sku, String detail);
    }

    KitDifferences(ImportSummary.Counts counts) {
        this.counts = counts;
    }

    /** Remembers what differs in a batch. */
    void add(ImportResult result) {
        differences.addAll(result.kitDifferences());
    }

    /** Changes them; what ceases to be a kit comes first, because it may become a component. */
    void set(Holdfast into, Refused refused) {
        List<KitDifference> ordered = new ArrayList<>(differences);
        ordered.sort((a, b) -> Boolean.compare(b.wanted().isEmpty(), a.wanted().isEmpty()));
        for (int from = 0; from < ordered.size(); from += BATCH) {
            set(ordered.subList(from, Math.min(from + BATCH, ordered.size())), into, refused);
        }
    }

    private void set(List<KitDifference> some, Holdfast into, Refused refused) {
        Map<String, Long> ids = ids(some, into);
        Map<Long, String> skus = new HashMap<>();
        List<KitChange> changes = new ArrayList<>();
        for (KitDifference difference : some) {
            List<ComponentUnits> components = new ArrayList<>();
            difference.wanted().forEach((sku, units) -> {
                Long id = ids.get(sku);
                if (id == null) {
                    refused.at(difference.sku(), Row.shown(sku) + " is not a variant of the shop");
                } else {
                    components.add(new ComponentUnits(id, units));
                }
            });
            Long id = ids.get(difference.sku());
            if (id != null && components.size() == difference.wanted().size()) {
                skus.put(id, difference.sku());
                changes.add(new KitChange(id, components));
            }
        }
        change(changes, skus, into, refused);
    }

    // Without those that are refused.
    private void change(List<KitChange> changes, Map<Long, String> skus, Holdfast into, Refused refused) {
        List<KitChange> left = changes;
        while (!left.isEmpty()) {
            try {
                counts.kitsChanged += into.kits().changeAll(left);
                return;
            } catch (InvalidInputException e) {
                left = withoutWrong(left, e, skus, refused);
            } catch (VariantHasStockException e) {
                refused.at(skus.getOrDefault(e.variantId(), ""), String.valueOf(e.getMessage()));
                left = without(left, e.variantId());
            } catch (InsufficientStockException e) {
                refused.at(
                        skus.getOrDefault(e.variantId(), ""),
                        "it stays a kit, because carts hold " + e.requested() + " of it");
                left = without(left, e.variantId());
            }
        }
    }

    private static List<KitChange> without(List<KitChange> changes, long variantId) {
        return changes.stream()
                .filter(change -> change.variantId() != variantId)
                .toList();
    }

    private static List<KitChange> withoutWrong(
            List<KitChange> changes, InvalidInputException e, Map<Long, String> skus, Refused refused) {
        Set<Integer> wrong = new HashSet<>();
        for (InvalidInputException.Error error : e.errors()) {
            String[] steps = error.pointer().split("/", 3);
            if (steps.length < 2 || !steps[1].matches("[0-9]{1,9}")) {
                throw e;
            }
            int place = Integer.parseInt(steps[1]);
            wrong.add(place);
            refused.at(skus.getOrDefault(changes.get(place).variantId(), ""), error.detail());
        }
        List<KitChange> right = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (!wrong.contains(i)) {
                right.add(changes.get(i));
            }
        }
        return right;
    }

    private static Map<String, Long> ids(List<KitDifference> some, Holdfast into) {
        Set<String> named = new LinkedHashSet<>();
        some.forEach(difference -> {
            named.add(difference.sku());
            named.addAll(difference.wanted().keySet());
        });
        List<String> skus =
                named.stream().filter(sku -> sku.length() <= Limits.SKU).toList();
        Map<String, Long> ids = new HashMap<>();
        for (int from = 0; from < skus.size(); from += Limits.FILTER_VALUES) {
            List<String> part = skus.subList(from, Math.min(from + Limits.FILTER_VALUES, skus.size()));
            for (Variant variant : into.catalog()
                    .variants(VariantFilter.ofSkus(part), PageRequest.first(Limits.FILTER_VALUES))
                    .items()) {
                ids.put(variant.sku(), variant.id());
            }
        }
        return ids;
    }
}

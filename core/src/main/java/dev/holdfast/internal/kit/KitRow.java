package dev.holdfast.internal.kit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The components of a kit: those that it has now, or those that an item of a cart has copied.
 *
 * @param variantId the variant that is the kit
 * @param parts at least one, each of another variant, by variant
 */
public record KitRow(long variantId, List<KitPart> parts) {
    /** Sorts the list. */
    public KitRow {
        parts = parts.stream()
                .sorted(Comparator.comparingLong(KitPart::variantId))
                .toList();
    }

    /**
     * Adds changes to kits by variant; a change without components takes the kit away.
     *
     * @param changed a row for each component, by kit and place
     */
    public static Map<Long, KitRow> changed(Map<Long, KitRow> kits, List<Change> changed) {
        if (changed.isEmpty()) {
            return kits;
        }
        Map<Long, List<KitPart>> parts = new LinkedHashMap<>();
        for (Change change : changed) {
            List<KitPart> of = parts.computeIfAbsent(change.kitId(), id -> new ArrayList<>());
            if (change.variantId() != null && change.quantity() != null) {
                of.add(new KitPart(change.variantId(), change.quantity()));
            }
        }
        Map<Long, KitRow> after = new LinkedHashMap<>(kits);
        parts.forEach((kitId, of) -> {
            if (of.isEmpty()) {
                after.remove(kitId);
            } else {
                after.put(kitId, new KitRow(kitId, of));
            }
        });
        return after;
    }

    /**
     * A component of a kit that was changed.
     *
     * @param variantId null for a variant that is no kit any more, like the quantity
     */
    public record Change(
            long kitId, @Nullable Long variantId, @Nullable Integer quantity) {}
}

package dev.holdfast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Units of a line of the model that come from one place.
 *
 * @param units at least 1
 * @param toCome units of them that are not on hand
 * @param at when those are there, as it was promised; null if nobody knows
 */
record ModelPart(
        String place, int units, int toCome, @Nullable Instant at) {
    ModelPart {
        at = toCome == 0 ? null : at;
    }

    private int promised() {
        return at == null ? 0 : toCome;
    }

    /** What is not on hand, as answers say it. */
    static String waiting(List<ModelPart> parts) {
        Instant last = parts.stream()
                .map(ModelPart::at)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(null);
        return Text.waiting(
                toCome(parts), parts.stream().mapToInt(ModelPart::promised).sum(), last);
    }

    /** The part as answers say it. */
    String show() {
        return Text.part(place, units, waiting(List.of(this)));
    }

    static int units(List<ModelPart> parts) {
        return parts.stream().mapToInt(ModelPart::units).sum();
    }

    static int toCome(List<ModelPart> parts) {
        return parts.stream().mapToInt(ModelPart::toCome).sum();
    }

    /** Fewer units, given up one by one: what is not on hand, then what was taken last. */
    static List<ModelPart> lowered(List<ModelPart> parts, int units) {
        List<ModelPart> left = new ArrayList<>(parts);
        while (units(left) > units) {
            int last = left.size() - 1;
            boolean waits = toCome(left) > 0;
            while (waits && left.get(last).toCome == 0) {
                last--;
            }
            ModelPart part = left.get(last);
            left.set(last, new ModelPart(part.place, part.units - 1, part.toCome - (waits ? 1 : 0), part.at));
            left.removeIf(empty -> empty.units == 0);
        }
        return List.copyOf(left);
    }

    /** Both together: one part for each place, in the order in which they were first taken. */
    static List<ModelPart> plus(List<ModelPart> parts, List<ModelPart> more) {
        List<ModelPart> all = new ArrayList<>(parts);
        for (ModelPart added : more) {
            int index = all.stream().map(ModelPart::place).toList().indexOf(added.place);
            if (index < 0) {
                all.add(added);
            } else {
                ModelPart part = all.get(index);
                // The shop promises anew with whatever it adds.
                Instant at = added.toCome > 0 ? added.at : part.at;
                all.set(index, new ModelPart(part.place, part.units + added.units, part.toCome + added.toCome, at));
            }
        }
        return List.copyOf(all);
    }

    /** What is left without some of them. */
    static List<ModelPart> less(List<ModelPart> parts, List<ModelPart> taken) {
        List<ModelPart> left = new ArrayList<>(plus(
                parts,
                taken.stream()
                        .map(part -> new ModelPart(part.place, -part.units, -part.toCome, null))
                        .toList()));
        left.removeIf(empty -> empty.units == 0);
        return List.copyOf(left);
    }
}

package dev.holdfast.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where units of an item of an order of the model came from, and what became of them. */
final class ModelSource {
    final String place;
    private int sold;
    int waiting;
    private int givenBack;
    private @Nullable Instant at;

    ModelSource(String place, int sold, int waiting, @Nullable Instant at) {
        this.place = place;
        this.sold = sold;
        this.waiting = waiting;
        this.at = at;
    }

    ModelSource copy() {
        ModelSource copy = new ModelSource(place, sold, waiting, at);
        copy.givenBack = givenBack;
        return copy;
    }

    /** Sources, each of another place, with more. */
    static List<ModelSource> plus(List<ModelSource> sources, List<ModelSource> more) {
        List<ModelSource> all = new ArrayList<>(sources);
        for (ModelSource added : more) {
            ModelSource same = all.stream()
                    .filter(source -> source.place.equals(added.place))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                all.add(added);
            } else {
                same.sold += added.sold;
                same.waiting += added.waiting;
                same.at = added.waiting > 0 ? added.at : same.at;
            }
        }
        return all;
    }

    /** Gives up a unit that is waited for, if there is one. */
    boolean giveUp() {
        if (waiting == 0) {
            return false;
        }
        waiting--;
        givenBack++;
        return true;
    }

    /** Gives a unit back, if one is gone. */
    boolean giveBack() {
        if (sold - waiting - givenBack == 0) {
            return false;
        }
        givenBack++;
        return true;
    }

    /** What it waits for. */
    ModelPart part() {
        return new ModelPart(place, waiting, waiting, at);
    }

    @Override
    public String toString() {
        return Text.part(place, sold, ModelPart.waiting(List.of(part())));
    }
}

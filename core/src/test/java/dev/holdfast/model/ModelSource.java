package dev.holdfast.model;

import java.util.ArrayList;
import java.util.List;

/** Where units of an item of an order of the model came from, and what became of them. */
final class ModelSource {
    final String place;
    private int sold;
    int waiting;
    private int givenBack;

    ModelSource(String place, int sold, int waiting) {
        this.place = place;
        this.sold = sold;
        this.waiting = waiting;
    }

    ModelSource copy() {
        ModelSource copy = new ModelSource(place, sold, waiting);
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

    @Override
    public String toString() {
        return Text.part(place, sold, waiting);
    }
}

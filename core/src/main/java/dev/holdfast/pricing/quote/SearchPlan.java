package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.rule.Target;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The decisions of a search, in order. Item rules that have to do with each other follow each other, so that the search
 * settles what is independent one after the other.
 */
final class SearchPlan {
    /**
     * A decision: which of some rules applies here, if any.
     *
     * @param at the first rule that is evaluated here
     * @param options one rule, or all rules of a group that may apply here
     * @param group the number of the group, -1 for none
     * @param earlier the earlier slot of the same group, -1 for none
     */
    record Slot(SearchRule at, List<SearchRule> options, int group, int earlier) {
        Target target() {
            return at.rule().target();
        }

        /** The work of evaluating all options once. */
        long work() {
            long work = 0;
            for (SearchRule option : options) {
                work += option.work;
            }
            return work;
        }

        private long most() {
            long most = 0;
            for (SearchRule option : options) {
                most = Math.max(most, option.most);
            }
            return most;
        }
    }

    private final List<Slot> slots = new ArrayList<>();
    private final int[] laterOptions;
    private final long[] laterWork;
    /** For each cell another one that has to do with it, or itself. */
    private final int[] parents;

    /**
     * A plan.
     *
     * @param rules the rules to decide on, in the order of their evaluation
     * @param cells the number of cells
     */
    SearchPlan(List<SearchRule> rules, int cells) {
        parents = new int[cells];
        for (int i = 0; i < cells; i++) {
            parents[i] = i;
        }
        addSlots(sorted(rules));
        laterOptions = new int[slots.size() + 1];
        laterWork = new long[slots.size() + 1];
        for (int i = slots.size() - 1; i >= 0; i--) {
            laterOptions[i] = laterOptions[i + 1] + slots.get(i).options().size();
            laterWork[i] = laterWork[i + 1] + slots.get(i).work();
        }
    }

    List<Slot> slots() {
        return slots;
    }

    /** How many evaluations one cart needs from a slot on. */
    int laterOptions(int slot) {
        return laterOptions[slot];
    }

    /** How much work these evaluations are. */
    long laterWork(int slot) {
        return laterWork[slot];
    }

    /**
     * A total that no combination can fall below from a slot on. As soon as it is below the limit, which then says as
     * much, it is not calculated further.
     */
    long bound(CartState cart, long left, BitSet usedGroups, int from, long limit) {
        long bound = left;
        for (int i = from; i < slots.size() && bound >= limit; i++) {
            Slot slot = slots.get(i);
            if (slot.group() < 0) {
                bound -= slot.at().reach(cart);
            } else if (slot.earlier() < from && !usedGroups.get(slot.group())) {
                // The first slot of a group from here on offers all of its later rules.
                bound -= slot.most();
            }
        }
        return bound;
    }

    /** Rules have to do with each other if they look at the same cells or are of one group. */
    private List<SearchRule> sorted(List<SearchRule> rules) {
        Map<String, Integer> groups = new HashMap<>();
        for (SearchRule rule : rules) {
            String group = rule.rule().group();
            if (rule.cells.length > 0 && (group != null || rule.rule().target() == Target.ITEM)) {
                join(group == null ? rule.cells[0] : groups.computeIfAbsent(group, absent -> rule.cells[0]), rule);
            }
        }
        Map<Integer, Integer> positions = new HashMap<>();
        for (SearchRule rule : rules) {
            positions.putIfAbsent(cluster(rule), positions.size());
        }
        List<SearchRule> sorted = new ArrayList<>(rules);
        sorted.sort(Comparator.comparing((SearchRule rule) -> rule.rule().target())
                .thenComparing(rule -> positions.get(cluster(rule))));
        return sorted;
    }

    private void join(int first, SearchRule rule) {
        for (int cell : rule.cells) {
            parents[root(cell)] = root(first);
        }
        for (SearchRule.Threshold threshold : rule.thresholds) {
            for (int item : threshold.items()) {
                parents[root(item)] = root(first);
            }
        }
    }

    /** The cluster of a rule; the same for all order and charge rules, which stay in their order. */
    private int cluster(SearchRule rule) {
        return rule.rule().target() == Target.ITEM && rule.cells.length > 0 ? root(rule.cells[0]) : -1;
    }

    private int root(int cell) {
        int root = cell;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    private void addSlots(List<SearchRule> rules) {
        Map<String, Integer> groups = new HashMap<>();
        Map<String, Integer> lastSlots = new HashMap<>();
        for (int i = 0; i < rules.size(); i++) {
            SearchRule rule = rules.get(i);
            String group = rule.rule().group();
            if (group == null) {
                slots.add(new Slot(rule, List.of(rule), -1, -1));
            } else if (i == 0 || !follows(rules.get(i - 1), rule)) {
                List<SearchRule> options = rules.subList(i, rules.size()).stream()
                        .filter(other -> group.equals(other.rule().group()) && other.most > 0)
                        .toList();
                int number = groups.computeIfAbsent(group, absent -> groups.size());
                slots.add(new Slot(rule, options, number, lastSlots.getOrDefault(group, -1)));
                lastSlots.put(group, slots.size() - 1);
            }
        }
    }

    /** Whether a rule is of the same decision as the one before it: nothing comes between two rules of one group. */
    private static boolean follows(SearchRule before, SearchRule rule) {
        return before.rule().target() == rule.rule().target()
                && before.rule().group() != null
                && before.rule().group().equals(rule.rule().group());
    }
}

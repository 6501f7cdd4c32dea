package dev.holdfast.pricing.quote;

import dev.holdfast.pricing.quote.SearchRule.Effect;
import dev.holdfast.pricing.rule.Stacking;
import dev.holdfast.pricing.rule.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which of two carts, to which different rules were applied up to a slot, can only end with the lower price: every
 * choice that is left for the other cart is open to it, too, and never leaves it the higher price. For that, it looks
 * ahead to what the rules from the slot on depend on.
 */
final class SearchDominance {
    /** A cell of which nothing follows from a lower price. */
    private static final byte EXACT = 4;
    /** A cell whose lower price stays the lower one, except for what rounding makes of a small difference. */
    private static final byte NEAR = 3;
    /** A cell whose lower price stays the lower one. */
    private static final byte EACH = 2;
    /** A cell of which only the sum with others matters. */
    private static final byte SUM = 1;
    /** A cell that no rule looks at any more. */
    private static final byte DONE = 0;

    /** A threshold, the last slot that compares with it, and by slot how much can be taken off before that. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Watch(SearchRule.Threshold threshold, int last, long[] further) {}

    private final List<SearchPlan.Slot> slots;
    private final byte ofOrderRules;
    private final byte[][] modes;
    /** By slot and cell: whether rules of its own target follow, and whether they want that no rule has applied to it. */
    private final boolean[][] open;

    private final boolean[][] untouched;
    private final boolean[] laterOrder;
    private final boolean[] laterExclusiveOrder;
    private final BitSet[] laterGroups;
    /** Only if order rules are for different items. */
    private final @Nullable SearchMargin margin;

    private final List<Watch> watches = new ArrayList<>();

    SearchDominance(SearchPlan plan, List<SearchRule> rules, CartState start) {
        this.slots = plan.slots();
        int size = slots.size();
        int cells = start.items.size() + start.charges.size();
        this.ofOrderRules = ofOrderRules(rules, start);
        this.margin = ofOrderRules == NEAR ? new SearchMargin(slots, rules, start) : null;
        this.modes = new byte[size + 1][cells];
        this.open = new boolean[size + 1][cells];
        this.untouched = new boolean[size + 1][cells];
        this.laterOrder = new boolean[size + 1];
        this.laterExclusiveOrder = new boolean[size + 1];
        this.laterGroups = new BitSet[size + 1];
        laterGroups[size] = new BitSet();
        boolean crossesTargets = crossesTargets(rules);
        for (int i = size - 1; i >= 0; i--) {
            lookAhead(i, crossesTargets);
        }
        for (int i = 0; i < size; i++) {
            for (SearchRule rule : slots.get(i).options()) {
                for (SearchRule.Threshold threshold : rule.thresholds) {
                    watches.add(new Watch(threshold, i, further(threshold, i)));
                }
            }
        }
    }

    /** Whether a group has rules of several targets, so that a rule may apply before its target is reached. */
    private static boolean crossesTargets(List<SearchRule> rules) {
        Map<String, Target> targets = new HashMap<>();
        for (SearchRule rule : rules) {
            String group = rule.rule().group();
            Target target = rule.rule().target();
            if (group != null && targets.computeIfAbsent(group, absent -> target) != target) {
                return true;
            }
        }
        return false;
    }

    /** What is known of the cells of order rules, which share one amount among them. */
    private static byte ofOrderRules(List<SearchRule> rules, CartState start) {
        Set<String> sums = new HashSet<>();
        for (SearchRule rule : rules) {
            if (rule.rule().target() == Target.ORDER && rule.most > 0) {
                sums.add(rule.effect == Effect.SUM ? Arrays.toString(rule.cells) : "other");
            }
        }
        if (sums.contains("other")) {
            return EXACT;
        }
        return sums.size() <= 1 ? SUM : SearchMargin.isKnown(rules, start) ? NEAR : EXACT;
    }

    private void lookAhead(int i, boolean crossesTargets) {
        SearchPlan.Slot slot = slots.get(i);
        modes[i] = modes[i + 1].clone();
        open[i] = open[i + 1].clone();
        untouched[i] = untouched[i + 1].clone();
        laterOrder[i] = laterOrder[i + 1];
        laterExclusiveOrder[i] = laterExclusiveOrder[i + 1];
        laterGroups[i] = (BitSet) laterGroups[i + 1].clone();
        if (slot.group() >= 0) {
            laterGroups[i].set(slot.group());
        }
        for (SearchRule rule : slot.options()) {
            boolean ofOrder = rule.rule().target() == Target.ORDER;
            laterOrder[i] |= ofOrder;
            laterExclusiveOrder[i] |= ofOrder && rule.rule().stacking() == Stacking.EXCLUSIVE;
            byte mode = crossesTargets || rule.effect == Effect.OTHER ? EXACT : ofOrder ? ofOrderRules : EACH;
            for (int cell : rule.cells) {
                modes[i][cell] = (byte) Math.max(mode, modes[i][cell]);
                open[i][cell] |= !ofOrder;
                untouched[i][cell] |= !ofOrder && rule.wantsUntouched();
            }
        }
    }

    private long[] further(SearchRule.Threshold threshold, int last) {
        BitSet items = new BitSet();
        for (int item : threshold.items()) {
            items.set(item);
        }
        // The rule itself is evaluated before anything of its own slot is taken off.
        long[] further = new long[last + 1];
        for (int i = last - 1; i >= 0; i--) {
            long most = 0;
            for (SearchRule rule : slots.get(i).options()) {
                most = Math.max(most, Arrays.stream(rule.cells).anyMatch(items::get) ? rule.most : 0);
            }
            further[i] = further[i + 1] + most;
        }
        return further;
    }

    /** A number that carts share which are alike in all cells of which nothing follows from a lower price. */
    long exactKey(CartState cart, int slot) {
        long key = 0;
        for (int cell = 0; cell < modes[slot].length; cell++) {
            key = modes[slot][cell] == EXACT ? 31 * key + cart.cell(cell).units.key() : key;
        }
        return key;
    }

    /** Whether the best end from one cart at a slot costs no more than that from another one. */
    boolean dominates(CartState one, BitSet usedByOne, CartState other, BitSet usedByOther, int slot) {
        if (!keepsGroups(usedByOne, usedByOther, slot)
                || laterOrder[slot] && one.orderClosedBy != null && other.orderClosedBy == null
                || laterExclusiveOrder[slot] && one.firstOrderRule != null && other.firstOrderRule == null) {
            return false;
        }
        long done = 0;
        long sum = 0;
        long floors = 0;
        double gain = 0;
        boolean isNear = false;
        for (int cell = 0; cell < modes[slot].length; cell++) {
            ItemState mine = one.cell(cell);
            ItemState theirs = other.cell(cell);
            byte mode = modes[slot][cell];
            if (mine == theirs) {
                continue;
            }
            long less = theirs.left() - mine.left();
            if (mode == EXACT && !mine.isLike(theirs)
                    || (mode == EACH || mode == NEAR) && !isLower(mine, theirs, slot, cell)) {
                return false;
            }
            done += mode == DONE ? less : 0;
            sum += mode == SUM ? less : 0;
            floors += mode == SUM ? theirs.floor() - mine.floor() : 0;
            gain += margin != null && (mode == NEAR || mode == EACH) ? margin.kept(slot, cell, less) : 0;
            isNear |= mode == NEAR && less > 0;
        }
        boolean isLower = margin != null && isNear ? gain + done >= margin.rounding(slot) : done >= 0;
        return isLower && sum >= 0 && floors >= 0 && keepsThresholds(one, other, slot);
    }

    private boolean keepsGroups(BitSet usedByOne, BitSet usedByOther, int slot) {
        for (int group = usedByOne.nextSetBit(0); group >= 0; group = usedByOne.nextSetBit(group + 1)) {
            if (laterGroups[slot].get(group) && !usedByOther.get(group)) {
                return false;
            }
        }
        return true;
    }

    private boolean isLower(ItemState mine, ItemState theirs, int slot, int cell) {
        boolean isOpen = !open[slot][cell] || mine.closedBy == null || theirs.closedBy != null;
        boolean isAsTouched = !untouched[slot][cell] || (mine.firstRule == null) == (theirs.firstRule == null);
        return mine.left() <= theirs.left() && mine.floor() <= theirs.floor() && isOpen && isAsTouched;
    }

    /** Whether each later threshold is reached, or missed, for certain by both carts. */
    private boolean keepsThresholds(CartState one, CartState other, int slot) {
        for (Watch watch : watches) {
            if (watch.last() < slot) {
                continue;
            }
            long mine = 0;
            long theirs = 0;
            boolean alike = true;
            for (int item : watch.threshold().items()) {
                mine += one.cell(item).left();
                theirs += other.cell(item).left();
                alike &= one.cell(item).isLike(other.cell(item));
            }
            long required = watch.threshold().required();
            long safe = required + watch.further()[slot];
            boolean isCertain = mine >= safe && theirs >= safe || mine < required && theirs < required;
            if (!alike && !isCertain) {
                return false;
            }
        }
        return true;
    }
}

package dev.holdfast.order;

import dev.holdfast.Limits;
import dev.holdfast.internal.input.Validation;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A correction as it is asked for, whichever kind it is.
 *
 * @param items the units; empty, together with no charges, for all that is left
 */
record CorrectionRequest(
        long orderId,
        CorrectionKind kind,
        List<Units> items,
        List<String> charges,
        @Nullable BigDecimal refundTotal,
        @Nullable String reason,
        @Nullable String reference) {
    /** Units of an item; without a condition where nothing comes back from the buyer. */
    record Units(
            int itemId,
            int quantity,
            List<UnitChoice> choice,
            @Nullable ItemCondition condition) {
        static Units of(ItemUnits units) {
            return new Units(units.itemId(), units.quantity(), units.units(), null);
        }

        static Units of(ReturnedUnits returned) {
            ItemUnits units = returned.units();
            return new Units(units.itemId(), units.quantity(), units.units(), returned.condition());
        }
    }

    static CorrectionRequest of(long orderId, NewCancellation asked) {
        return new CorrectionRequest(
                orderId,
                CorrectionKind.CANCELLATION,
                asked.items().stream().map(Units::of).toList(),
                asked.charges(),
                asked.refundTotal(),
                asked.reason(),
                null);
    }

    static CorrectionRequest of(long orderId, NewReturn asked) {
        return new CorrectionRequest(
                orderId,
                CorrectionKind.RETURN,
                asked.items().stream().map(Units::of).toList(),
                asked.charges(),
                asked.refundTotal(),
                asked.reason(),
                null);
    }

    static CorrectionRequest of(long orderId, NewFulfilment asked) {
        return new CorrectionRequest(
                orderId,
                CorrectionKind.FULFILMENT,
                asked.items().stream().map(Units::of).toList(),
                List.of(),
                null,
                null,
                asked.reference());
    }

    boolean namesNothing() {
        return items.isEmpty() && charges.isEmpty();
    }

    /**
     * Checks what can be checked without the order.
     *
     * @throws dev.holdfast.InvalidInputException if something is not valid
     */
    CorrectionRequest checked() {
        Validation checks = new Validation();
        checks.that(
                kind != CorrectionKind.RETURN || !namesNothing(), "/items", "is missing, and so is charges: name one");
        checks.that(
                items.size() <= Limits.CORRECTION_ENTRIES,
                "/items",
                "has " + items.size() + " entries, more than " + Limits.CORRECTION_ENTRIES);
        for (int i = 0; i < Math.min(items.size(), Limits.CORRECTION_ENTRIES); i++) {
            check(checks, "/items/" + i, items.get(i));
        }
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < charges.size(); i++) {
            checks.that(
                    codes.add(charges.get(i)), "/charges/" + i, Validation.shown(charges.get(i)) + " is named twice");
        }
        checks.that(
                refundTotal == null || refundTotal.signum() >= 0, "/refund_total", refundTotal + " is less than zero");
        checks.optionalText("/reason", reason, Limits.TEXT);
        checks.optionalText("/reference", reference, Limits.TEXT);
        checks.throwIfAny();
        return this;
    }

    private void check(Validation checks, String pointer, Units units) {
        checks.between(pointer + "/quantity", units.quantity, 1, Limits.QUANTITY);
        long chosen = 0;
        Set<Integer> groups = new HashSet<>();
        for (int i = 0; i < units.choice.size(); i++) {
            UnitChoice choice = units.choice.get(i);
            String at = pointer + "/units/" + i;
            checks.between(at + "/quantity", choice.quantity(), 1, Limits.QUANTITY);
            checks.that(groups.add(choice.group()), at + "/group", choice.group() + " is named twice");
            chosen += choice.quantity();
        }
        checks.that(
                units.choice.isEmpty() || chosen == units.quantity,
                pointer + "/units",
                "are " + chosen + " units, not the quantity of " + units.quantity);
        checks.that(
                units.choice.isEmpty() || kind != CorrectionKind.FULFILMENT,
                pointer + "/units",
                "cannot be given for a fulfilment");
    }
}

package dev.holdfast.pricing.quote;

import dev.holdfast.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An item, or a charge in the form of one, while rules are applied to it. */
final class ItemState {
    /** Its position among the items, or among the charges, of the quote. */
    final int index;

    final QuoteItem item;
    final @Nullable QuoteCharge charge;
    /** Quantity times unit price, in minor units. */
    final long original;
    /** What it cost before the first rule of the current target. */
    long atStage;
    /** What its units currently cost. Never changed in place. */
    Units units;
    /** The first rule of its own target that took something off, null so far. */
    @Nullable
    String firstRule;
    /** The exclusive rule of its own target that excludes all later ones, null so far. */
    @Nullable
    String closedBy;

    final List<RuleOutcome> explanation = new ArrayList<>();

    ItemState(int index, QuoteItem item) {
        this(index, item, null);
    }

    ItemState(int index, QuoteCharge charge) {
        this(index, new QuoteItem(index, 0, 0, null, 1, charge.amount()), charge);
    }

    private ItemState(int index, QuoteItem item, @Nullable QuoteCharge charge) {
        this.index = index;
        this.item = item;
        this.charge = charge;
        this.original = item.unitPrice().minor() * item.quantity();
        this.atStage = original;
        long floor = item.minUnitPrice() == null || item.giftOf() != null
                ? 0
                : item.minUnitPrice().minor();
        this.units = new Units(item.quantity(), original, floor);
    }

    private ItemState(ItemState other) {
        this.index = other.index;
        this.item = other.item;
        this.charge = other.charge;
        this.original = other.original;
        this.atStage = other.atStage;
        this.units = other.units;
        this.firstRule = other.firstRule;
        this.closedBy = other.closedBy;
    }

    /** A copy without the explanation. It shares the units, which are never changed in place. */
    ItemState copy() {
        return new ItemState(this);
    }

    long left() {
        return units.left();
    }

    /** What rules must leave of it, in minor units. */
    long floor() {
        return units.left() - units.room();
    }

    /** Whether every rule would do the same to both. */
    boolean isLike(ItemState other) {
        return this == other
                || atStage == other.atStage
                        && (firstRule == null) == (other.firstRule == null)
                        && (closedBy == null) == (other.closedBy == null)
                        && units.isLike(other.units);
    }

    QuotedItem quoted() {
        long left = left();
        Money total = money(left);
        return new QuotedItem(item, money(original), money(original - left), total, units.charged(total), explanation);
    }

    QuotedCharge quotedCharge() {
        if (charge == null) {
            throw new IllegalStateException("not a charge");
        }
        long left = left();
        return new QuotedCharge(charge, money(original - left), money(left), explanation);
    }

    private Money money(long minor) {
        return new Money(minor, item.unitPrice().currency());
    }
}

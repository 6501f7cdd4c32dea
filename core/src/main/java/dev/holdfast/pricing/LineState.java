package dev.holdfast.pricing;

import dev.holdfast.Money;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line on its way through the rules. */
final class LineState {
    final QuoteLine line;
    /** Quantity times unit price. */
    final long original;
    /** What is left of it by now. */
    long left;
    /** The first item rule that took something off. */
    @Nullable
    String firstRule;
    /** The exclusive item rule after which no other follows. */
    @Nullable
    String closedBy;

    final List<RuleOutcome> explanation = new ArrayList<>();

    LineState(QuoteLine line) {
        this.line = line;
        this.original = line.unitPrice().minor() * line.quantity();
        this.left = original;
    }

    QuotedLine quoted() {
        return new QuotedLine(line, money(original), money(original - left), money(left), explanation);
    }

    private Money money(long minor) {
        return new Money(minor, line.unitPrice().currency());
    }
}

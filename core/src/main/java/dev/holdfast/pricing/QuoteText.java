package dev.holdfast.pricing;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuoteItem;
import dev.holdfast.pricing.quote.QuotedCharge;
import dev.holdfast.pricing.quote.QuotedItem;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.rule.Target;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A quote as text: each item and charge with the rules that were looked at, what each took off and what was left, or why
 * it did not apply. Meant for monospaced fonts.
 *
 * @see ReasonText
 */
public final class QuoteText {
    private static final int NAME_WIDTH = 30;
    private static final int REASON_WIDTH = 60;

    private final StringBuilder text = new StringBuilder();
    private final Quote quote;

    private QuoteText(Quote quote) {
        this.quote = quote;
    }

    /**
     * Writes a quote.
     *
     * @param names returns the name of an item, such as its SKU
     * @return lines of text, each ending in a line feed
     */
    public static String write(Quote quote, Function<QuoteItem, String> names) {
        return new QuoteText(quote).write(names);
    }

    private String write(Function<QuoteItem, String> names) {
        for (QuotedItem quoted : quote.items()) {
            QuoteItem item = quoted.item();
            String price = item.quantity() + " x " + amount(item.unitPrice());
            row(names.apply(item), price, null, quoted.subtotal());
            steps(quoted.explanation());
        }
        for (QuotedCharge charge : quote.charges()) {
            row(charge.charge().code(), "", null, charge.charge().amount());
            steps(charge.explanation());
        }
        if (!quote.explanation().isEmpty()) {
            row("Order", "", null, null);
            // The items already include these amounts, as shares.
            steps(quote.explanation());
        }
        row("Subtotal", "", null, quote.subtotal());
        if (quote.chargeTotal().minor() != 0) {
            row("Charges", "", null, quote.chargeTotal());
        }
        if (quote.discountTotal().minor() != 0) {
            row("Discounts", "", quote.discountTotal(), null);
        }
        row("Total", quote.total().currency().getCurrencyCode(), null, quote.total());
        return text.toString();
    }

    private void steps(List<RuleOutcome> outcomes) {
        for (RuleOutcome step : outcomes) {
            String label = step.name() == null ? step.rule() : step.rule() + " " + step.name();
            boolean isShare = step.target() == Target.ORDER && step.exact() != null;
            row(
                    "  " + label,
                    isShare ? join("order", because(step)) : because(step),
                    step.amount(),
                    step.runningTotal());
        }
    }

    private static String because(RuleOutcome step) {
        String reason = ReasonText.of(step);
        BigDecimal exact = step.exact();
        Money amount = step.amount();
        if (!reason.isEmpty() || exact == null || amount == null || exact.compareTo(amount.toDecimal()) == 0) {
            return reason;
        }
        return "from " + exact.toPlainString();
    }

    private static String join(String first, String second) {
        return second.isEmpty() ? first : first + ", " + second;
    }

    private void row(String label, String note, @Nullable Money taken, @Nullable Money left) {
        String item = String.format(
                Locale.ROOT,
                "%-" + NAME_WIDTH + "s %-" + REASON_WIDTH + "s %12s %12s",
                label,
                note,
                taken == null ? "" : "-" + amount(taken),
                left == null ? "" : amount(left));
        text.append(item.stripTrailing()).append('\n');
    }

    private static String amount(Money money) {
        return money.toDecimal().toPlainString();
    }
}

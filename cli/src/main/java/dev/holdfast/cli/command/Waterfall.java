package dev.holdfast.cli.command;

import dev.holdfast.Money;
import dev.holdfast.catalog.Variant;
import dev.holdfast.cli.output.TextTable;
import dev.holdfast.cli.session.Style;
import dev.holdfast.pricing.ReasonText;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.QuotedCharge;
import dev.holdfast.pricing.quote.QuotedItem;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.pricing.rule.Outcome;
import dev.holdfast.pricing.rule.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Draws a quote step by step: the discount of each rule and what is left, or why the rule did not apply. */
final class Waterfall {
    private static final String INDENT = "  ";
    private static final int LEAST_NOTE = 24;

    private final Quote quote;
    private final List<Variant> variants;
    private final Style style;
    private final int terminal;
    private final List<Step> steps = new ArrayList<>();

    /**
     * A drawing.
     *
     * @param variants of the items of the quote, in their order
     * @param terminal the width to which notes are fitted; 0 for any
     */
    Waterfall(Quote quote, List<Variant> variants, Style style, int terminal) {
        this.quote = quote;
        this.variants = variants;
        this.style = style;
        this.terminal = terminal;
    }

    private enum Kind {
        HEADING,
        DISCOUNT,
        REFUSED
    }

    private record Step(
            Kind kind,
            String label,
            @Nullable Money amount,
            @Nullable Money left,
            String note) {}

    List<String> lines() {
        for (int i = 0; i < variants.size(); i++) {
            item(variants.get(i), quote.items().get(i));
        }
        steps.add(new Step(Kind.HEADING, "order", null, beforeOrderRules(), ""));
        quote.explanation().forEach(this::step);
        for (QuotedCharge charge : quote.charges()) {
            Money amount = charge.charge().amount();
            steps.add(new Step(Kind.HEADING, charge.charge().code(), amount, amount, "charge"));
            charge.explanation().forEach(this::step);
        }
        steps.add(new Step(Kind.HEADING, "subtotal", quote.subtotal(), null, ""));
        if (!quote.charges().isEmpty()) {
            steps.add(new Step(Kind.HEADING, "charges", quote.chargeTotal(), null, ""));
        }
        steps.add(new Step(Kind.HEADING, "discounts", negative(quote.discountTotal()), null, ""));
        steps.add(new Step(
                Kind.HEADING,
                "total",
                quote.total(),
                null,
                quote.total().currency().getCurrencyCode()));
        return laidOut();
    }

    private void item(Variant variant, QuotedItem item) {
        String units = item.item().quantity() + " x " + variant.sku();
        String price = "at " + plain(item.item().unitPrice()) + ", " + variant.name();
        steps.add(new Step(Kind.HEADING, units, item.subtotal(), item.subtotal(), price));
        item.explanation().stream()
                .filter(outcome -> outcome.target() == Target.ITEM)
                .forEach(this::step);
    }

    private Money beforeOrderRules() {
        Money left = quote.total();
        for (QuotedCharge charge : quote.charges()) {
            left = left.minus(charge.total());
        }
        for (RuleOutcome outcome : quote.explanation()) {
            if (outcome.target() == Target.ORDER && outcome.amount() != null) {
                left = left.plus(outcome.amount());
            }
        }
        return left;
    }

    private void step(RuleOutcome outcome) {
        String label = INDENT + outcome.rule() + (outcome.name() == null ? "" : " (" + outcome.name() + ")");
        if (outcome.amount() == null) {
            steps.add(new Step(Kind.REFUSED, label, null, null, ReasonText.of(outcome)));
            return;
        }
        String base = outcome.base() == null ? "" : "of " + plain(outcome.base());
        boolean rounded = outcome.exact() != null
                && outcome.exact().compareTo(outcome.amount().toDecimal()) != 0
                && outcome.outcome() == Outcome.APPLIED;
        String exact = rounded && outcome.exact() != null
                ? ", exactly " + outcome.exact().toPlainString()
                : "";
        String limited = outcome.outcome() == Outcome.APPLIED ? "" : "; " + ReasonText.of(outcome);
        steps.add(new Step(
                Kind.DISCOUNT, label, negative(outcome.amount()), outcome.runningTotal(), base + exact + limited));
    }

    private List<String> laidOut() {
        int label = steps.stream()
                .mapToInt(step -> TextTable.width(indented(step.label())))
                .max()
                .orElse(0);
        int amount = width(Step::amount);
        int left = width(Step::left);
        int before = label + amount + left + 3 * INDENT.length();
        int note = terminal == 0 ? 0 : Math.max(LEAST_NOTE, terminal - before);
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            String begin = TextTable.padded(indented(step.label()), label, false)
                    + INDENT
                    + TextTable.padded(plain(step.amount()), amount, true)
                    + INDENT
                    + TextTable.padded(plain(step.left()), left, true)
                    + INDENT;
            for (String part : TextTable.wrapped(TextTable.harmless(step.note()), note)) {
                lines.add(styled(step.kind(), (begin + part).stripTrailing()));
                begin = " ".repeat(before);
            }
        }
        return lines;
    }

    private String styled(Kind kind, String line) {
        return switch (kind) {
            case HEADING -> style.strong(line);
            case DISCOUNT -> style.good(line);
            case REFUSED -> style.faint(line);
        };
    }

    private static String indented(String label) {
        String text = TextTable.harmless(label);
        return text.startsWith(" ") ? INDENT + text.strip() : text;
    }

    private int width(Function<Step, @Nullable Money> column) {
        int width = 0;
        for (Step step : steps) {
            width = Math.max(width, plain(column.apply(step)).length());
        }
        return width;
    }

    private static Money negative(Money money) {
        return new Money(-money.minor(), money.currency());
    }

    private static String plain(@Nullable Money money) {
        return money == null ? "" : money.toDecimal().toPlainString();
    }
}

package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A larger discount for spending more.
 *
 * @param breaks the steps by the amount that reaches them, in ascending order
 * @param per whether each item counts by itself, or all items together
 * @param graduated whether each step applies to the part of the amount within it, and the steps add up; otherwise the
 *     step that is reached applies to the whole amount
 */
public record SpendBreaks(List<Break> breaks, Per per, boolean graduated) implements Discount {
    /**
     * A step with either a percentage or an amount.
     *
     * @param from the amount that reaches it
     * @param percent the percentage off, or null
     * @param amount the amount off, or null
     */
    public record Break(
            Money from, @Nullable Percent percent, @Nullable Money amount) {
        /** Checks that exactly one of percent and amount is given. */
        public Break {
            if ((percent == null) == (amount == null)) {
                throw new IllegalArgumentException("break: either percent or amount is required");
            }
        }
    }

    /** Copies and sorts the breaks. */
    public SpendBreaks {
        breaks = breaks.stream().sorted(Comparator.comparing(Break::from)).toList();
    }

    @Override
    public void apply(DiscountCalculation calculation) {
        if (per == Per.ORDER) {
            apply(calculation, calculation.parts());
        } else {
            calculation.parts().forEach(part -> apply(calculation, List.of(part)));
        }
    }

    private void apply(DiscountCalculation calculation, List<DiscountPart> parts) {
        long spent = calculation.spent(parts);
        List<Break> reached = new ArrayList<>();
        for (Break step : breaks) {
            if (step.from().minor() <= spent) {
                reached.add(step);
            }
        }
        if (reached.isEmpty()) {
            calculation.refuseSpent(parts, breaks.get(0).from(), spent);
            return;
        }
        Break top = reached.get(reached.size() - 1);
        if (graduated) {
            calculation.spreadExactly(parts, sum(reached, spent));
        } else if (top.percent() != null) {
            calculation.takePercent(parts, top.percent());
        } else if (top.amount() != null) {
            calculation.spread(parts, top.amount().minor());
        }
    }

    private static BigDecimal sum(List<Break> reached, long spent) {
        BigDecimal sum = BigDecimal.ZERO;
        long to = spent;
        for (int i = reached.size() - 1; i >= 0; i--) {
            Break step = reached.get(i);
            if (step.percent() != null) {
                BigDecimal within = BigDecimal.valueOf(to - step.from().minor());
                sum = sum.add(within.multiply(step.percent().toDecimal()).movePointLeft(2));
            } else if (step.amount() != null) {
                sum = sum.add(BigDecimal.valueOf(step.amount().minor()));
            }
            to = step.from().minor();
        }
        return sum;
    }

    @Override
    public List<Money> amounts() {
        return breaks.stream()
                .flatMap(step -> Stream.concat(Stream.of(step.from()), Stream.ofNullable(step.amount())))
                .toList();
    }
}

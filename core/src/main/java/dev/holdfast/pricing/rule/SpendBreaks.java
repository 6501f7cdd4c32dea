package dev.holdfast.pricing.rule;

import dev.holdfast.Money;
import dev.holdfast.pricing.quote.ItemPart;
import dev.holdfast.pricing.quote.Reckoning;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * More off the more is spent.
 *
 * @param breaks from which amount on what is taken off, by rising amount
 * @param per whether each line counts for itself, or all lines together
 * @param graduated whether each step is about the part of the amount that lies in it, and the steps add up; otherwise
 *     the step that was reached is about the whole amount
 */
public record SpendBreaks(List<Break> breaks, Per per, boolean graduated) implements Discount {
    /**
     * A step; either a percentage or an amount.
     *
     * @param from what must be spent
     * @param percent taken of it, or null
     * @param amount taken off it, or null
     */
    public record Break(
            Money from, @Nullable Percent percent, @Nullable Money amount) {
        /** Checks that it is one of both. */
        public Break {
            if ((percent == null) == (amount == null)) {
                throw new IllegalArgumentException("break: either percent or amount is needed");
            }
        }
    }

    /** Copies and sorts the breaks. */
    public SpendBreaks {
        breaks = breaks.stream().sorted(Comparator.comparing(Break::from)).toList();
    }

    @Override
    public void reckon(Reckoning reckoning) {
        if (per == Per.ORDER) {
            reckon(reckoning, reckoning.parts());
        } else {
            reckoning.parts().forEach(part -> reckon(reckoning, List.of(part)));
        }
    }

    private void reckon(Reckoning reckoning, List<ItemPart> parts) {
        long spent = reckoning.spent(parts);
        List<Break> reached = new ArrayList<>();
        for (Break step : breaks) {
            if (step.from().minor() <= spent) {
                reached.add(step);
            }
        }
        if (reached.isEmpty()) {
            reckoning.missMoney(parts, breaks.get(0).from(), spent);
            return;
        }
        Break top = reached.get(reached.size() - 1);
        if (graduated) {
            reckoning.spreadExactly(parts, sum(reached, spent));
        } else if (top.percent() != null) {
            reckoning.takePercent(parts, top.percent());
        } else if (top.amount() != null) {
            reckoning.spread(parts, top.amount().minor());
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

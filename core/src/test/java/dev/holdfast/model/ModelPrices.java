package dev.holdfast.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Prices lines by the rules of the model: one rule after the other, item rules first, each cent given out by hand. */
final class ModelPrices {
    /** A line to be priced. */
    record PricedLine(int id, long product, int quantity, long unitPrice) {}

    private final List<PricedLine> lines;
    private final Map<Integer, Long> left = new TreeMap<>();

    private ModelPrices(List<PricedLine> lines) {
        this.lines = lines;
        lines.forEach(line -> left.put(line.id(), line.quantity() * line.unitPrice()));
    }

    /** What each line costs in the end. */
    static Map<Integer, Long> totals(
            List<PricedLine> lines,
            Collection<ModelRule> rules,
            @Nullable String tier,
            Collection<String> codes,
            Instant at) {
        ModelPrices prices = new ModelPrices(lines);
        rules.stream()
                .filter(rule -> rule.active() && (rule.endsAt() == null || at.isBefore(rule.endsAt())))
                .filter(rule -> rule.tier() == null || rule.tier().equals(tier))
                .filter(rule -> rule.promoCode() == null
                        || codes.stream().anyMatch(code -> code.equalsIgnoreCase(rule.promoCode())))
                .sorted(Comparator.comparing(ModelRule::ofOrder)
                        .thenComparing(ModelRule::priority)
                        .thenComparing(ModelRule::code))
                .forEach(prices::take);
        return prices.left;
    }

    private void take(ModelRule rule) {
        List<PricedLine> selected = lines.stream()
                .filter(line -> rule.product() == null || rule.product() == line.product())
                .toList();
        int least = rule.minQuantity() == null ? 0 : rule.minQuantity();
        if (rule.ofOrder()) {
            int units = selected.stream().mapToInt(PricedLine::quantity).sum();
            if (units >= least) {
                share(rule, selected);
            }
            return;
        }
        selected = selected.stream().filter(line -> line.quantity() >= least).toList();
        if (rule.cents() != null && rule.per().equals("order")) {
            share(rule, selected);
            return;
        }
        for (PricedLine line : selected) {
            long base = left.get(line.id());
            long off = rule.cents() == null
                    ? percent(base, rule)
                    : (long) rule.cents() * (rule.per().equals("unit") ? line.quantity() : 1);
            left.put(line.id(), base - Math.min(base, off));
        }
    }

    /** Gives one amount out over lines, in proportion: rounded down first, then a cent each by largest remainder. */
    private void share(ModelRule rule, List<PricedLine> selected) {
        long all = selected.stream().mapToLong(line -> left.get(line.id())).sum();
        long off = rule.cents() == null ? percent(all, rule) : Math.min(all, rule.cents());
        if (all == 0) {
            return;
        }
        Map<Integer, Long> remainders = new TreeMap<>();
        long rest = off;
        for (PricedLine line : selected) {
            long base = left.get(line.id());
            remainders.put(line.id(), off * base % all);
            left.put(line.id(), base - off * base / all);
            rest -= off * base / all;
        }
        remainders.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(rest)
                .forEach(entry -> left.merge(entry.getKey(), -1L, Long::sum));
    }

    private static long percent(long base, ModelRule rule) {
        return BigDecimal.valueOf(base)
                .multiply(BigDecimal.valueOf(rule.tenthsOfPercent() == null ? 0 : rule.tenthsOfPercent()))
                .movePointLeft(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}

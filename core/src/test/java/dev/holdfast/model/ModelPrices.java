package dev.holdfast.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices lines and charges by the rules of the model: one rule after the other, those of lines first, then those of the
 * order, then those of charges, each cent given out by hand.
 */
final class ModelPrices {
    /** A line to be priced; {@code giftOf} is the rule that gives it. */
    record PricedLine(
            int id,
            long variant,
            long product,
            int quantity,
            long unitPrice,
            @Nullable Long minUnitPrice,
            @Nullable String giftOf) {
        long subtotal() {
            return quantity * unitPrice;
        }
    }

    /**
     * What is to be priced, for whom, and when.
     *
     * @param unlocked the rules whose stored codes count, and the most that each may take off
     * @param ordersPlaced how many orders the buyer has placed before; null for nobody
     */
    record Basket(
            List<PricedLine> lines,
            Map<String, Long> charges,
            @Nullable String tier,
            Collection<String> codes,
            Map<String, String> attributes,
            Map<String, Long> unlocked,
            @Nullable Integer ordersPlaced,
            Instant at) {
        /** Puts the lines in order: a cent that remains goes to a variant, wherever it stands in the cart. */
        Basket {
            lines = lines.stream()
                    .sorted(Comparator.comparing(PricedLine::variant)
                            .thenComparing(line -> line.giftOf == null ? "" : line.giftOf))
                    .toList();
        }
    }

    /** Units that a rule gives away. */
    record Offer(String rule, long variant, int quantity) {}

    private static final List<String> TARGETS = List.of("item", "order", "charge");
    private static final int FIRST_CHARGE = 1_000;

    private final Basket basket;
    private final List<PricedLine> charges = new ArrayList<>();
    private final Map<Integer, Long> left = new TreeMap<>();
    private final Map<String, Long> taken = new TreeMap<>();
    private final List<Offer> offers = new ArrayList<>();

    ModelPrices(Basket basket, Collection<ModelRule> rules) {
        this.basket = basket;
        // A charge is like a line of one unit; they come by their codes.
        new TreeMap<>(basket.charges)
                .forEach((code, amount) ->
                        charges.add(new PricedLine(FIRST_CHARGE + charges.size(), 0, 0, 1, amount, null, code)));
        basket.lines.forEach(line -> left.put(line.id, line.subtotal()));
        charges.forEach(charge -> left.put(charge.id, charge.unitPrice));
        rules.stream()
                .filter(this::applies)
                .sorted(Comparator.<ModelRule>comparingInt(rule -> TARGETS.indexOf(rule.target()))
                        .thenComparing(ModelRule::priority)
                        .thenComparing(ModelRule::code))
                .forEach(this::take);
    }

    /** What a line costs in the end. */
    long ofLine(int id) {
        return left.getOrDefault(id, 0L);
    }

    /** What a charge costs in the end. */
    long ofCharge(String code) {
        return charges.stream()
                .filter(charge -> code.equals(charge.giftOf))
                .mapToLong(charge -> ofLine(charge.id))
                .sum();
    }

    long subtotal() {
        return basket.lines.stream().mapToLong(PricedLine::subtotal).sum();
    }

    long chargeTotal() {
        return charges.stream().mapToLong(PricedLine::subtotal).sum();
    }

    long total() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What a rule took off in all. */
    long takenBy(String rule) {
        return taken.getOrDefault(rule, 0L);
    }

    /** The gifts that are due, there or not, in the order of their rules. */
    List<Offer> offers() {
        return offers;
    }

    private boolean applies(ModelRule rule) {
        ModelRule.Conditions when = rule.conditions();
        return rule.active()
                && (rule.endsAt() == null || basket.at.isBefore(rule.endsAt()))
                && (when.tier() == null || when.tier().equals(basket.tier))
                && (when.channel() == null || when.channel().equals(basket.attributes.get("channel")))
                && (when.nthOrder() == null
                        || (basket.ordersPlaced != null && basket.ordersPlaced + 1 == when.nthOrder()))
                && (when.promoCode() == null
                        || basket.codes.stream().anyMatch(code -> code.equalsIgnoreCase(when.promoCode())))
                && (!when.stored() || basket.unlocked.containsKey(rule.code()));
    }

    private void take(ModelRule rule) {
        List<PricedLine> selected = basket.lines.stream()
                .filter(line -> line.giftOf == null)
                .filter(line ->
                        rule.conditions().product() == null || rule.conditions().product() == line.product)
                .toList();
        int least =
                rule.conditions().minQuantity() == null ? 0 : rule.conditions().minQuantity();
        if (rule.target().equals("item")) {
            selected = selected.stream().filter(line -> line.quantity >= least).toList();
        } else if (selected.stream().mapToInt(PricedLine::quantity).sum() < least) {
            return;
        }
        Map<Integer, Long> off = new TreeMap<>();
        if (rule.gift() != null) {
            give(rule, rule.gift(), selected, off);
        } else if (rule.target().equals("charge")) {
            takeOff(rule, charges(rule), off);
        } else {
            takeOff(rule, selected, off);
        }
        long sum = off.values().stream().mapToLong(Long::longValue).sum();
        if (!rule.conditions().stored() || sum <= basket.unlocked.getOrDefault(rule.code(), 0L)) {
            off.forEach((id, amount) -> left.merge(id, -amount, Long::sum));
            taken.put(rule.code(), sum);
        }
    }

    private List<PricedLine> charges(ModelRule rule) {
        String wanted = rule.conditions().charge();
        return charges.stream()
                .filter(charge -> wanted == null || wanted.equals(charge.giftOf))
                .toList();
    }

    private void give(ModelRule rule, ModelRule.Gift gift, List<PricedLine> selected, Map<Integer, Long> off) {
        int units = selected.stream()
                .filter(line -> gift.product() == null || gift.product() == line.product)
                .mapToInt(PricedLine::quantity)
                .sum();
        int due = Math.min(gift.maxTimes(), units / gift.units()) * gift.quantity();
        if (due == 0) {
            return;
        }
        offers.add(new Offer(rule.code(), gift.variant(), due));
        for (PricedLine line : basket.lines) {
            if (rule.code().equals(line.giftOf)) {
                long value = line.unitPrice * Math.min(line.quantity, due);
                off.put(line.id, rule.maxDiscount() == null ? value : Math.min(value, rule.maxDiscount()));
            }
        }
    }

    private void takeOff(ModelRule rule, List<PricedLine> lines, Map<Integer, Long> off) {
        if (rule.target().equals("order") || (rule.cents() != null && rule.per().equals("order"))) {
            share(rule, lines, off);
            return;
        }
        for (PricedLine line : lines) {
            long base = ofLine(line.id);
            long wanted = rule.cents() == null
                    ? percent(base, rule)
                    : (long) rule.cents() * (rule.per().equals("unit") ? line.quantity : 1);
            off.put(line.id, Math.min(room(line), wanted));
        }
    }

    /** The most that can still be taken off a line. */
    private long room(PricedLine line) {
        return Math.max(0, ofLine(line.id) - (line.minUnitPrice == null ? 0 : line.minUnitPrice * line.quantity));
    }

    /** Gives one amount out over lines, in proportion: rounded down first, then a cent each by largest remainder. */
    private void share(ModelRule rule, List<PricedLine> lines, Map<Integer, Long> off) {
        long all = lines.stream().mapToLong(line -> ofLine(line.id)).sum();
        share(lines, rule.cents() == null ? percent(all, rule) : Math.min(all, rule.cents()), off);
    }

    private void share(List<PricedLine> lines, long amount, Map<Integer, Long> off) {
        long all = lines.stream().mapToLong(line -> ofLine(line.id)).sum();
        if (all == 0) {
            return;
        }
        // A line without room for its part gets what it has room for, and the others the rest.
        for (PricedLine line : lines) {
            long part = (amount * ofLine(line.id) + all - 1) / all;
            if (ofLine(line.id) > 0 && part > room(line)) {
                off.put(line.id, room(line));
                List<PricedLine> others = new ArrayList<>(lines);
                others.remove(line);
                share(others, amount - room(line), off);
                return;
            }
        }
        Map<Integer, Long> remainders = new LinkedHashMap<>();
        long rest = amount;
        for (PricedLine line : lines) {
            long share = amount * ofLine(line.id);
            remainders.put(line.id, share % all);
            off.put(line.id, share / all);
            rest -= share / all;
        }
        remainders.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
                .limit(rest)
                .forEach(entry -> off.merge(entry.getKey(), 1L, Long::sum));
    }

    private static long percent(long base, ModelRule rule) {
        return BigDecimal.valueOf(base)
                .multiply(BigDecimal.valueOf(rule.tenthsOfPercent() == null ? 0 : rule.tenthsOfPercent()))
                .movePointLeft(3)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}

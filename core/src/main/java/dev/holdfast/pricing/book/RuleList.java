package dev.holdfast.pricing.book;

import dev.holdfast.pricing.rule.PricingRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Positions of rules in a book. Rules with a time window are kept apart, the one that ends last first, so that any
 * number of rules that have ended costs nothing.
 */
final class RuleList {
    private final List<Timed> timed = new ArrayList<>(0);
    private int[] untimed = {};
    private int count;

    /** A rule with a time window in seconds, which is precise enough to skip it. A missing bound is open. */
    record Timed(int position, long startsAt, long endsAt) {
        static Timed of(int position, PricingRule rule) {
            return new Timed(
                    position,
                    rule.startsAt() == null ? Long.MIN_VALUE : rule.startsAt().getEpochSecond(),
                    rule.endsAt() == null ? Long.MAX_VALUE : rule.endsAt().getEpochSecond());
        }
    }

    void add(int position, PricingRule rule) {
        if (rule.startsAt() == null && rule.endsAt() == null) {
            if (count == untimed.length) {
                untimed = Arrays.copyOf(untimed, 1 + 2 * count);
            }
            untimed[count++] = position;
        } else {
            timed.add(Timed.of(position, rule));
        }
    }

    void seal() {
        untimed = Arrays.copyOf(untimed, count);
        timed.sort(Comparator.comparingLong(Timed::endsAt).reversed());
    }

    int[] untimed() {
        return untimed;
    }

    List<Timed> timed() {
        return timed;
    }
}

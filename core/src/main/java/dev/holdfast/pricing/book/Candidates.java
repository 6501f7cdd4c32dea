package dev.holdfast.pricing.book;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the positions of the rules that a quote has to look at. Several lists may contribute the same position. */
final class Candidates {
    private final long at;
    private int[] positions = new int[32];
    private int count;
    private int outOfTime;

    Candidates(Instant at) {
        this.at = at.getEpochSecond();
    }

    void add(@Nullable RuleList rules) {
        if (rules == null) {
            return;
        }
        for (int position : rules.untimed()) {
            add(position);
        }
        for (RuleList.Timed rule : rules.timed()) {
            boolean hasEnded = rule.endsAt() < at;
            if (!hasEnded && rule.startsAt() <= at) {
                add(rule.position());
            } else if (outOfTime < RuleBook.MAX_OUT_OF_TIME) {
                addOutOfTime(rule.position());
            } else if (hasEnded) {
                // The rest of the list ended even earlier.
                return;
            }
        }
    }

    private void addOutOfTime(int position) {
        for (int i = 0; i < count; i++) {
            if (positions[i] == position) {
                return;
            }
        }
        outOfTime++;
        add(position);
    }

    void addAll(@Nullable List<Integer> more) {
        if (more != null) {
            more.forEach(this::add);
        }
    }

    private void add(int position) {
        if (count == positions.length) {
            positions = Arrays.copyOf(positions, count * 2);
        }
        positions[count++] = position;
    }

    /** The rules at the positions, each once, in the order of the book. */
    List<RuleRevision> entries(RuleRevision[] all) {
        Arrays.sort(positions, 0, count);
        List<RuleRevision> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            if (i == 0 || positions[i] != positions[i - 1]) {
                entries.add(all[positions[i]]);
            }
        }
        return entries;
    }
}

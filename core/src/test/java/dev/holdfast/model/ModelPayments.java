package dev.holdfast.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What payment providers have reported for an order or a checkout session of the model. */
final class ModelPayments {
    /**
     * A payment as it was reported.
     *
     * @param late whether it is money for a session that had ended
     */
    record Payment(String kind, long amount, String reference, boolean duplicate, boolean late) {}

    private final List<Payment> all = new ArrayList<>();

    ModelPayments copy() {
        ModelPayments copy = new ModelPayments();
        copy.all.addAll(all);
        return copy;
    }

    /** Notes a payment, or finds the one that was noted, and answers which it is. */
    int report(String kind, long amount, String reference, boolean ended) {
        boolean known = false;
        for (int i = 0; i < all.size(); i++) {
            Payment earlier = all.get(i);
            if (earlier.kind.equals(kind) && earlier.reference.equals(reference)) {
                if (earlier.amount == amount) {
                    return i;
                }
                known = true;
            }
        }
        boolean isMoney = kind.equals("captured") || kind.equals("authorized");
        boolean isAnnounced = all.stream().anyMatch(earlier -> earlier.reference.equals(reference) && !earlier.late);
        all.add(new Payment(kind, amount, reference, known, ended && isMoney && !isAnnounced));
        return all.size() - 1;
    }

    long sum(String kind) {
        return sum(all, kind);
    }

    private static long sum(List<Payment> payments, String kind) {
        return payments.stream()
                .filter(payment -> payment.kind.equals(kind) && !payment.duplicate)
                .mapToLong(Payment::amount)
                .sum();
    }

    /** How far it is paid when so much is left to pay. */
    String status(long due) {
        long captured = sum("captured");
        long back = sum("refunded");
        if (captured > 0 && back > 0) {
            return back < captured ? "partially_refunded" : "refunded";
        }
        if (captured > 0 && captured >= due) {
            return "paid";
        }
        boolean anyAuthorized = all.stream()
                .filter(payment -> payment.kind.equals("authorized"))
                .anyMatch(payment -> all.stream()
                        .noneMatch(other -> other.kind.equals("failed") && other.reference.equals(payment.reference)));
        boolean anyFailed = all.stream().anyMatch(payment -> payment.kind.equals("failed"));
        return anyAuthorized ? "authorized" : anyFailed && captured == 0 ? "failed" : "unpaid";
    }

    /** Whether somebody has paid and has not got it back. */
    boolean hasMoney() {
        return sum("captured") > sum("refunded") || status(0).equals("authorized");
    }

    /** Why a payment for something of this total cannot be right. */
    private @Nullable String flag(int index, long total) {
        Payment payment = all.get(index);
        if (payment.duplicate || payment.late) {
            return "duplicate";
        }
        long upToIt = sum(all.subList(0, index + 1), payment.kind);
        if (payment.kind.equals("captured")) {
            return upToIt > total ? "above_total" : null;
        }
        return payment.kind.equals("refunded") && upToIt > sum("captured") ? "above_captured" : null;
    }

    List<String> show(long total) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            shown.add(show(i, total));
        }
        return shown;
    }

    String show(int index, long total) {
        Payment payment = all.get(index);
        return Text.payment(index + 1, payment.kind, payment.amount, payment.reference, flag(index, total));
    }

    /** The same as those of an order, to which nothing comes too late. */
    ModelPayments ofOrder() {
        ModelPayments of = new ModelPayments();
        all.forEach(payment ->
                of.all.add(new Payment(payment.kind, payment.amount, payment.reference, payment.duplicate, false)));
        return of;
    }
}

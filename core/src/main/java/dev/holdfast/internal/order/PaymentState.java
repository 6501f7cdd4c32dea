package dev.holdfast.internal.order;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The payments of an order or a checkout session, summed up in minor units of its currency. The order in which they were reported makes
 * no difference, except to which of several reports is flagged.
 *
 * @param status {@code unpaid}, {@code authorized}, {@code paid}, {@code partially_refunded}, {@code refunded} or {@code
 *     failed}
 * @param captured what was taken from the buyer
 * @param refunded what was given back
 * @param refundDue what was taken beyond what is left to pay, and not given back
 * @param flags of each payment, why it cannot be right; null where it can
 */
public record PaymentState(String status, long captured, long refunded, long refundDue, List<@Nullable String> flags) {
    /** Another amount was reported before under the same kind and reference. */
    public static final String DUPLICATE = "duplicate";

    /** More was captured than the order's total. */
    public static final String ABOVE_TOTAL = "above_total";

    /** More was refunded than was captured. */
    public static final String ABOVE_CAPTURED = "above_captured";

    /**
     * Sums up payments.
     *
     * @param payments oldest first
     * @param total of what they are for
     * @param due what is left to pay of it, paid or not
     */
    public static PaymentState of(List<OrderPaymentRow> payments, long total, long due) {
        long captured = sum(payments, OrderPaymentRow.CAPTURED);
        long refunded = sum(payments, OrderPaymentRow.REFUNDED);
        return new PaymentState(
                status(payments, captured, refunded, due),
                captured,
                refunded,
                Math.max(0, captured - refunded - due),
                Collections.unmodifiableList(flags(payments, total, captured)));
    }

    /** Whether money is set aside or taken, and not given back. */
    public boolean hasMoney() {
        return captured > refunded || status.equals("authorized");
    }

    /** Whether nobody has paid or set money aside. */
    public boolean isUnpaid() {
        return status.equals("unpaid") || status.equals("failed");
    }

    private static String status(List<OrderPaymentRow> payments, long captured, long refunded, long due) {
        if (captured > 0 && refunded > 0) {
            return refunded >= captured ? "refunded" : "partially_refunded";
        }
        if (captured > 0 && captured >= due) {
            return "paid";
        }
        Set<String> failed = new HashSet<>();
        Set<String> authorized = new HashSet<>();
        for (OrderPaymentRow payment : payments) {
            if (payment.kind().equals(OrderPaymentRow.FAILED)) {
                failed.add(payment.reference());
            } else if (payment.kind().equals(OrderPaymentRow.AUTHORIZED)) {
                authorized.add(payment.reference());
            }
        }
        authorized.removeAll(failed);
        if (!authorized.isEmpty()) {
            return "authorized";
        }
        return failed.isEmpty() || captured > 0 ? "unpaid" : "failed";
    }

    private static List<@Nullable String> flags(List<OrderPaymentRow> payments, long total, long captured) {
        List<@Nullable String> flags = new ArrayList<>();
        long capturedSoFar = 0;
        long refundedSoFar = 0;
        for (OrderPaymentRow payment : payments) {
            String flag = null;
            if (payment.duplicate()) {
                flag = DUPLICATE;
            } else if (payment.kind().equals(OrderPaymentRow.CAPTURED)) {
                capturedSoFar = plus(capturedSoFar, payment.amount());
                flag = capturedSoFar > total ? ABOVE_TOTAL : null;
            } else if (payment.kind().equals(OrderPaymentRow.REFUNDED)) {
                refundedSoFar = plus(refundedSoFar, payment.amount());
                flag = refundedSoFar > captured ? ABOVE_CAPTURED : null;
            }
            flags.add(flag);
        }
        return flags;
    }

    private static long sum(List<OrderPaymentRow> payments, String kind) {
        long sum = 0;
        for (OrderPaymentRow payment : payments) {
            if (payment.kind().equals(kind) && !payment.duplicate()) {
                sum = plus(sum, payment.amount());
            }
        }
        return sum;
    }

    // A provider can report any amount, and the sum of several must not overflow.
    private static long plus(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}

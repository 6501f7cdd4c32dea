package dev.holdfast.internal.checkout;

import dev.holdfast.internal.order.OrderPaymentRow;
import dev.holdfast.internal.order.PaymentReports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checkout session that is locked: as loaded or begun, and as decided so far. Not thread-safe. */
public final class LockedSession {
    private final @Nullable SessionRow loaded;
    private final List<SessionPayment> reported = new ArrayList<>();
    private SessionRow row;

    private LockedSession(@Nullable SessionRow loaded, SessionRow row) {
        this.loaded = loaded;
        this.row = row;
    }

    /** As it was read. */
    static LockedSession loaded(SessionRow row) {
        return new LockedSession(row, row);
    }

    /** One that is new. */
    static LockedSession begun(SessionRow row) {
        return new LockedSession(null, row);
    }

    /** What has become of it so far. */
    public SessionRow row() {
        return row;
    }

    /** It becomes an order. */
    public void complete(long orderId, Instant now) {
        row = row.moved(SessionRow.COMPLETED, orderId, List.of(), now);
    }

    /** It ends without an order. */
    public void cancel(Instant now) {
        row = row.moved(SessionRow.CANCELLED, null, List.of(), now);
    }

    /** It was paid for, and units are missing. */
    public void fallShort(List<ShortageRow> shortages, Instant now) {
        row = row.moved(SessionRow.SHORTFALL, null, shortages, now);
    }

    /** Units are missing, but nobody has paid. */
    public void miss(List<ShortageRow> shortages, Instant now) {
        row = row.moved(row.status(), null, shortages, now);
    }

    /** No units can make an order of it any more. */
    public void lackNothing() {
        row = row.moved(row.status(), null, List.of(), row.updatedAt());
    }

    /** What was paid for it has been given back. */
    public void refund(Instant now) {
        row = row.moved(SessionRow.REFUNDED, null, row.shortages(), now);
    }

    /**
     * Notes what a payment provider reports, unless it was reported before.
     *
     * @param late whether it is money that can no longer become an order by the session
     */
    public void report(String kind, long amount, String reference, boolean late, @Nullable String actor, Instant now) {
        List<OrderPaymentRow> noted = row.reports();
        OrderPaymentRow payment = PaymentReports.of(noted, kind, amount, reference, actor, now);
        if (!noted.contains(payment)) {
            SessionPayment added = new SessionPayment(payment, late && payment.isOfMoney());
            reported.add(added);
            row = row.with(added);
        }
    }

    boolean isNew() {
        return loaded == null;
    }

    boolean isChanged() {
        return loaded != null
                && (!row.status().equals(loaded.status())
                        || !row.shortages().equals(loaded.shortages())
                        || !row.updatedAt().equals(loaded.updatedAt()));
    }

    /** Whether it has another status than the one that is stored; of a new one, than {@link SessionRow#OPEN}. */
    boolean hasOtherStatus() {
        return !row.status().equals(loaded == null ? SessionRow.OPEN : loaded.status());
    }

    List<SessionPayment> reported() {
        return reported;
    }
}

package dev.holdfast.internal.checkout;

import dev.holdfast.internal.event.EventRow;
import dev.holdfast.internal.event.EventWords;
import dev.holdfast.internal.event.EventsTable;
import dev.holdfast.internal.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what became of checkout sessions, as events. */
final class SessionNews {
    private SessionNews() {}

    /** Tells what happened to a session since it was loaded, or begun. */
    static void tell(LockedSession session, EventsTable events) {
        SessionRow row = session.row();
        if (session.isNew()) {
            add(events, row, EventWords.SESSION_OPENED, terms(row));
        }
        for (SessionPayment payment : session.reported()) {
            add(events, row, EventWords.SESSION_PAYMENT, payment(payment, row));
        }
        if (session.hasOtherStatus()) {
            add(events, row, type(row.status()), shortages(row));
        }
    }

    private static void add(EventsTable events, SessionRow row, String type, Map<String, @Nullable Object> data) {
        events.add(EventRow.ofSession(type, row.id(), row.cartId(), row.orderId(), data, actor(row, type)));
    }

    // The state of a session follows from what was reported, so whoever reported it has made it.
    private static @Nullable String actor(SessionRow row, String type) {
        int last = row.payments().size() - 1;
        return last < 0 || type.equals(EventWords.SESSION_OPENED)
                ? null
                : row.payments().get(last).row().actor();
    }

    private static String type(String status) {
        return switch (status) {
            case SessionRow.COMPLETED -> EventWords.SESSION_COMPLETED;
            case SessionRow.CANCELLED -> EventWords.SESSION_CANCELLED;
            case SessionRow.EXPIRED -> EventWords.SESSION_EXPIRED;
            case SessionRow.SHORTFALL -> EventWords.SESSION_SHORTFALL;
            case SessionRow.REFUNDED -> EventWords.SESSION_REFUNDED;
            default -> throw new IllegalStateException(status);
        };
    }

    private static Map<String, @Nullable Object> terms(SessionRow row) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("user_id", row.terms().bought().head().userId());
        data.put("total", EventRow.amount(row.total(), row.currency()));
        data.put("currency", row.currency().getCurrencyCode());
        data.put("expires_at", row.expiresAt().toString());
        return data;
    }

    private static Map<String, @Nullable Object> payment(SessionPayment payment, SessionRow session) {
        Map<String, @Nullable Object> report = payment.row().told(session.currency());
        report.put("late", payment.late());
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("payment", report);
        data.put("currency", session.currency().getCurrencyCode());
        return data;
    }

    private static Map<String, @Nullable Object> shortages(SessionRow row) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        if (!row.shortages().isEmpty()) {
            data.put("shortages", JsonTree.objects(ShortageRow.write(row.shortages())));
        }
        return data;
    }
}

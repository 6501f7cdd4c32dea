package dev.holdfast.internal.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the stream are wanted, as far as the database can tell; null accepts any value, and an empty list none.
 *
 * @param movements kinds of movements
 * @param orders whether orders that were placed are wanted
 * @param audited kinds of subjects of the audit log
 * @param written types of events
 * @param subject what it is about
 */
public record StreamFilter(
        @Nullable List<String> movements,
        boolean orders,
        @Nullable List<String> audited,
        @Nullable List<String> written,
        @Nullable Subject subject) {
    /**
     * What events are about. For a variant, a cart or an order, its id is set.
     *
     * @param auditKind the kind of subject of the audit log; null if it has no such subjects
     * @param name of a checkout session or promo code; null for others
     */
    public record Subject(
            @Nullable Long variantId,
            @Nullable Long cartId,
            @Nullable Long orderId,
            @Nullable String auditKind,
            String name) {}

    /** Whether it leaves anything out. */
    public boolean isNarrow() {
        return movements != null || !orders || audited != null || written != null || subject != null;
    }
}

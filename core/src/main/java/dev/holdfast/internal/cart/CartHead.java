package dev.holdfast.internal.cart;

import dev.holdfast.pricing.quote.PricingContext;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code carts}.
 *
 * @param token names it for its buyer; nobody can guess it, and it never changes
 * @param lastItemId the highest id that an item of it ever had
 * @param reservationTime for how long its items are reserved; null for the time that each of them has
 * @param updatedAt when its buyer last changed it
 */
public record CartHead(
        long id,
        String token,
        State state,
        Buyer buyer,
        Currency currency,
        int lastItemId,
        PricedBy pricedBy,
        CartExtras extras,
        @Nullable Duration reservationTime,
        Instant createdAt,
        Instant updatedAt) {
    /**
     * How far it has come.
     *
     * @param status {@code open}, {@code checked_out} or {@code deleted}
     * @param orderId the order that it became, null for none
     * @param session the checkout session that it is in, or was in last; null for none
     */
    public record State(
            String status, @Nullable Long orderId, @Nullable Session session) {}

    /**
     * The checkout session that a cart is in, until it ends.
     *
     * @param id names the session
     */
    public record Session(String id, Instant until) {}

    /**
     * Whose it is.
     *
     * @param promoCodes as they were typed
     * @param origin what it is counted by while its user is unknown, because anybody could make it; null for any other
     */
    public record Buyer(
            @Nullable String userId,
            @Nullable String userTier,
            List<String> promoCodes,
            @Nullable Integer origin) {
        /** Copies the codes. */
        public Buyer {
            promoCodes = List.copyOf(promoCodes);
        }

        /** Of a cart that was not made anonymously. */
        public Buyer(@Nullable String userId, @Nullable String userTier, List<String> promoCodes) {
            this(userId, userTier, promoCodes, null);
        }
    }

    /**
     * What its price is calculated by.
     *
     * @param bookToken names the rule book
     * @param at the moment for which rules are looked up
     * @param policy the name of the pricing policy
     */
    public record PricedBy(long bookToken, Instant at, String policy) {}

    /** See {@link State}. */
    public String status() {
        return state.status;
    }

    /** See {@link State}. */
    public @Nullable Long orderId() {
        return state.orderId;
    }

    /** The checkout session that it is in at a time; null for none. */
    public @Nullable Session session(Instant at) {
        Session session = state.session;
        return session != null && session.until.isAfter(at) ? session : null;
    }

    /** See {@link Buyer}. */
    public @Nullable String userId() {
        return buyer.userId;
    }

    /** See {@link Buyer}. */
    public @Nullable String userTier() {
        return buyer.userTier;
    }

    /** What it is counted by as an anonymous cart; null if it is none, or its user is known. */
    public @Nullable Integer anonymousOrigin() {
        return buyer.userId == null ? buyer.origin : null;
    }

    /** See {@link Buyer}. */
    public List<String> promoCodes() {
        return buyer.promoCodes;
    }

    /** See {@link PricedBy}. */
    public long bookToken() {
        return pricedBy.bookToken;
    }

    /** See {@link PricedBy}. */
    public Instant pricedAt() {
        return pricedBy.at;
    }

    /** See {@link PricedBy}. */
    public String policy() {
        return pricedBy.policy;
    }

    /**
     * The buyer as the price engine sees it.
     *
     * @param storedCodes those of the promo codes that are stored
     * @param ordersPlaced how many orders the buyer has placed before; null if unknown
     */
    public PricingContext context(List<StoredCode> storedCodes, @Nullable Integer ordersPlaced) {
        return new PricingContext(
                currency, userId(), userTier(), promoCodes(), storedCodes, ordersPlaced, extras.attributes());
    }

    /** Changed by its buyer now, and priced by the book and the policy that are in force now. */
    public CartHead priced(long bookToken, String policy, Instant now) {
        return new CartHead(
                id,
                token,
                state,
                buyer,
                currency,
                lastItemId,
                new PricedBy(bookToken, now, policy),
                extras,
                reservationTime,
                createdAt,
                now);
    }

    /** With another buyer. */
    public CartHead boughtBy(@Nullable String userId, @Nullable String userTier, List<String> promoCodes) {
        Buyer other = new Buyer(userId, userTier, promoCodes, buyer.origin);
        return new CartHead(
                id, token, state, other, currency, lastItemId, pricedBy, extras, reservationTime, createdAt, updatedAt);
    }

    /** Of the same buyer, charges and price as what was bought of it. */
    public CartHead pricedAs(CartHead bought) {
        CartExtras both = new CartExtras(
                bought.extras.charges(), bought.extras.attributes(), extras.declinedGifts(), extras.notes());
        return new CartHead(
                id,
                token,
                state,
                bought.buyer,
                currency,
                lastItemId,
                bought.pricedBy,
                both,
                reservationTime,
                createdAt,
                updatedAt);
    }

    /** With one more item to come. */
    public CartHead withNextItem() {
        return withLastItem(lastItemId + 1);
    }

    /** With the ids that the rows of an item have. */
    public CartHead withRowsOf(CartItemRow item) {
        int last = lastItemId;
        for (Hold hold : item.holds()) {
            last = Math.max(last, hold.rowId());
        }
        return last == lastItemId ? this : withLastItem(last);
    }

    private CartHead withLastItem(int last) {
        return new CartHead(
                id, token, state, buyer, currency, last, pricedBy, extras, reservationTime, createdAt, updatedAt);
    }

    /** With other charges, attributes, declined gifts or notes. */
    public CartHead with(CartExtras other) {
        return new CartHead(
                id, token, state, buyer, currency, lastItemId, pricedBy, other, reservationTime, createdAt, updatedAt);
    }

    /** Changed at a time. */
    public CartHead changedAt(Instant at) {
        return new CartHead(
                id, token, state, buyer, currency, lastItemId, pricedBy, extras, reservationTime, createdAt, at);
    }

    /** In a later state. */
    public CartHead moved(String status, @Nullable Long orderId, Instant at) {
        State later = new State(status, orderId, state.session);
        return new CartHead(
                id, token, later, buyer, currency, lastItemId, pricedBy, extras, reservationTime, createdAt, at);
    }

    /** In a checkout session; null for none. */
    public CartHead in(@Nullable Session session) {
        State later = new State(state.status, state.orderId, session);
        return new CartHead(
                id, token, later, buyer, currency, lastItemId, pricedBy, extras, reservationTime, createdAt, updatedAt);
    }
}

package dev.holdfast.checkout;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.checkout.SessionList;
import dev.holdfast.internal.checkout.SessionRow;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.stock.LocationCache;
import dev.holdfast.order.NewPayment;
import dev.holdfast.order.PaymentKind;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checkouts in two steps, for shops that take the money in between.
 *
 * <p>{@link #begin} freezes items and price and holds the units for a time of their own; no lock is held while the buyer
 * pays. {@link #complete} makes the order, however often it is called; {@link #cancel} opens the cart again, and so does
 * time. While a session is open its cart cannot be changed. A payment that arrives late, twice, or for a session that is
 * closed is kept and can be seen; it is never dropped. Thread-safe.
 *
 * @see Checkout for shops that take the money before or after
 */
public final class CheckoutSessions {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 24;

    private final Database database;
    private final CommandRunner runner;
    private final RuleBooks books;
    private final LocationCache locations;
    private final Settings settings;

    /** For {@link dev.holdfast.Holdfast}. */
    public CheckoutSessions(
            Database database, CommandRunner runner, RuleBooks books, LocationCache locations, Settings settings) {
        this.database = database;
        this.runner = runner;
        this.books = books;
        this.locations = locations;
        this.settings = settings;
    }

    /**
     * Begins a session for a cart, or for items of it. Refusals are those of {@link Checkout#place}.
     *
     * @throws dev.holdfast.NotFoundException if there is no such cart
     * @throws dev.holdfast.InvalidInputException if a value is not acceptable, or the session would last less than a second
     *     or more than a day
     * @throws dev.holdfast.cart.CartClosedException if the cart was checked out or deleted
     * @throws dev.holdfast.cart.CartInCheckoutException if the cart is in a session already
     * @throws CartEmptyException if nothing is in it
     * @throws ReservationExpiredException if one of its reservations has expired
     * @throws PriceChangedException if the total is not the expected one, or the given user would pay another
     * @throws dev.holdfast.cart.ReservationLimitException if the cart becomes that of the given user, who would hold too
     *     much with it
     * @throws dev.holdfast.UnavailableException if the rows it needs stay locked for longer than the command timeout
     */
    public CheckoutSession begin(NewCheckoutSession session) {
        Validation checks = new Validation();
        session.checkout().check(checks);
        checks.that(
                session.checkout().payBy() == null,
                "/pay_by",
                "is not for a checkout session, whose order has the configured time from when it is placed");
        Duration expiresIn = session.expiresIn();
        if (expiresIn != null) {
            checks.between(
                    "/expires_in", expiresIn.toSeconds(), 1, HoldfastBuilder.LONGEST_CHECKOUT_SESSION.toSeconds());
        }
        checks.throwIfAny();
        return runner.run(new BeginSession(
                newId(), session.checkout(), expiresIn == null ? settings.sessionTime() : expiresIn, settings.holds()));
    }

    /**
     * A session.
     *
     * @throws NotFoundException if there is none
     */
    public CheckoutSession get(String sessionId) {
        return show(one(sessionId));
    }

    /**
     * Sessions, newest first.
     *
     * @throws dev.holdfast.InvalidInputException if the cursor is not one of this list
     */
    public Page<CheckoutSession> list(SessionFilter filter, PageRequest page) {
        SessionStatus status = filter.status();
        SessionList list = new SessionList(
                null, Paging.cursor(page), status == null ? null : status.word(), filter.cartId(), page.limit() + 1);
        return Paging.page(list(list), page, entry -> entry.row().position(), this::show);
    }

    private List<SessionList.Entry> list(SessionList list) {
        return database.read(handle -> list.read(handle, database.clockTime()));
    }

    private CheckoutSession show(SessionList.Entry entry) {
        return CheckoutSession.of(
                entry.row(),
                books.at(entry.row().terms().bought().head().bookToken()),
                entry.readAt(),
                locations::code);
    }

    /**
     * Makes the order of a session, with the payment that was made for it. Called again, it returns the same order. After
     * the session's time it takes the same units again, at the same price; if some are gone, nothing is sold.
     *
     * @param payment what the payment provider reports, authorized or captured; null for nothing yet
     * @param retry whether to look again for the units of a session that fell short
     * @return what became of it, which is written in any case: look at the {@linkplain Completion#order() order}
     * @throws NotFoundException if there is no such session
     * @throws dev.holdfast.InvalidInputException if the payment is of another kind, its amount is negative or has more
     *     digits than the currency, or its reference is empty or too long
     * @throws dev.holdfast.UnavailableException if the rows it needs stay locked for longer than the command timeout
     */
    public Completion complete(String sessionId, @Nullable NewPayment payment, boolean retry) {
        if (payment != null) {
            Validation checks = new Validation();
            PaymentKind kind = payment.kind();
            checks.that(
                    kind == PaymentKind.AUTHORIZED || kind == PaymentKind.CAPTURED,
                    CompleteSession.POINTER + "/kind",
                    "\"" + kind.word() + "\" pays for nothing");
            check(checks, payment, CompleteSession.POINTER);
        }
        return runner.run(new CompleteSession(read(sessionId), payment, retry, settings.refunds()));
    }

    /**
     * Ends a session without an order. Its cart is open again and holds its items for as long as a renewal would. A session
     * that was cancelled before stays as it is.
     *
     * @throws NotFoundException if there is no such session
     * @throws SessionClosedException if it was completed, or has fallen short
     * @throws dev.holdfast.UnavailableException if the rows it needs stay locked for longer than the command timeout
     */
    public CheckoutSession cancel(String sessionId) {
        return runner.run(new CancelSession(read(sessionId), settings.holds()));
    }

    /**
     * Notes what a payment provider reports for a session, and for the order that it has become. Each kind and reference
     * has one effect. A session that fell short is closed once all that was paid for it has been given back.
     *
     * @throws NotFoundException if there is no such session
     * @throws dev.holdfast.InvalidInputException if the amount is negative or has more digits than the currency, or the
     *     reference is empty or too long
     * @throws dev.holdfast.UnavailableException if the rows it needs stay locked for longer than the command timeout
     */
    public CheckoutSession pay(String sessionId, NewPayment payment) {
        check(new Validation(), payment, "");
        return runner.run(new PaySession(read(sessionId), payment));
    }

    private static void check(Validation checks, NewPayment payment, String pointer) {
        InputChecks.payment(checks, pointer, payment.amount(), payment.reference());
        checks.throwIfAny();
    }

    private SessionRow read(String sessionId) {
        return one(sessionId).row();
    }

    private SessionList.Entry one(String sessionId) {
        return list(SessionList.one(sessionId)).stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException("checkout_session", "checkout_session_id", sessionId));
    }

    private static String newId() {
        byte[] random = new byte[ID_BYTES];
        RANDOM.nextBytes(random);
        return "cs_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}

package dev.holdfast.order;

import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.checkout.Checkout;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.order.OrderList;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.order.OrderSql;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.sql.Paging;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Conditional;
import dev.holdfast.internal.work.WorkingSet;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Orders, and what happens to them after they were placed: units are cancelled, fulfilled and returned, and payments are
 * reported. What was sold never changes; each of these is noted beside it. Thread-safe.
 *
 * <p>For any sequence of cancellations and returns, no refund exceeds what its units were charged, and all of them
 * together are what the order was charged, to the minor unit; with {@link RefundPolicy#REPRICE} the refunds together do
 * not exceed the order.
 *
 * @see Checkout
 */
public final class Orders {
    private final Database database;
    private final CommandRunner runner;
    private final RefundSettings settings;
    private final @Nullable Predicate<? super Order> condition;

    /** For {@link dev.holdfast.Holdfast}. */
    public Orders(Database database, CommandRunner runner, Settings settings) {
        this(database, runner, settings.refunds(), null);
    }

    private Orders(
            Database database,
            CommandRunner runner,
            RefundSettings settings,
            @Nullable Predicate<? super Order> condition) {
        this.database = database;
        this.runner = runner;
        this.settings = settings;
        this.condition = condition;
    }

    /**
     * Returns the same orders for a caller to whom something is to happen only if a condition holds of the order, at that
     * moment. An order of which it does not hold is left as it is, and the call throws a {@link
     * PreconditionFailedException}.
     *
     * @param expected called with the order as {@link #get} would return it, while the order is locked; replaces an
     *     earlier condition
     */
    public Orders onlyIf(Predicate<? super Order> expected) {
        return new Orders(database, runner, settings, expected);
    }

    private <R> R run(long orderId, Command<R> command) {
        return runner.run(condition == null ? command : new Conditional<>(command, shop -> check(shop, orderId)));
    }

    private void check(WorkingSet shop, long orderId) {
        if (condition != null
                && !condition.test(new Order(shop.order(orderId).state().order()))) {
            throw new PreconditionFailedException("order", "order_id", orderId);
        }
    }

    /**
     * An order.
     *
     * @throws NotFoundException if there is none
     */
    public Order get(long orderId) {
        return database.read(OrderSql.class, sql -> sql.find(orderId, database.clockTime()))
                .map(Order::new)
                .orElseThrow(() -> new NotFoundException("order", "order_id", orderId));
    }

    /**
     * Orders, newest first.
     *
     * @throws dev.holdfast.InvalidInputException if a text of the filter is too long, or the cursor is not one of this list
     */
    public Page<Order> list(OrderFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filter(checks, "/user_id", filter.userId());
        InputChecks.filter(checks, "/email", filter.email());
        InputChecks.filter(checks, "/reference", filter.reference());
        InputChecks.filter(checks, "/promo_code", filter.promoCode());
        checks.throwIfAny();
        OrderList list = new OrderList(
                Paging.cursor(page),
                filter.userId(),
                filter.cartId(),
                filter.email(),
                filter.reference(),
                filter.promoCode(),
                words(filter.status(), OrderStatus.values(), OrderStatus::word),
                words(filter.paymentStatus(), PaymentStatus.values(), PaymentStatus::word),
                filter.status() == null && filter.paymentStatus() == null,
                Paging.moment(filter.placedFrom()),
                Paging.moment(filter.placedTo()),
                page.limit() + 1,
                database.clockTime());
        List<OrderRow> rows = database.read(list::read);
        return Paging.page(rows, page, OrderRow::id, Order::new);
    }

    private static <E> List<String> words(@Nullable E wanted, E[] all, Function<E, String> word) {
        return (wanted == null ? Arrays.stream(all) : Stream.of(wanted))
                .map(word)
                .toList();
    }

    /**
     * Cancels units that were not fulfilled. They go back to the stock that they came from; an order that is cancelled
     * as a whole gives back the uses of its stored promo codes, unless {@link dev.holdfast.HoldfastBuilder#returnPromoUses}
     * says otherwise.
     *
     * @throws NotFoundException if there is no such order
     * @throws OrderCancelledException if it is cancelled as a whole
     * @throws OrderFulfilledException if units that are named were fulfilled
     * @throws NothingLeftException if fewer units are left than are named, or a charge was given back before
     * @throws dev.holdfast.InvalidInputException if an item, units or a charge are named that the order never had, a refund
     *     is above the calculated one, or below it without a reason
     * @throws dev.holdfast.UnavailableException if the rows it needs stay locked for longer than the command timeout
     */
    public Correction cancel(long orderId, NewCancellation cancellation) {
        return correct(CorrectionRequest.of(orderId, cancellation));
    }

    /**
     * Takes units back that the buyer had. Sellable ones go back to the stock that they came from, damaged ones are
     * written down. For units that were not fulfilled, a fulfilment is noted first.
     *
     * @throws NotFoundException if there is no such order
     * @throws OrderCancelledException if it is cancelled as a whole
     * @throws NothingLeftException if fewer units are left than are named, or a charge was given back before
     * @throws dev.holdfast.InvalidInputException if nothing is named, an item, units or a charge are named that the order
     *     never had, a refund is above the calculated one, or below it without a reason
     * @throws dev.holdfast.UnavailableException if the rows it needs stay locked for longer than the command timeout
     */
    public Correction takeBack(long orderId, NewReturn returned) {
        return correct(CorrectionRequest.of(orderId, returned));
    }

    /**
     * Notes that units were sent or handed over.
     *
     * @throws NotFoundException if there is no such order
     * @throws OrderCancelledException if it is cancelled as a whole
     * @throws OrderFulfilledException if units that are named were fulfilled before
     * @throws NothingLeftException if fewer units are left than are named
     * @throws dev.holdfast.InvalidInputException if an item or units are named that the order never had
     * @throws dev.holdfast.UnavailableException if the rows it needs stay locked for longer than the command timeout
     */
    public Correction fulfil(long orderId, NewFulfilment fulfilment) {
        return correct(CorrectionRequest.of(orderId, fulfilment));
    }

    /**
     * Notes what a payment provider reports. Each kind and reference has one effect, whatever is reported how often and
     * in which order; a report that cannot be right is kept and {@linkplain Payment#flag() flagged}. Whether the order is
     * cancelled makes no difference, except that a payment which comes after {@link Order#payBy()} does not bring it back:
     * it is due to be refunded.
     *
     * @return the payment, as it was noted the first time
     * @throws NotFoundException if there is no such order
     * @throws dev.holdfast.InvalidInputException if the amount is negative or has more digits than the order's currency, or
     *     the reference is empty or too long
     * @throws dev.holdfast.UnavailableException if the rows it needs stay locked for longer than the command timeout
     */
    public Payment pay(long orderId, NewPayment payment) {
        Validation checks = new Validation();
        InputChecks.payment(checks, "", payment.amount(), payment.reference());
        checks.throwIfAny();
        return run(orderId, new RecordPayment(orderId, payment));
    }

    private Correction correct(CorrectionRequest request) {
        return run(request.orderId(), new CorrectOrder(request.checked(), settings));
    }
}

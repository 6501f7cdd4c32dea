package dev.holdfast.checkout;

import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.order.Order;

/**
 * Turns carts into orders.
 *
 * <p>A checkout charges what the cart shows, takes the units out of stock, writes the order and closes the cart, all or
 * nothing. It makes no payment, and holds no lock while one is made: take the payment before or after. Thread-safe.
 *
 * @see dev.holdfast.cart.Carts
 */
public final class Checkout {
    private final CommandRunner runner;
    private final Settings settings;

    /** For {@link dev.holdfast.Holdfast}. */
    public Checkout(CommandRunner runner, Settings settings) {
        this.runner = runner;
        this.settings = settings;
    }

    /**
     * Buys what a cart holds. If several of the refusals below apply, the first one in the list is thrown.
     *
     * @return the order
     * @throws dev.holdfast.NotFoundException if there is no such cart
     * @throws dev.holdfast.InvalidInputException if the currency is not the cart's, or the expected amount has more
     *     digits than the cart's currency, or the time by which the order has to be paid has passed; also, after the other checks of the cart, if an item to buy is not in it, or
     *     the user is not the cart's
     * @throws dev.holdfast.cart.CartClosedException if it was checked out, with the order's id, or deleted
     * @throws dev.holdfast.cart.CartInCheckoutException if it is in a checkout session
     * @throws CartEmptyException if nothing is in it
     * @throws ReservationExpiredException if one of its reservations has expired
     * @throws PriceChangedException if the total is not the expected one, or the given user would pay another
     * @throws dev.holdfast.cart.ReservationLimitException if the rest of the cart becomes that of the given user, who would
     *     hold too much with it
     * @throws dev.holdfast.UnavailableException if the rows it needs stay locked for longer than the command timeout
     */
    public Order place(CheckoutRequest request) {
        Validation checks = new Validation();
        request.check(checks);
        checks.throwIfAny();
        return runner.run(new PlaceOrder(request, settings.refunds(), settings.holds()));
    }
}

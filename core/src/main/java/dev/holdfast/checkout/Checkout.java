package dev.holdfast.checkout;

import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.order.Order;

/**
 * From cart to order.
 *
 * <p>A checkout charges what the cart shows, takes the units out of stock, writes the order and closes the cart, all or
 * nothing. No payment is made here, and no lock is held while one is made: take the payment before or after. Thread-safe.
 *
 * @see dev.holdfast.cart.Carts
 */
public final class Checkout {
    private final CommandRunner runner;

    /** For {@link dev.holdfast.Holdfast}. */
    public Checkout(CommandRunner runner) {
        this.runner = runner;
    }

    /**
     * Buys what a cart holds. What is in the way is looked for in this order:
     *
     * @return the order
     * @throws dev.holdfast.NotFoundException if there is no such cart
     * @throws dev.holdfast.cart.CartClosedException if it was checked out, with the order's id, or deleted
     * @throws CartEmptyException if nothing is in it
     * @throws ReservationExpiredException if a reservation of it has ended
     * @throws dev.holdfast.InvalidInputException if the user is not the cart's
     * @throws PriceChangedException if the total is not the expected one, or the user given here would pay another
     * @throws dev.holdfast.UnavailableException if others held the same rows for too long
     */
    public Order place(CheckoutRequest request) {
        Validation checks = new Validation();
        InputChecks.userId(checks, request.userId());
        checks.throwIfAny();
        return runner.run(new PlaceOrder(request));
    }
}

package dev.holdfast.cart;

import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.CartSql;
import dev.holdfast.internal.cart.ExtrasJson;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Carts, and the reservations that they hold.
 *
 * <p>Putting a variant <em>sets</em> its quantity, so that repeating it is harmless. A line is held for the builder's
 * reservation time; putting it again or {@linkplain #extend extending} the cart renews it, up to the builder's maximum
 * age. When its time is over it counts for nothing: it is shown among the cart's expired items until it is put again or
 * removed, and the next buyer can have the units, whether or not a sweep has run.
 *
 * <p>Every change prices the whole cart again, except {@link #extend}. Thread-safe.
 *
 * @see dev.holdfast.checkout.Checkout
 */
public final class Carts {
    private final Database database;
    private final CommandRunner runner;
    private final Settings settings;
    private final CartView view;
    private final CartReads reads;
    private final CartCommands commands;

    /** For {@link dev.holdfast.Holdfast}. */
    public Carts(Database database, CommandRunner runner, RuleBooks books, Settings settings) {
        this.database = database;
        this.runner = runner;
        this.settings = settings;
        this.view = new CartView(books);
        this.reads = new CartReads(database);
        this.commands = new CartCommands(settings);
    }

    /**
     * Makes a cart.
     *
     * @throws dev.holdfast.InvalidInputException if a text is empty or too long
     */
    public Cart create(NewCart cart) {
        Validation checks = new Validation();
        InputChecks.userId(checks, cart.userId());
        InputChecks.userTier(checks, cart.userTier());
        InputChecks.promoCodes(checks, cart.promoCodes());
        InputChecks.attributes(checks, cart.attributes());
        checks.throwIfAny();
        Currency currency = cart.currency() == null ? settings.currency() : cart.currency();
        CartHead made = database.write(
                CartSql.class,
                settings.commands().timeout(),
                sql -> sql.create(
                        database.clockTime(),
                        cart.userId(),
                        cart.userTier(),
                        cart.promoCodes().toArray(String[]::new),
                        currency.getCurrencyCode(),
                        settings.policy().name(),
                        ExtrasJson.writeAttributes(new TreeMap<>(cart.attributes()))));
        if (!made.promoCodes().isEmpty()) {
            // Whether its codes are stored ones is not known yet.
            return get(made.id());
        }
        return view.show(new CartSnapshot(made, List.of(), List.of(), List.of()));
    }

    /**
     * A cart as it is now.
     *
     * @throws NotFoundException if there is none
     */
    public Cart get(long cartId) {
        return view.show(reads.one(cartId).orElseThrow(() -> new NotFoundException("cart", "cart_id", cartId)));
    }

    /** Carts, newest first. */
    public Page<Cart> list(CartFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filter(checks, "/user_id", filter.userId());
        checks.throwIfAny();
        Page<CartSnapshot> carts = reads.page(filter, page);
        return new Page<>(carts.items().stream().map(view::show).toList(), carts.nextCursor());
    }

    /**
     * Changes whose cart it is, the tier that prices it, its promo codes, or its attributes.
     *
     * @throws NotFoundException if there is no such cart
     * @throws CartClosedException if it was checked out or deleted
     * @throws ReservationLimitException if another user would hold too much with it
     * @throws dev.holdfast.InvalidInputException if a text is empty or too long
     */
    public Cart change(long cartId, CartChange change) {
        Validation checks = new Validation();
        InputChecks.userId(checks, change.userId().value());
        InputChecks.userTier(checks, change.userTier().value());
        List<String> codes = change.promoCodes().value();
        InputChecks.promoCodes(checks, codes == null ? List.of() : codes);
        Map<String, @Nullable String> attributes = change.attributes().value();
        InputChecks.attributes(checks, attributes == null ? Map.of() : attributes);
        checks.throwIfAny();
        return runner.run(commands.change(cartId, change));
    }

    /**
     * Makes a cart hold so many units of a variant, whatever it held before, and renews the line.
     *
     * @throws NotFoundException if there is no such cart or variant
     * @throws CartClosedException if the cart was checked out or deleted
     * @throws CurrencyMismatchException if the variant is sold in another currency
     * @throws CartFullException if the line would be one too many
     * @throws ReservationLimitException if the cart, or its user over all open carts, would hold too much
     * @throws dev.holdfast.inventory.InsufficientStockException if there are fewer units
     * @throws dev.holdfast.InvalidInputException if the quantity is not between 1 and 100,000, or a text is empty or
     *     too long
     * @throws dev.holdfast.UnavailableException if others held the same rows for too long
     */
    public PutResult put(long cartId, PutItem item) {
        Validation checks = new Validation();
        InputChecks.quantity(checks, "/quantity", item.quantity());
        InputChecks.userTier(checks, item.userTier());
        if (item.promoCode() != null) {
            InputChecks.promoCode(checks, "/promo_code", item.promoCode());
        }
        checks.throwIfAny();
        return runner.run(commands.put(cartId, item));
    }

    /**
     * Sets the quantity of a line, as {@link #put} does for its variant; an expired line is held anew.
     *
     * @throws NotFoundException if there is no such cart or line
     */
    public Cart changeItem(long cartId, int itemId, int quantity) {
        Validation checks = new Validation();
        InputChecks.quantity(checks, "/quantity", quantity);
        checks.throwIfAny();
        return runner.run(commands.changeItem(cartId, itemId, quantity));
    }

    /**
     * Removes a line, held or expired.
     *
     * @throws NotFoundException if there is no such cart or line
     * @throws CartClosedException if the cart was checked out or deleted
     */
    public Cart removeItem(long cartId, int itemId) {
        return runner.run(commands.removeItem(cartId, itemId));
    }

    /**
     * Renews all lines that are held, each up to the builder's maximum age; prices stay as they are.
     *
     * @throws NotFoundException if there is no such cart
     * @throws CartClosedException if it was checked out or deleted
     */
    public Cart extend(long cartId) {
        return runner.run(commands.extend(cartId));
    }

    /**
     * Sets what the cart costs besides its lines, such as shipping, whatever was there under its code. A charge holds
     * no stock and does not keep lines from expiring; a cart that has nothing but charges cannot be checked out.
     *
     * @throws NotFoundException if there is no such cart
     * @throws CartClosedException if it was checked out or deleted
     * @throws CurrencyMismatchException if the amount is of another currency than the cart's
     * @throws TooManyChargesException if it would be more than {@value Limits#CHARGES}
     * @throws dev.holdfast.InvalidInputException if the code or the name is empty or too long, or the amount negative
     */
    public Cart setCharge(long cartId, NewCharge charge) {
        Validation checks = new Validation();
        InputChecks.chargeCode(checks, "/charge_code", charge.code());
        InputChecks.chargeName(checks, charge.name());
        checks.between("/amount", charge.amount().minor(), 0, Limits.AMOUNT);
        checks.throwIfAny();
        return runner.run(commands.setCharge(cartId, charge));
    }

    /**
     * Takes a charge off a cart.
     *
     * @throws NotFoundException if there is no such cart or charge
     * @throws CartClosedException if the cart was checked out or deleted
     */
    public Cart removeCharge(long cartId, String code) {
        return runner.run(commands.removeCharge(cartId, code));
    }

    /**
     * Gives a cart up; all that it holds is released.
     *
     * @throws NotFoundException if there is no such cart
     * @throws CartClosedException if it was checked out or deleted before
     */
    public Cart delete(long cartId) {
        return runner.run(commands.delete(cartId));
    }
}

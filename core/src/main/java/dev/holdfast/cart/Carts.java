package dev.holdfast.cart;

import dev.holdfast.HoldfastBuilder;
import dev.holdfast.Limits;
import dev.holdfast.NotFoundException;
import dev.holdfast.Page;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.PreconditionFailedException;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.CartSql;
import dev.holdfast.internal.cart.CartTokens;
import dev.holdfast.internal.cart.ExtrasJson;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.input.InputChecks;
import dev.holdfast.internal.input.Validation;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.promo.UnknownCodes;
import dev.holdfast.internal.rules.RuleBooks;
import dev.holdfast.internal.run.CommandRunner;
import dev.holdfast.internal.settings.Settings;
import dev.holdfast.internal.sql.Database;
import dev.holdfast.internal.stock.LocationCache;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Conditional;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.book.RuleBook;
import java.time.Duration;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Carts and the reservations that they hold.
 *
 * <p>Putting a variant <em>sets</em> its quantity, so a put can safely be repeated. An item is reserved for the {@linkplain
 * HoldfastBuilder#reservationTime reservation time}; putting it again or {@linkplain #extend extending} the cart renews
 * the reservation, up to the {@linkplain HoldfastBuilder#maxReservationAge maximum age}. Once the reservation has ended,
 * the item is listed among the cart's expired items until it is put again or removed, and its units are available to
 * other buyers, whether or not a sweep has run.
 *
 * <p>Every change prices the whole cart again, except {@link #extend}. Thread-safe.
 *
 * @see dev.holdfast.checkout.Checkout
 * @see dev.holdfast.sweep.Sweeper
 */
public final class Carts {
    private final Database database;
    private final CommandRunner runner;
    private final RuleBooks books;
    private final LocationCache locations;
    private final Settings settings;
    private final CartReads reads;
    private final CartCommands commands;
    private final CartTokens tokens;
    private final @Nullable String token;
    private final @Nullable Predicate<? super Cart> condition;

    /** For {@link dev.holdfast.Holdfast}. */
    public Carts(
            Database database,
            CommandRunner runner,
            RuleBooks books,
            LocationCache locations,
            Settings settings,
            CartTokens tokens) {
        this(database, runner, books, locations, settings, tokens, null, null);
    }

    private Carts(
            Database database,
            CommandRunner runner,
            RuleBooks books,
            LocationCache locations,
            Settings settings,
            CartTokens tokens,
            @Nullable String token,
            @Nullable Predicate<? super Cart> condition) {
        this.database = database;
        this.runner = runner;
        this.settings = settings;
        this.books = books;
        this.locations = locations;
        this.tokens = tokens;
        this.reads = new CartReads(database, books, locations);
        this.commands = new CartCommands(settings);
        this.token = token;
        this.condition = condition;
    }

    /**
     * Returns the number of the cart with a token, asking the database each time.
     *
     * @throws NotFoundException if there is none
     */
    public long idOf(String cartToken) {
        Long id = CartTokens.isToken(cartToken) ? database.read(CartSql.class, sql -> sql.idOf(cartToken)) : null;
        if (id == null) {
            throw noSuchToken();
        }
        tokens.learn(cartToken, id);
        return id;
    }

    /**
     * Returns the same carts for a caller who shows the token of one, whose number {@link #cartId} tells. A call for a cart
     * that has another token is refused as if there were no such cart.
     *
     * <pre>{@code
     * Carts named = shop.carts().withToken(token);
     * named.put(named.cartId(), PutItem.of(variantId, 2));
     * }</pre>
     *
     * @param cartToken replaces an earlier token
     */
    public Carts withToken(String cartToken) {
        return new Carts(database, runner, books, locations, settings, tokens, cartToken, condition);
    }

    /**
     * Returns the number of the cart whose token is shown. It is remembered, so that only the first call for a cart asks the
     * database, and may be that of a cart which is gone since; calls on these carts compare the token.
     *
     * @throws NotFoundException if there is no such cart
     * @throws IllegalStateException if no token is shown
     */
    public long cartId() {
        if (token == null) {
            throw new IllegalStateException("no token is shown");
        }
        Long known = tokens.known(token);
        return known == null ? idOf(token) : known;
    }

    /**
     * Returns the same carts for a caller who changes one only if a condition holds of it, at the moment of the change.
     * A cart of which it does not hold is left as it is, and the call throws a {@link PreconditionFailedException}.
     *
     * <pre>{@code
     * Cart seen = shop.carts().get(cartId);
     * shop.carts().onlyIf(seen::equals).removeItem(cartId, itemId);
     * }</pre>
     *
     * @param expected called with the cart as {@link #get} would return it, while the cart is locked; replaces an earlier
     *     condition
     */
    public Carts onlyIf(Predicate<? super Cart> expected) {
        return new Carts(database, runner, books, locations, settings, tokens, token, expected);
    }

    private <R> R run(long cartId, Command<R> command) {
        return runner.run(
                condition == null && token == null ? command : new Conditional<>(command, shop -> check(shop, cartId)));
    }

    private void check(WorkingSet shop, long cartId) {
        if (token != null) {
            checkToken(token, shop.cartIfLoaded(cartId));
        }
        if (condition == null) {
            return;
        }
        LockedCart row = shop.cart(cartId);
        RuleBook book = shop.book(row.head().bookToken());
        Integer ordersPlaced = shop.ordersPlaced(row.head(), book);
        if (!condition.test(CartView.show(shop.snapshot(row, ordersPlaced), book, shop::locationCode))) {
            throw new PreconditionFailedException("cart", "cart_id", cartId);
        }
    }

    // It repeats no token, because messages are written to logs.
    private static NotFoundException noSuchToken() {
        return new NotFoundException("cart", "with this token");
    }

    private void checkToken(String shown, @Nullable LockedCart cart) {
        if (cart == null || !cart.head().token().equals(shown)) {
            tokens.forget(shown);
            throw noSuchToken();
        }
    }

    /**
     * Creates an empty cart.
     *
     * @throws dev.holdfast.InvalidInputException if a text is empty or too long, or there are too many of something
     */
    public Cart create(NewCart cart) {
        return create(cart, null);
    }

    /**
     * Creates an empty cart for somebody who may be anybody, such as the visitor of a web page. As long as its user is not
     * known, it holds only what {@link HoldfastBuilder#maxUnitsPerAnonymousItem}, {@link HoldfastBuilder#maxAnonymousShare}
     * and {@link HoldfastBuilder#maxAnonymousCarts} allow.
     *
     * @param origin stands for where the cart is made, such as a short digest of an address; carts of one origin are
     *     counted together
     * @throws dev.holdfast.InvalidInputException if a text is empty or too long, or there are too many of something
     */
    public Cart createAnonymous(NewCart cart, int origin) {
        return create(cart, cart.userId() == null ? (Integer) origin : null);
    }

    private Cart create(NewCart cart, @Nullable Integer origin) {
        cart.check();
        Currency currency = cart.currency() == null ? settings.currency() : cart.currency();
        Duration time = cart.reservationTime();
        CartHead made = database.write(
                CartSql.class,
                sql -> sql.create(
                        database.actor(),
                        database.clockTime(),
                        CartTokens.make(),
                        cart.userId(),
                        cart.userTier(),
                        cart.promoCodes().toArray(String[]::new),
                        currency.getCurrencyCode(),
                        settings.policy().name(),
                        ExtrasJson.writeAttributes(new TreeMap<>(cart.attributes())),
                        cart.email(),
                        MetadataJson.write(MetadataJson.stored(cart.metadata())),
                        origin,
                        time == null ? null : (Integer) Math.toIntExact(time.toSeconds())));
        if (!made.promoCodes().isEmpty()) {
            // The INSERT does not tell which of its codes are stored.
            return tried(cart.promoCodes(), get(made.id()));
        }
        return CartView.show(
                new CartSnapshot(made, List.of(), List.of(), List.of(), null),
                books.at(made.bookToken()),
                locations::code);
    }

    /**
     * Returns a cart as it is now.
     *
     * @throws NotFoundException if there is none
     */
    public Cart get(long cartId) {
        Optional<Cart> cart = reads.one(cartId);
        if (token != null && (cart.isEmpty() || !cart.get().token().equals(token))) {
            tokens.forget(token);
            throw noSuchToken();
        }
        return cart.orElseThrow(() -> new NotFoundException("cart", "cart_id", cartId));
    }

    /**
     * Returns the cart with a token as it is now.
     *
     * @throws NotFoundException if there is none
     */
    public Cart get(String cartToken) {
        Cart cart = CartTokens.isToken(cartToken) ? reads.one(cartToken).orElse(null) : null;
        if (cart == null) {
            throw noSuchToken();
        }
        return cart;
    }

    /**
     * Lists carts, newest first.
     *
     * @throws dev.holdfast.InvalidInputException if the user of the filter is too long, or the cursor is invalid
     */
    public Page<Cart> list(CartFilter filter, PageRequest page) {
        Validation checks = new Validation();
        InputChecks.filter(checks, "/user_id", filter.userId());
        checks.throwIfAny();
        return reads.page(filter, page);
    }

    /**
     * Changes the user, the tier, the promo codes, the attributes, the e-mail address or the metadata of a cart.
     *
     * @throws NotFoundException if there is no such cart
     * @throws CartClosedException if it was checked out or deleted
     * @throws CartInCheckoutException if it is in a checkout session
     * @throws ReservationLimitException if its new user would hold too much
     * @throws dev.holdfast.InvalidInputException if a text is empty or too long, or there are too many of something
     */
    public Cart change(long cartId, CartChange change) {
        change.check();
        return tried(change.namedCodes(), run(cartId, commands.change(cartId, change)));
    }

    /**
     * Sets the quantity of a variant in a cart, whatever it held before, and renews the reservation.
     *
     * @throws NotFoundException if there is no such cart or variant
     * @throws CartClosedException if the cart was checked out or deleted
     * @throws CartInCheckoutException if it is in a checkout session
     * @throws CurrencyMismatchException if the variant is sold in another currency
     * @throws CartFullException if the cart has no room for another item
     * @throws ReservationLimitException if the cart, or its user over all open carts, would hold too much
     * @throws dev.holdfast.AnonymousLimitException if the cart is anonymous and would hold more than such carts can
     * @throws dev.holdfast.catalog.ProductNotActiveException if the cart would hold more of a product that is not active
     * @throws dev.holdfast.inventory.InsufficientStockException if fewer units are available
     * @throws dev.holdfast.InvalidInputException if the quantity is not between 1 and {@value Limits#QUANTITY}, a text is
     *     empty or too long, or the cart has too many promo codes
     * @throws dev.holdfast.UnavailableException if other transactions locked the same rows for too long
     */
    public PutResult put(long cartId, PutItem item) {
        Validation checks = new Validation();
        item.check(checks, "");
        checks.throwIfAny();
        PutResult result = run(cartId, commands.put(cartId, item));
        tried(codes(List.of(item)), result.cart());
        return result;
    }

    /**
     * Puts several variants at once, as {@link #put} does one after the other, but all of them or none. An {@link
     * dev.holdfast.inventory.InsufficientStockException} names every variant that is short of stock.
     *
     * @param items 1 to {@value Limits#ITEMS_PER_CART}, each of another variant
     * @throws NotFoundException if there is no such cart, or one of the variants does not exist
     * @throws CartClosedException if the cart was checked out or deleted
     * @throws CartInCheckoutException if it is in a checkout session
     * @throws CurrencyMismatchException if a variant is sold in another currency
     * @throws CartFullException if the cart has no room for all items
     * @throws ReservationLimitException if the cart, or its user over all open carts, would hold too much
     * @throws dev.holdfast.AnonymousLimitException if the cart is anonymous and would hold more than such carts can
     * @throws dev.holdfast.catalog.ProductNotActiveException if the cart would hold more of a product that is not active
     * @throws dev.holdfast.inventory.InsufficientStockException if fewer units are available
     * @throws dev.holdfast.InvalidInputException if there are none or too many items, two are of one variant, or one of
     *     them is not acceptable to {@link #put}
     * @throws dev.holdfast.UnavailableException if other transactions locked the same rows for too long
     */
    public PutAllResult putAll(long cartId, List<PutItem> items) {
        Validation checks = new Validation();
        checks.that(!items.isEmpty(), "/items", "is empty");
        checks.that(
                items.size() <= Limits.ITEMS_PER_CART,
                "/items",
                "has " + items.size() + " elements, more than " + Limits.ITEMS_PER_CART);
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            long variantId = items.get(i).variantId();
            Integer earlier = places.putIfAbsent(variantId, i);
            checks.that(
                    earlier == null,
                    "/items/" + i + "/variant_id",
                    variantId + " is the variant of /items/" + earlier + " as well");
            items.get(i).check(checks, "/items/" + i);
        }
        checks.throwIfAny();
        PutAllResult result = run(cartId, commands.putAll(cartId, List.copyOf(items)));
        tried(codes(items), result.cart());
        return result;
    }

    private static List<String> codes(List<PutItem> items) {
        return items.stream().map(PutItem::promoCode).filter(Objects::nonNull).toList();
    }

    private Cart tried(List<String> codes, Cart cart) {
        UnknownCodes.tell(settings.listener(), codes, cart.explanation());
        return cart;
    }

    /**
     * Sets the quantity of an item, as {@link #put} does for its variant; an expired item is reserved again.
     *
     * @throws NotFoundException if there is no such cart or item
     * @throws CartClosedException if the cart was checked out or deleted
     * @throws CartInCheckoutException if it is in a checkout session
     * @throws GiftItemException if the item is a gift
     * @throws ReservationLimitException if the cart, or its user over all open carts, would hold too much
     * @throws dev.holdfast.AnonymousLimitException if the cart is anonymous and would hold more than such carts can
     * @throws dev.holdfast.catalog.ProductNotActiveException if the cart would hold more of a product that is not active
     * @throws dev.holdfast.inventory.InsufficientStockException if fewer units are available
     * @throws dev.holdfast.InvalidInputException if the quantity is not between 1 and {@value Limits#QUANTITY}
     * @throws dev.holdfast.UnavailableException if other transactions locked the same rows for too long
     */
    public Cart changeItem(long cartId, int itemId, int quantity) {
        return changeItem(cartId, itemId, quantity, Patch.keep());
    }

    /**
     * Sets the quantity of an item, as {@link #changeItem(long, int, int)} does, or its metadata, or both.
     *
     * @param quantity null keeps the quantity, and does not renew the reservation
     * @param metadata merged into the item's metadata, as in {@link CartChange#metadata()}
     * @throws NotFoundException if there is no such cart or item
     * @throws CartClosedException if the cart was checked out or deleted
     * @throws CartInCheckoutException if it is in a checkout session
     * @throws GiftItemException if the item is a gift
     * @throws ReservationLimitException if the cart, or its user over all open carts, would hold too much
     * @throws dev.holdfast.AnonymousLimitException if the cart is anonymous and would hold more than such carts can
     * @throws dev.holdfast.inventory.InsufficientStockException if fewer units are available
     * @throws dev.holdfast.InvalidInputException if the quantity is not between 1 and {@value Limits#QUANTITY}, or a value
     *     is not JSON, or too long
     * @throws dev.holdfast.UnavailableException if other transactions locked the same rows for too long
     */
    public Cart changeItem(
            long cartId, int itemId, @Nullable Integer quantity, Patch<Map<String, @Nullable Object>> metadata) {
        Validation checks = new Validation();
        if (quantity != null) {
            InputChecks.quantity(checks, "/quantity", quantity);
        }
        MetadataJson.check(checks, metadata.value());
        checks.throwIfAny();
        return run(cartId, commands.changeItem(cartId, itemId, quantity, metadata));
    }

    /**
     * Removes an item, reserved or expired. A gift that is removed is declined: the cart does not get it again as long
     * as it stays earned.
     *
     * @throws NotFoundException if there is no such cart or item
     * @throws CartClosedException if the cart was checked out or deleted
     * @throws CartInCheckoutException if it is in a checkout session
     */
    public Cart removeItem(long cartId, int itemId) {
        return run(cartId, commands.removeItem(cartId, itemId));
    }

    /**
     * Renews the reservations of a cart, each up to the maximum age; prices do not change.
     *
     * @throws NotFoundException if there is no such cart
     * @throws CartClosedException if it was checked out or deleted
     * @throws CartInCheckoutException if it is in a checkout session
     */
    public Cart extend(long cartId) {
        return run(cartId, commands.extend(cartId));
    }

    /**
     * Sets a charge besides the items, such as shipping; it replaces the charge with the same code. A charge holds no
     * stock and does not renew reservations, and a cart that has only charges cannot be checked out.
     *
     * @throws NotFoundException if there is no such cart
     * @throws CartClosedException if it was checked out or deleted
     * @throws CartInCheckoutException if it is in a checkout session
     * @throws CurrencyMismatchException if the amount is in a currency other than the cart's
     * @throws TooManyChargesException if the cart has {@value Limits#CHARGES} charges already
     * @throws dev.holdfast.InvalidInputException if the code or the name is empty or too long, or the amount is negative or
     *     too high
     */
    public Cart setCharge(long cartId, NewCharge charge) {
        charge.check();
        return run(cartId, commands.setCharge(cartId, charge));
    }

    /**
     * Removes a charge from a cart.
     *
     * @throws NotFoundException if there is no such cart or charge
     * @throws CartClosedException if the cart was checked out or deleted
     * @throws CartInCheckoutException if it is in a checkout session
     */
    public Cart removeCharge(long cartId, String code) {
        return run(cartId, commands.removeCharge(cartId, code));
    }

    /**
     * Deletes a cart and releases everything that it holds.
     *
     * @throws NotFoundException if there is no such cart
     * @throws CartClosedException if it was checked out or deleted before
     * @throws CartInCheckoutException if it is in a checkout session
     */
    public Cart delete(long cartId) {
        return run(cartId, commands.delete(cartId));
    }
}

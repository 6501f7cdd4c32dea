package dev.holdfast.testing.junit;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Product;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.Order;
import java.util.List;

/**
 * Adds products, variants, carts and orders to a shop, each in one call with defaults for everything that a test does not
 * care about. For the rest there is {@link #holdfast()} itself. Names and SKUs are unique, also in a schema with data of
 * earlier runs.
 *
 * <p>{@link TestShop} has these methods. For any other {@code Holdfast}, such as the one that Spring injects, write {@code
 * ShopFixtures shop = () -> holdfast}. Thread-safe.
 */
@FunctionalInterface
public interface ShopFixtures {
    /** The price of a variant for which none is given: 10.00 USD. */
    Money DEFAULT_PRICE = Money.of("10.00", "USD");

    /** The shop that everything is added to. */
    Holdfast holdfast();

    /**
     * Adds a product without variants that is sold at once.
     *
     * @param price in US dollars, such as {@code 10.00}
     */
    default Product product(String price) {
        return product(Money.of(price, "USD"));
    }

    /**
     * Adds a product without variants that is sold at once.
     *
     * @param price zero or more, in any currency
     */
    default Product product(Money price) {
        return holdfast().catalog().addProduct(NewProduct.of("Product " + Names.next(), price));
    }

    /**
     * Adds a variant of a new product, at {@link #DEFAULT_PRICE}.
     *
     * @param stock the units on hand, zero or more
     */
    default Variant variant(int stock) {
        return variant(DEFAULT_PRICE, stock);
    }

    /**
     * Adds a variant of a new product.
     *
     * @param price in US dollars, such as {@code 10.00}
     * @param stock the units on hand, zero or more
     */
    default Variant variant(String price, int stock) {
        return variant(Money.of(price, "USD"), stock);
    }

    /**
     * Adds a variant of a new product.
     *
     * @param price zero or more, in any currency
     * @param stock the units on hand, zero or more
     */
    default Variant variant(Money price, int stock) {
        return holdfast().catalog().addVariant(NewVariant.of(product(price).id(), "SKU-" + Names.next(), stock));
    }

    /** Reads a variant again, for its present stock and reservations. */
    default Variant current(Variant variant) {
        return holdfast().catalog().variant(variant.id());
    }

    /** Creates an empty cart of an unknown buyer, and returns its id. */
    default long cart() {
        return holdfast().carts().create(NewCart.anonymous()).id();
    }

    /**
     * Creates an empty cart of a user, and returns its id.
     *
     * @param user the host's id of the user
     */
    default long cartOf(String user) {
        return holdfast()
                .carts()
                .create(new NewCart(user, null, List.of(), null))
                .id();
    }

    /**
     * Creates a cart of an unknown buyer that holds units of a variant, and returns its id.
     *
     * @param quantity above zero
     * @throws dev.holdfast.inventory.InsufficientStockException if so many are not available; the new cart stays empty
     */
    default long cartWith(Variant variant, int quantity) {
        long cart = cart();
        put(cart, variant, quantity);
        return cart;
    }

    /**
     * Sets how many units of a variant a cart holds, and returns the cart.
     *
     * @param quantity above zero
     * @throws dev.holdfast.inventory.InsufficientStockException if so many are not available
     */
    default Cart put(long cart, Variant variant, int quantity) {
        return holdfast().carts().put(cart, PutItem.of(variant.id(), quantity)).cart();
    }

    /** Checks a cart out at the price that it shows, and returns the order. */
    default Order checkOut(long cart) {
        return holdfast().checkout().place(CheckoutRequest.of(cart));
    }

    /**
     * Places an order of an unknown buyer for units of a variant.
     *
     * @param quantity above zero
     * @throws dev.holdfast.inventory.InsufficientStockException if so many are not available
     */
    default Order order(Variant variant, int quantity) {
        return checkOut(cartWith(variant, quantity));
    }
}

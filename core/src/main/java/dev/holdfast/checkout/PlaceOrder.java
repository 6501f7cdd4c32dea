package dev.holdfast.checkout;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.cart.CartClosedException;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cart.ExpiredItem;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartItemRow;
import dev.holdfast.internal.cart.CartNotes;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.order.NewOrder;
import dev.holdfast.internal.order.OrderNotes;
import dev.holdfast.internal.order.OrderNumber;
import dev.holdfast.internal.order.OrderRow;
import dev.holdfast.internal.work.Command;
import dev.holdfast.internal.work.Needs;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.StoredCode;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a cart into an order: at the prices that the cart shows, or not at all.
 *
 * @param refundPolicy {@code keep} or {@code reprice}, which stays with the order
 */
record PlaceOrder(CheckoutRequest request, String refundPolicy) implements Command<Order> {
    @Override
    public String name() {
        return "checkout";
    }

    @Override
    public long lane() {
        return request.cartId();
    }

    @Override
    public void needs(Needs needs) {
        needs.wholeCart(request.cartId()).buyer(request.cartId(), request.userId());
    }

    @Override
    public Supplier<Order> decide(WorkingSet shop) {
        LockedCart cart = shop.cart(request.cartId());
        Money expected = expectedTotal(cart.head());
        shop.requireNumbered(cart);
        requireOpen(cart.head());
        RuleBook book = shop.book(cart.head().bookToken());
        CartSnapshot shown = shop.snapshot(cart, shop.ordersPlaced(cart.head().userId(), book))
                .withDueGifts(book);
        requireHeld(shown);
        String buyer = buyer(cart.head());
        CartSnapshot sold = soldTo(shop, shown, buyer, book);
        Quote quote = priceFor(shown, sold, book, buyer, expected);
        OrderNotes notes = notes(cart.head().extras().notes());
        // From here on everything is written.
        OrderNumber number = shop.nextOrderNumber();
        long orderId = number.value();
        shop.promos().claim(sold, buyer, quote, book, orderId);
        cart.head(cart.head()
                .boughtBy(buyer, cart.head().userTier(), cart.head().promoCodes())
                .moved(CartStatus.CHECKED_OUT.word(), orderId, shop.now()));
        CartSnapshot bought =
                new CartSnapshot(cart.head(), sold.items(), sold.expired(), sold.storedCodes(), sold.ordersPlaced());
        for (CartItemRow item : bought.items()) {
            shop.sell(cart, item, orderId);
        }
        // What is left are gifts that are no longer due.
        List.copyOf(cart.items().values()).forEach(gift -> shop.release(cart, gift));
        NewOrder order = new NewOrder(number, bought, quote, refundPolicy, notes, shop.now());
        shop.place(order);
        return () -> new Order(OrderRow.of(order));
    }

    private static void requireOpen(CartHead cart) {
        CartStatus status = CartStatus.of(cart.status());
        if (status != CartStatus.OPEN) {
            throw new CartClosedException(cart.id(), status, cart.orderId());
        }
    }

    private static void requireHeld(CartSnapshot cart) {
        long cartId = cart.head().id();
        if (cart.items().isEmpty() && cart.expired().isEmpty()) {
            throw new CartEmptyException(cartId);
        }
        if (!cart.expired().isEmpty()) {
            throw new ReservationExpiredException(
                    cartId, cart.expired().stream().map(ExpiredItem::new).toList());
        }
    }

    private @Nullable String buyer(CartHead cart) {
        String given = request.userId();
        if (given == null || cart.userId() == null) {
            return given == null ? cart.userId() : given;
        }
        if (!given.equals(cart.userId())) {
            throw new InvalidInputException("/user_id", "\"" + given + "\" is not the user of cart " + cart.id());
        }
        return given;
    }

    private OrderNotes notes(CartNotes cart) {
        return new OrderNotes(
                request.email() == null ? cart.email() : request.email(),
                request.reference(),
                MetadataJson.merged(cart.metadata(), request.metadata()));
    }

    private @Nullable Money expectedTotal(CartHead cart) {
        Currency own = cart.currency();
        Currency given = request.currency();
        if (given != null && !given.equals(own)) {
            throw new InvalidInputException(
                    "/currency", given + " is not the currency of cart " + cart.id() + ", which is " + own);
        }
        if (request.expectedAmount() == null) {
            return request.expectedTotal();
        }
        try {
            return Money.of(request.expectedAmount(), own);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("/expected_total", String.valueOf(e.getMessage()));
        }
    }

    /**
     * The cart with the promo codes that its buyer can have, and the buyer's orders; a user who is named only now may have
     * used some already.
     */
    private static CartSnapshot soldTo(WorkingSet shop, CartSnapshot cart, @Nullable String buyer, RuleBook book) {
        CartHead head = cart.head();
        if (Objects.equals(buyer, head.userId())) {
            return cart;
        }
        List<StoredCode> codes = shop.promos().codes(head.boughtBy(buyer, head.userTier(), head.promoCodes()));
        return new CartSnapshot(head, cart.items(), cart.expired(), codes, shop.ordersPlaced(buyer, book));
    }

    private static Quote priceFor(
            CartSnapshot cart, CartSnapshot sold, RuleBook book, @Nullable String buyer, @Nullable Money expected) {
        Quote shown = cart.quote(book);
        if (expected != null && !expected.equals(shown.total())) {
            throw new PriceChangedException(expected, shown.total());
        }
        if (Objects.equals(buyer, cart.head().userId())) {
            return shown;
        }
        Quote ofBuyer = sold.quote(book, sold.context().boughtBy(buyer, sold.ordersPlaced()));
        if (!ofBuyer.total().equals(shown.total())) {
            throw new PriceChangedException(shown.total(), ofBuyer.total());
        }
        return ofBuyer;
    }
}

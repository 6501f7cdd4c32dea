package dev.holdfast.checkout;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.cart.CartClosedException;
import dev.holdfast.cart.CartInCheckoutException;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cart.ExpiredItem;
import dev.holdfast.internal.cart.CartHead;
import dev.holdfast.internal.cart.CartNotes;
import dev.holdfast.internal.cart.CartSnapshot;
import dev.holdfast.internal.cart.LockedCart;
import dev.holdfast.internal.json.MetadataJson;
import dev.holdfast.internal.order.OrderNotes;
import dev.holdfast.internal.work.WorkingSet;
import dev.holdfast.pricing.book.RuleBook;
import dev.holdfast.pricing.quote.Quote;
import dev.holdfast.pricing.quote.StoredCode;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a cart that is bought, at the price that the cart shows for it. It is decided before anything is written.
 *
 * @param cart the cart
 * @param bought the items, with everything that their price depends on; its head names the buyer
 * @param quote the price
 * @param book the rule book of the price
 * @param notes that go with the order
 */
record Sale(LockedCart cart, CartSnapshot bought, Quote quote, RuleBook book, OrderNotes notes) {

    /** Decides what is sold; the refusals are those of {@link Checkout#place}, in their order. */
    static Sale of(WorkingSet shop, CheckoutRequest request) {
        LockedCart cart = shop.cart(request.cartId());
        Money expected = expectedTotal(request, cart.head());
        shop.requireNumbered(cart);
        requireOpen(shop, cart.head());
        requireAhead(request.payBy(), shop.now());
        RuleBook book = shop.book(cart.head().bookToken());
        CartSnapshot whole = shop.snapshot(cart, shop.ordersPlaced(cart.head(), book));
        ChosenItems chosen = new ChosenItems(request.items());
        CartSnapshot shown = chosen.of(whole, book);
        requireHeld(shown);
        chosen.requireQuantities(shop, cart);
        String buyer = buyer(request, cart.head());
        new UserLimits(shop, cart).require(buyer);
        CartSnapshot bought = boughtBy(shop, shown, buyer, book);
        Quote quote = priceFor(shown, bought, book, expected);
        return new Sale(
                cart, bought, quote, book, notes(request, cart.head().extras().notes()));
    }

    private static void requireOpen(WorkingSet shop, CartHead cart) {
        CartStatus status = CartStatus.of(cart.status());
        if (status != CartStatus.OPEN) {
            throw new CartClosedException(cart.id(), status, cart.orderId());
        }
        CartHead.Session session = cart.session(shop.now());
        if (session != null) {
            throw new CartInCheckoutException(cart.id(), session.id(), session.until());
        }
    }

    private static void requireAhead(@Nullable Instant payBy, Instant now) {
        if (payBy != null && !payBy.isAfter(now)) {
            throw new InvalidInputException("/pay_by", payBy + " is not after " + now);
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

    private static @Nullable String buyer(CheckoutRequest request, CartHead cart) {
        String given = request.userId();
        if (given == null || cart.userId() == null) {
            return given == null ? cart.userId() : given;
        }
        if (!given.equals(cart.userId())) {
            throw new InvalidInputException("/user_id", "\"" + given + "\" is not the user of cart " + cart.id());
        }
        return given;
    }

    private static OrderNotes notes(CheckoutRequest request, CartNotes cart) {
        return new OrderNotes(
                request.email() == null ? cart.email() : request.email(),
                request.reference(),
                MetadataJson.merged(cart.metadata(), request.metadata()),
                request.payBy());
    }

    private static @Nullable Money expectedTotal(CheckoutRequest request, CartHead cart) {
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
    private static CartSnapshot boughtBy(WorkingSet shop, CartSnapshot cart, @Nullable String buyer, RuleBook book) {
        CartHead head = cart.head();
        if (Objects.equals(buyer, head.userId())) {
            return cart;
        }
        CartHead ofBuyer = head.boughtBy(buyer, head.userTier(), head.promoCodes());
        List<StoredCode> codes = shop.promos().codes(ofBuyer);
        return new CartSnapshot(ofBuyer, cart.items(), cart.expired(), codes, shop.ordersPlaced(ofBuyer, book));
    }

    private static Quote priceFor(CartSnapshot shown, CartSnapshot bought, RuleBook book, @Nullable Money expected) {
        Quote quote = shown.quote(book);
        if (expected != null && !expected.equals(quote.total())) {
            throw new PriceChangedException(expected, quote.total());
        }
        if (Objects.equals(bought.head().userId(), shown.head().userId())) {
            return quote;
        }
        Quote ofBuyer = bought.quote(book);
        if (!ofBuyer.total().equals(quote.total())) {
            throw new PriceChangedException(quote.total(), ofBuyer.total());
        }
        return ofBuyer;
    }
}

package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cart.ExpiredItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checkouts of some of a cart's items. */
class ChosenItemsTest extends SessionStories {
    private static final TestShop shop = new TestShop();

    private final Variant tee = shop.variant("10.00", 50);
    private final Variant mug = shop.variant("4.00", 5);
    private final Variant pen = shop.variant("2.00", 50);

    ChosenItemsTest() {
        super(shop);
    }

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void aGiftGoesWithTheItemsThatEarnIt() {
        long cart = cartWithGift();

        Order order = buy(cart, tee);

        assertThat(order.items()).extracting(item -> item.variantId()).containsExactly(tee.id(), mug.id());
        assertThat(order.total()).isEqualTo(usd("10.00"));
        assertThat(variants(shop.show(cart))).containsExactly(pen.id());
        assertThat(shop.show(cart).total()).isEqualTo(usd("2.00"));
        assertThat(shop.now(mug).reservedQuantity()).isZero();
    }

    @Test
    void aGiftStaysWithTheItemsThatEarnIt() {
        long cart = cartWithGift();

        Order order = buy(cart, pen);

        assertThat(order.items()).extracting(item -> item.variantId()).containsExactly(pen.id());
        assertThat(variants(shop.show(cart))).containsExactly(tee.id(), mug.id());
        assertThat(shop.show(cart).total()).isEqualTo(usd("10.00"));
        assertThat(shop.checkOut(cart).items()).hasSize(2);
        assertThat(shop.show(cart).status()).isEqualTo(CartStatus.CHECKED_OUT);
    }

    @Test
    void aGiftCannotBeChosenByItself() {
        long cart = cartWithGift();
        CheckoutItem gift = item(cart, mug);

        assertThatThrownBy(() ->
                        shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(List.of(gift))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("items.0.item_id")
                .hasMessageContaining("is a gift");
    }

    @Test
    void unitsOfAnItemAreBoughtAndTheOthersStay() {
        long cart = shop.cartWith(tee, 3);
        CheckoutItem two = new CheckoutItem(item(cart, tee).itemId(), 2);

        Order order = shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(List.of(two)));

        assertThat(order.total()).isEqualTo(usd("20.00"));
        assertThat(shop.show(cart).items()).singleElement().satisfies(rest -> {
            assertThat(rest.id()).isEqualTo(two.itemId());
            assertThat(rest.quantity()).isEqualTo(1);
        });
        assertThat(shop.now(tee).reservedQuantity()).isEqualTo(1);
        assertThatThrownBy(() ->
                        shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(List.of(two))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("items.0.quantity");
    }

    @Test
    void expiredItemsAreNamedInTheOrderOfTheCart() {
        long cart = shop.cartWith(tee, 1);
        shop.put(cart, pen, 1);
        List<CheckoutItem> chosen = List.of(item(cart, pen), item(cart, tee));
        shop.letExpire();

        assertThatThrownBy(() ->
                        shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(chosen)))
                .isInstanceOfSatisfying(
                        ReservationExpiredException.class,
                        refused -> assertThat(refused.items())
                                .extracting(ExpiredItem::variantId)
                                .containsExactly(tee.id(), pen.id()));
    }

    @Test
    void aSessionForItemsLeavesTheOthersInTheCart() {
        long cart = cartWithGift();
        CheckoutRequest request = CheckoutRequest.of(cart).withItems(List.of(item(cart, tee)));

        CheckoutSession session = sessions.begin(new NewCheckoutSession(request, null));
        shop.clock.advance(LENGTH.minusSeconds(1));

        assertThat(session.items()).extracting(CartItem::variantId).containsExactly(tee.id(), mug.id());
        assertThat(variants(shop.show(cart))).containsExactly(tee.id(), mug.id(), pen.id());
        sessions.complete(session.id(), captured("10.00", "chosen"), false);
        assertThat(variants(shop.show(cart))).containsExactly(pen.id());
    }

    private long cartWithGift() {
        shop.rule("{'code': 'gift-" + tee.id() + "', 'discount': {'type': 'gift', 'variant': " + mug.id()
                + ", 'quantity': 1, 'buy': {'variants': [" + tee.id() + "], 'quantity': 1}, 'max_times': 1}}");
        long cart = shop.cartWith(tee, 1);
        shop.put(cart, pen, 1);
        return cart;
    }

    private Order buy(long cart, Variant variant) {
        return shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(List.of(item(cart, variant))));
    }

    private static CheckoutItem item(long cart, Variant variant) {
        return CheckoutItem.of(shop.show(cart).items().stream()
                .filter(item -> item.variantId() == variant.id())
                .findFirst()
                .orElseThrow()
                .id());
    }

    private static List<Long> variants(Cart cart) {
        return cart.items().stream().map(CartItem::variantId).toList();
    }
}

package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.CheckoutSession;
import dev.holdfast.checkout.NewCheckoutSession;
import dev.holdfast.order.ItemCondition;
import dev.holdfast.order.ItemUnits;
import dev.holdfast.order.NewCancellation;
import dev.holdfast.order.NewFulfilment;
import dev.holdfast.order.NewReturn;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.order.ReturnedUnits;
import dev.holdfast.testing.TestShop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the units of gifts, sessions and orders come from, and go back to, when stock lies at several locations. */
class SourcesTest {
    private final ThreePlaces places = new ThreePlaces();
    private final TestShop shop = places.shop;

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void anOrderShowsWhereItsUnitsComeFromAndGivesThemBackThere() {
        Variant tee = places.variant(5, 3, 4);
        Order order = shop.checkOut(shop.cartWith(tee, 9));
        assertThat(ThreePlaces.sources(order)).isEqualTo(Map.of("berlin", 3, "hamburg", 4, "default", 2));

        shop.holdfast.orders().cancel(order.id(), NewCancellation.of(ItemUnits.of(1, 3)));
        assertThat(places.stock(tee)).isEqualTo(Map.of("berlin", 0, "hamburg", 1, "default", 5));
        shop.holdfast.orders().fulfil(order.id(), NewFulfilment.of(ItemUnits.of(1, 6)));
        shop.holdfast
                .orders()
                .takeBack(order.id(), NewReturn.of(new ReturnedUnits(ItemUnits.of(1, 1), ItemCondition.DAMAGED)));
        shop.holdfast.orders().takeBack(order.id(), NewReturn.of(ReturnedUnits.sellable(1, 4)));
        assertThat(places.stock(tee)).isEqualTo(Map.of("berlin", 1, "hamburg", 4, "default", 5));
        assertThat(ThreePlaces.sources(shop.holdfast.orders().get(order.id()))).isEqualTo(ThreePlaces.sources(order));
    }

    @Test
    void aPartOfAnItemIsBoughtFromWhereItWasTakenFirst() {
        Variant tee = places.variant(5, 3, 4);
        long cart = shop.cartWith(tee, 9);

        Order order =
                shop.holdfast.checkout().place(CheckoutRequest.of(cart).withItems(List.of(new CheckoutItem(1, 4))));

        assertThat(ThreePlaces.sources(order)).isEqualTo(Map.of("berlin", 3, "hamburg", 1));
        assertThat(places.holds(cart)).isEqualTo(Map.of("hamburg", 3, "default", 2));
        assertThat(ThreePlaces.sources(shop.checkOut(cart))).isEqualTo(Map.of("hamburg", 3, "default", 2));
    }

    @Test
    void aSessionHoldsItsPlacesAndTakesOthersIfItIsLate() {
        Variant tee = places.variant(5, 3, 4);
        long cart = shop.cartWith(tee, 5);
        CheckoutSession session = shop.holdfast.checkoutSessions().begin(NewCheckoutSession.of(cart));
        assertThat(session.items().get(0).holds())
                .extracting(CartItem.Hold::location, CartItem.Hold::quantity)
                .containsExactly(tuple("default", 5));
        shop.clock.advance(Duration.ofHours(2));
        places.put(shop.cart(), tee, 3, "default");

        Order late = shop.holdfast
                .checkoutSessions()
                .complete(session.id(), null, false)
                .order();

        assertThat(ThreePlaces.sources(late)).isEqualTo(Map.of("berlin", 3, "hamburg", 2));
    }

    @Test
    void anOverdueOrderGivesItsUnitsBackAtEachPlace() {
        Variant tee = places.variant(5, 3, 4);
        long cart = shop.cartWith(tee, 10);
        shop.holdfast
                .checkout()
                .place(CheckoutRequest.of(cart).withPayBy(shop.clock.instant().plusSeconds(60)));
        shop.clock.advance(Duration.ofMinutes(2));

        assertThat(shop.now(tee).availableQuantity()).isEqualTo(12);
        assertThat(places.holds(shop.cartWith(tee, 12))).isEqualTo(Map.of("berlin", 3, "hamburg", 4, "default", 5));
    }

    @Test
    void oneUnitEachOfTwoPlacesIsPutAndBought() {
        Variant tee = places.variant(1, 1, 0);

        Order order = shop.checkOut(shop.cartWith(tee, 2));

        assertThat(order.items().get(0).sources())
                .containsExactlyInAnyOrder(
                        new OrderItem.Source(tee.id(), "berlin", 1, 0, null),
                        new OrderItem.Source(tee.id(), "default", 1, 0, null));
    }

    @Test
    void giftsComeFromAnyPlace() {
        Variant tee = places.variant(0, 9, 0);
        Variant mug = places.variant(1, 0, 2);
        shop.rule("{'code': 'mugs', 'discount': {'type': 'gift', 'variant': " + mug.id()
                + ", 'quantity': 3, 'buy': {'variants': [" + tee.id() + "], 'quantity': 2}, 'max_times': 1}}");

        long cart = shop.cartWith(tee, 2);

        Cart shown = shop.show(cart);
        assertThat(shown.items())
                .filteredOn(item -> item.giftRule() != null)
                .singleElement()
                .satisfies(gift -> {
                    assertThat(gift.quantity()).isEqualTo(3);
                    assertThat(gift.holds()).extracting(CartItem.Hold::location).containsExactly("hamburg", "default");
                });
        shop.put(cart, tee, 1);
        assertThat(shop.show(cart).items()).hasSize(1);
        shop.put(cart, tee, 2);
        assertThat(shop.checkOut(cart).items()).hasSize(2);
    }

    @Test
    void whereAGiftComesFromDoesNotDependOnASweep() {
        for (boolean swept : List.of(true, false)) {
            Variant tee = places.variant(9, 6, 2);
            String rule = "one-of-" + tee.id();
            shop.rule("{'code': '" + rule + "', 'discount': {'type': 'gift', 'variant': " + tee.id()
                    + ", 'quantity': 2, 'buy': {'variants': [" + tee.id() + "], 'quantity': 4}, 'max_times': 1}}");
            places.put(shop.cart(), tee, 2, "berlin");
            shop.letExpire();
            if (swept) {
                shop.sweep();
            }

            Cart shown = shop.show(shop.cartWith(tee, 4));

            assertThat(shown.items())
                    .flatExtracting(CartItem::holds)
                    .extracting(CartItem.Hold::location, CartItem.Hold::quantity)
                    .containsExactly(tuple("berlin", 4), tuple("berlin", 2));
        }
    }
}

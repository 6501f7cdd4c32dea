package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.location.NewLocation;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one command of a list has locked decides nothing for another. */
class AllocationListTest {
    private final TestShop shop = new TestShop();

    @Test
    void noOtherCommandChoosesWhereAGiftComesFrom() throws Exception {
        shop.holdfast.locations().create(NewLocation.of("berlin", "Berlin"));
        Variant tee = shop.variant(5);
        Variant mug = shop.variant(2);
        shop.holdfast.inventory().at("berlin").receive(mug.id(), 1, null);
        shop.rule("{'code': 'mug', 'discount': {'type': 'gift', 'variant': " + mug.id()
                + ", 'quantity': 1, 'buy': {'variants': [" + tee.id() + "], 'quantity': 1}, 'max_times': 1}}");
        OneList list = new OneList(shop);
        long named = shop.cart();
        long earning = shop.cart();

        OneList.Outcomes outcomes = list.run(
                () -> list.carts
                        .put(named, PutItem.of(mug.id(), 1).from(List.of("berlin")))
                        .cart(),
                list.put(earning, tee, 1));

        Cart cart = outcomes.as(Cart.class, 2);
        assertThat(cart.items())
                .filteredOn(item -> item.giftRule() != null)
                .singleElement()
                .satisfies(gift -> assertThat(gift.holds())
                        .extracting(CartItem.Hold::location)
                        .containsExactly("default"));
    }
}

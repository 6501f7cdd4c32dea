package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.Money;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.pricing.quote.PricingPolicy;
import dev.holdfast.pricing.quote.PricingPolicy.EqualUnits;
import dev.holdfast.pricing.quote.RuleOutcome;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Carts and orders under policies other than the default. */
class CartPoliciesTest {
    private static final TestShop shop = new TestShop();

    @Test
    void theOrderInWhichItemsArePutNeverChangesATotal() {
        shop.rule("{'code': 'TWO-CENTS', 'priority': 1, 'conditions': {'user_tiers': ['cents']},"
                + " 'discount': {'type': 'amount_off', 'amount': '0.02', 'per': 'order'}}");
        shop.rule("{'code': 'HALF', 'priority': 2, 'conditions': {'user_tiers': ['cents']},"
                + " 'discount': {'type': 'percent_off', 'percent': 50}}");
        Variant one = shop.variant("0.01", 5);
        Variant three = shop.variant("0.03", 5);

        assertThat(total("cents", one, three)).isEqualTo(usd("0.01"));
        assertThat(total("cents", three, one)).isEqualTo(usd("0.01"));
    }

    private static Money total(String tier, Variant... variants) {
        long cart = cart(shop.holdfast, tier);
        for (Variant variant : variants) {
            shop.put(cart, variant, 1);
        }
        return shop.show(cart).total();
    }

    @Test
    void aShopThatTakesEqualUnitsItemByItemDoesSoInCartsAndOrders() {
        shop.rule("{'code': 'THREE', 'conditions': {'user_tiers': ['units']}, 'discount': {'type': 'amount_off',"
                + " 'amount': '5.00', 'max_units': 3, 'max_units_per': 'order'}}");
        Holdfast itemByItem = shop.builder()
                .pricingPolicy(PricingPolicy.DEFAULT.with(EqualUnits.ITEM_BY_ITEM))
                .build();
        List<Variant> variants = List.of(shop.variant("9.00", 5), shop.variant("9.00", 5), shop.variant("9.00", 5));
        long own = cart(itemByItem, "units");
        long usual = cart(shop.holdfast, "units");
        for (Variant variant : variants) {
            itemByItem.carts().put(own, PutItem.of(variant.id(), 2));
            shop.put(usual, variant, 2);
        }

        assertThat(shop.show(usual).items())
                .extracting(CartItem::discount)
                .containsExactly(usd("5.00"), usd("5.00"), usd("5.00"));
        // The policy is stored with the cart, so that another server shows the same price.
        assertThat(shop.show(own).items())
                .extracting(CartItem::discount)
                .containsExactly(usd("10.00"), usd("5.00"), usd("0.00"));
        Order order = shop.checkOut(own);
        assertThat(order.items())
                .extracting(OrderItem::discount)
                .containsExactly(usd("10.00"), usd("5.00"), usd("0.00"));
        assertThat(shop.texts("select policy from #orders where id = " + order.id()))
                .containsExactly("holdfast;equal_units=item_by_item");
    }

    @Test
    void cartsAndOrdersSayThatTheSearchForTheBestCombinationEndedEarly() {
        for (int i = 0; i < 20; i++) {
            shop.rule("{'code': 'UNIT-" + i + "', 'conditions': {'user_tiers': ['many']}, 'discount': {'type':"
                    + " 'percent_off', 'percent': " + (1 + i) + ", 'max_units': 1, 'max_units_per': 'order'}}");
        }
        Holdfast best =
                shop.builder().pricingPolicy(PricingPolicy.BEST_FOR_CUSTOMER).build();
        Variant variant = shop.variant("19.90", 20);
        long byPriority = cart(shop.holdfast, "many");
        long many = cart(best, "many");
        long few = cart(best, "few");

        Cart put = best.carts().put(many, PutItem.of(variant.id(), 9)).cart();

        assertThat(put.searchedAll()).isFalse();
        assertThat(put.explanation()).extracting(RuleOutcome::reason).containsExactly("search_ended_early");
        assertThat(put.total())
                .isLessThanOrEqualTo(shop.put(byPriority, variant, 9).total());
        Order order = shop.checkOut(many);
        assertThat(order.searchedAll()).isFalse();
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        assertThat(shop.show(many).searchedAll()).isFalse();

        assertThat(best.carts().put(few, PutItem.of(variant.id(), 1)).cart().searchedAll())
                .isTrue();
        assertThat(shop.checkOut(few).searchedAll()).isTrue();
        assertThat(shop.show(byPriority).searchedAll()).isTrue();
    }

    private static long cart(Holdfast holdfast, String tier) {
        return holdfast.carts().create(new NewCart(null, tier, List.of(), null)).id();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

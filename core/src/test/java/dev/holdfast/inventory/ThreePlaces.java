package dev.holdfast.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.PutItem;
import dev.holdfast.catalog.Variant;
import dev.holdfast.location.NewLocation;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.testing.TestShop;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A shop whose stock lies at three locations, by priority: berlin, hamburg and default. */
final class ThreePlaces {
    final TestShop shop = new TestShop();
    final Inventory inventory = shop.holdfast.inventory();

    ThreePlaces() {
        shop.holdfast.locations().create(new NewLocation("berlin", "Berlin", 10, true));
        shop.holdfast.locations().create(new NewLocation("hamburg", "Hamburg", 20, true));
    }

    /** A variant with so many units at each. */
    Variant variant(int atDefault, int atBerlin, int atHamburg) {
        Variant variant = shop.variant(atDefault);
        receive("berlin", variant, atBerlin);
        receive("hamburg", variant, atHamburg);
        return variant;
    }

    void receive(String location, Variant variant, int units) {
        if (units > 0) {
            inventory.at(location).receive(variant.id(), units, null);
        }
    }

    void put(long cart, Variant variant, int quantity, String... codes) {
        shop.holdfast.carts().put(cart, PutItem.of(variant.id(), quantity).from(List.of(codes)));
    }

    /** The units of the only item of a cart that the buyer chose. */
    Map<String, Integer> holds(long cart) {
        Map<String, Integer> holds = new TreeMap<>();
        CartItem item = shop.show(cart).items().get(0);
        item.holds().forEach(hold -> holds.put(hold.location(), hold.quantity()));
        assertThat(item.quantity())
                .isEqualTo(holds.values().stream().mapToInt(Integer::intValue).sum());
        return holds;
    }

    /** Where the units of the first item of an order come from. */
    static Map<String, Integer> sources(Order order) {
        Map<String, Integer> sources = new TreeMap<>();
        OrderItem item = order.items().get(0);
        item.sources().forEach(source -> sources.put(source.location(), source.quantity()));
        return sources;
    }

    /** The units on hand at each. */
    Map<String, Integer> stock(Variant variant) {
        Map<String, Integer> stock = new TreeMap<>();
        for (String code : List.of("berlin", "hamburg", "default")) {
            stock.put(code, inventory.at(code).level(variant.id()).stockQuantity());
        }
        return stock;
    }
}

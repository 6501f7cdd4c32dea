package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.catalog.NewProduct;
import dev.holdfast.catalog.NewVariant;
import dev.holdfast.catalog.Variant;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.promo.PromoCode;
import dev.holdfast.promo.PromoLimits;
import dev.holdfast.testing.TestShop;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An order in a currency of many digits, from the cart to the tables. */
class LargeOrderTest {
    private static final TestShop shop = new TestShop();
    private static final Currency RUPIAH = Currency.getInstance("IDR");

    @Test
    void eightyMillionRupiahWithTwentyMillionOff() {
        shop.holdfast.pricing().add(PricingRuleJson.read("""
                        {"code": "HARBOLNAS", "target": "order", "conditions": {"stored_codes": true},
                         "discount": {"type": "amount_off", "amount": "20000000", "per": "order"}}""", RUPIAH));
        PromoLimits budget = new PromoLimits(null, null, rupiah("35000000"));
        shop.holdfast.promoCodes().add("HARBOLNAS", List.of("HEMAT"), budget, true);
        Variant excavator = variant("20000000", 4);
        Variant bucket = variant("5000000", 9);
        long cart = cart();
        long late = cart();

        shop.put(cart, excavator, 3);
        Cart shown = shop.put(cart, bucket, 4);

        assertThat(shown.subtotal()).isEqualTo(rupiah("80000000"));
        assertThat(shown.total()).isEqualTo(rupiah("60000000"));
        assertThat(shop.show(cart)).isEqualTo(shown);
        shop.holdfast.carts().setCharge(cart, NewCharge.of("ongkir", rupiah("1500000.50")));
        Order order = shop.checkOut(cart);
        assertThat(order.total()).isEqualTo(rupiah("61500000.50"));
        assertThat(order.items())
                .extracting(OrderItem::discount)
                .containsExactly(rupiah("15000000"), rupiah("5000000"));
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        PromoCode code = shop.holdfast.promoCodes().get("HEMAT");
        assertThat(code.claimedAmount()).isEqualTo(rupiah("20000000"));
        Cart another = shop.put(late, excavator, 1);
        assertThat(another.total()).as("15 of 20 million are left").isEqualTo(rupiah("20000000"));
        assertThat(another.explanation().get(0).facts()).containsEntry("present", rupiah("15000000"));
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    private static long cart() {
        return shop.holdfast
                .carts()
                .create(new NewCart(null, null, List.of("HEMAT"), RUPIAH))
                .id();
    }

    private static Variant variant(String price, int stock) {
        long product = shop.holdfast
                .catalog()
                .addProduct(NewProduct.of("Product of " + price, rupiah(price)))
                .id();
        return shop.holdfast.catalog().addVariant(NewVariant.of(product, "SKU-" + price, stock));
    }

    private static Money rupiah(String amount) {
        return Money.of(amount, "IDR");
    }
}

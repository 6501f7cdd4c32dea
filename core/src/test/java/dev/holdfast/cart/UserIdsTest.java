package dev.holdfast.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.Holdfast;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.PageRequest;
import dev.holdfast.Patch;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderFilter;
import dev.holdfast.pricing.QuoteRequest;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users are told apart by every character of their ids, and so are tiers; only promo codes have no case. */
class UserIdsTest {
    private static final TestShop shop = new TestShop();

    private final Variant variant = shop.variant("7.00", 1_000);

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    @Test
    void aCartIsBoughtByItsUserAndNobodyWithASimilarName() {
        long cart = cartOf(shop.holdfast, "ida");
        shop.put(cart, variant, 3);

        for (String other : List.of("Ida", "IDA", "ida ", " ida", "\u0131da")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .as(other)
                    .isThrownBy(() -> shop.holdfast.checkout().place(new CheckoutRequest(cart, other, null)))
                    .satisfies(e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/user_id"));
        }
        assertThat(shop.show(cart).status()).isEqualTo(CartStatus.OPEN);
        Order order = shop.holdfast.checkout().place(new CheckoutRequest(cart, "ida", null));
        assertThat(order.userId()).isEqualTo("ida");
    }

    @Test
    void whatOneHoldsDoesNotCountForTheOther() {
        Holdfast strict = shop.builder().maxUnitsPerUser(10).maxItemsPerUser(5).build();
        long lower = cartOf(strict, "ida");
        long upper = cartOf(strict, "IDA");
        strict.carts().put(lower, PutItem.of(variant.id(), 9));

        strict.carts().put(upper, PutItem.of(variant.id(), 8));

        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> strict.carts().change(upper, user("ida")));
        assertThat(strict.carts().change(upper, user("Ida")).userId()).isEqualTo("Ida");
        assertThatExceptionOfType(ReservationLimitException.class)
                .isThrownBy(() -> strict.carts().put(cartOf(strict, "ida"), PutItem.of(variant.id(), 2)));
    }

    @Test
    void listsAreOfOneUser() {
        long lower = cartOf(shop.holdfast, "olga");
        long upper = cartOf(shop.holdfast, "OLGA");
        shop.put(lower, variant, 3);
        shop.put(upper, variant, 2);
        Order order = shop.checkOut(lower);
        shop.checkOut(upper);

        assertThat(shop.holdfast
                        .carts()
                        .list(new CartFilter("olga", null), PageRequest.first())
                        .items())
                .singleElement()
                .satisfies(cart -> assertThat(cart.id()).isEqualTo(lower));
        assertThat(shop.holdfast
                        .orders()
                        .list(new OrderFilter("olga", null, null), PageRequest.first())
                        .items())
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo(order.id()));
    }

    @Test
    void aRuleForAUserOrATierIsForNoOther() {
        shop.rule("{'code': 'IDA', 'conditions': {'user_ids': ['ida']},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        shop.rule("{'code': 'INNER', 'conditions': {'user_tiers': ['inner']},"
                + " 'discount': {'type': 'percent_off', 'percent': 20}}");

        assertThat(quoted("ida", null)).isEqualTo(Money.of("6.30", "USD"));
        assertThat(quoted("IDA", null)).isEqualTo(Money.of("7.00", "USD"));
        assertThat(quoted("Ida", "INNER")).isEqualTo(Money.of("7.00", "USD"));
        assertThat(quoted("Ida", "inner")).isEqualTo(Money.of("5.60", "USD"));
    }

    private Money quoted(String user, String tier) {
        return shop.holdfast
                .pricing()
                .quote(new QuoteRequest(List.of(new QuoteRequest.Item(variant.id(), 1)), null, user, tier, List.of()))
                .total();
    }

    private static CartChange user(String name) {
        return new CartChange(Patch.set(name), Patch.keep(), Patch.keep());
    }

    private static long cartOf(Holdfast server, String user) {
        return server.carts().create(new NewCart(user, null, List.of(), null)).id();
    }
}

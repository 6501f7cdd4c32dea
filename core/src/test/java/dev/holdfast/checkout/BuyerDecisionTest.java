package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.internal.work.PaperShop;
import dev.holdfast.order.Order;
import dev.holdfast.pricing.PricingRuleJson;
import dev.holdfast.pricing.book.RuleRevision;
import dev.holdfast.testing.TestShop;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who buys a cart, and at whose price; ann has 10 percent off. */
@Tag("quick")
class BuyerDecisionTest {
    private static final String TENTH = """
            {"code": "ANN", "conditions": {"user_ids": ["ann"]}, "discount": {"type": "percent_off", "percent": 10}}""";

    private final PaperShop paper = new PaperShop(List.of(new RuleRevision(
                    PricingRuleJson.read(TENTH, Currency.getInstance("USD")), 3, PaperShop.NOW, false)))
            .variant(11, 9, 4)
            .openCart(71)
            .openCart(72, "ann")
            .line(71, 31, 11, 1, 60)
            .line(72, 41, 11, 3, 60);

    @Test
    void theUserOfTheCartBuysIt() {
        assertThat(bought(72, null).userId()).isEqualTo("ann");
        assertThat(bought(71, null).userId()).isNull();
        assertThat(paper.shop().cart(71).head().userId()).isNull();
    }

    @Test
    void whoIsNamedAtCheckoutBuysACartOfNobody() {
        Order order = bought(71, "bob");

        assertThat(order.userId()).isEqualTo("bob");
        assertThat(order.total()).isEqualTo(usd("9.00"));
        assertThat(paper.shop().cart(71).head().userId()).isEqualTo("bob");
    }

    @Test
    void nobodyElseBuysTheCartOfAUser() {
        for (String other : List.of("bob", "Ann", "ann ")) {
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> bought(72, other))
                    .satisfies(e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/user_id"));
        }
        assertThat(paper.isUnchanged()).isTrue();
        Order order = bought(72, "ann");
        assertThat(order.userId()).isEqualTo("ann");
        assertThat(order.total()).isEqualTo(usd("24.30"));
    }

    @Test
    void aBuyerWithAnotherPriceThanTheCartShowsIsToldSoFirst() {
        assertThatExceptionOfType(PriceChangedException.class)
                .isThrownBy(() -> bought(71, "ann"))
                .satisfies(e -> {
                    assertThat(e.expectedTotal()).isEqualTo(usd("9.00"));
                    assertThat(e.total()).isEqualTo(usd("8.10"));
                });
        assertThat(paper.isUnchanged()).isTrue();
    }

    private Order bought(long cart, @Nullable String user) {
        return new PlaceOrder(new CheckoutRequest(cart, user, null), RefundSettings.DEFAULT, TestShop.HOLD_LIMITS)
                .decide(paper.shop())
                .get();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}

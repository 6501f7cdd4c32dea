package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.HoldfastException;
import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.cart.CartClosedException;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.internal.settings.RefundSettings;
import dev.holdfast.internal.stock.StockKey;
import dev.holdfast.internal.work.NotLoaded;
import dev.holdfast.internal.work.PaperShop;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.testing.TestShop;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Decisions of checkouts, on hand-written shops without a database. */
@Tag("quick")
class CheckoutDecisionTest {
    private final PaperShop paper = new PaperShop();

    @Test
    void everythingThatIsHeldIsSoldAtThePriceOfItsLine() {
        paper.variant(11, 9, 5)
                .variant(12, 3, 3)
                .openCart(71)
                .line(71, 31, 11, 2, 60)
                .line(71, 32, 12, 3, 1);

        Order order = new PlaceOrder(CheckoutRequest.of(71), RefundSettings.DEFAULT, TestShop.HOLD_LIMITS)
                .decide(paper.shop())
                .get();

        assertThat(order.total()).isEqualTo(Money.of("45.00", "USD"));
        assertThat(order.items()).extracting(OrderItem::quantity).containsExactly(2, 3);
        assertThat(paper.orders()).hasSize(1);
        assertThat(paper.shop().cart(71).head().status()).isEqualTo(CartStatus.CHECKED_OUT.word());
        assertThat(paper.shop().cart(71).head().orderId()).isEqualTo(order.id());
        assertThat(paper.shop().cart(71).items()).isEmpty();
        assertThat(paper.shop().stock(StockKey.of(11)).stockQuantity()).isEqualTo(7);
        assertThat(paper.shop().stock(StockKey.of(11)).reservedQuantity()).isEqualTo(3);
        assertThat(paper.shop().stock(StockKey.of(12)).stockQuantity()).isZero();
        assertThat(paper.movements(11)).containsExactly("sold-2");
    }

    @Test
    void whatIsInTheWayIsLookedForInOneOrderAndARefusalChangesNothing() {
        paper.variant(11, 9, 9).cart(72, CartStatus.CHECKED_OUT, 1_000L).openCart(73);
        paper.openCart(74).line(74, 31, 11, 1, 60).line(74, 32, 11, 1, 0);
        paper.openCart(75).taken(75, 31, 11, 1);
        paper.openCart(76).line(76, 31, 11, 1, 60);

        refused("cart_not_found", 71);
        refused("cart_closed", 72);
        refused("cart_empty", 73);
        refused("reservation_expired", 74);
        refused("reservation_expired", 75);
        refused("price_changed", 76);
    }

    @Test
    void oneCartIsSoldOnce() {
        paper.variant(11, 9, 1).openCart(71).line(71, 31, 11, 1, 60);
        new PlaceOrder(CheckoutRequest.of(71), RefundSettings.DEFAULT, TestShop.HOLD_LIMITS).decide(paper.shop());

        // The refusal would name an order that has no number yet.
        assertThatThrownBy(() -> new PlaceOrder(CheckoutRequest.of(71), RefundSettings.DEFAULT, TestShop.HOLD_LIMITS)
                        .decide(paper.shop()))
                .isInstanceOf(NotLoaded.class);
        assertThat(paper.orders()).hasSize(1);
        assertThat(paper.movements(11)).containsExactly("sold-1");
    }

    @Test
    void anExpectedAmountIsOfTheCartsCurrency() {
        paper.variant(11, 9, 5).openCart(71).line(71, 31, 11, 2, 60);
        Currency dollars = Currency.getInstance("USD");

        assertThatThrownBy(() -> decide(expecting("18.001", null)))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/expected_total"));
        assertThatThrownBy(() -> decide(expecting("18", Currency.getInstance("EUR"))))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors().get(0).pointer()).isEqualTo("/currency"));
        assertThatThrownBy(() -> decide(expecting("17.99", dollars)))
                .isInstanceOfSatisfying(
                        PriceChangedException.class,
                        e -> assertThat(e.expectedTotal()).isEqualTo(Money.of("17.99", "USD")));
        assertThat(paper.isUnchanged()).isTrue();
        assertThat(decide(expecting("18", dollars)).total()).isEqualTo(Money.of("18.00", "USD"));
    }

    @Test
    void anAmountThatTheCurrencyCannotHaveIsToldBeforeTheStateOfTheCart() {
        paper.cart(71, CartStatus.CHECKED_OUT, 1_000L);

        assertThatThrownBy(() -> decide(expecting("0.001", null))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> decide(expecting("0.01", null))).isInstanceOf(CartClosedException.class);
    }

    @Test
    void oneTotalIsExpectedAtMost() {
        assertThatThrownBy(() -> new CheckoutRequest(71, null, Money.of("1", "USD"), BigDecimal.ONE, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Order decide(CheckoutRequest request) {
        return new PlaceOrder(request, RefundSettings.DEFAULT, TestShop.HOLD_LIMITS)
                .decide(paper.shop())
                .get();
    }

    private static CheckoutRequest expecting(String amount, @Nullable Currency currency) {
        return new CheckoutRequest(71, null, null, new BigDecimal(amount), currency);
    }

    private void refused(String code, long cart) {
        CheckoutRequest request = new CheckoutRequest(cart, "somebody", Money.of("1.23", "USD"));
        assertThatThrownBy(() ->
                        new PlaceOrder(request, RefundSettings.DEFAULT, TestShop.HOLD_LIMITS).decide(paper.shop()))
                .isInstanceOfSatisfying(
                        HoldfastException.class, e -> assertThat(e.code()).isEqualTo(code));
        assertThat(paper.isUnchanged()).as("after " + code).isTrue();
    }
}

package dev.holdfast.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidInputException;
import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartClosedException;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.CartStatus;
import dev.holdfast.cart.NewCart;
import dev.holdfast.catalog.ProductChange;
import dev.holdfast.catalog.Variant;
import dev.holdfast.catalog.VariantChange;
import dev.holdfast.order.Order;
import dev.holdfast.order.OrderItem;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckoutTest {
    private static final TestShop shop = new TestShop();

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
    }

    @Test
    void aCheckoutTakesTheUnitsOutOfStockAndClosesTheCart() {
        Variant tee = shop.variant("10.00", 10);
        Variant hat = shop.variant("4.50", 3);
        long cart = shop.cartWith(tee, 2);
        Cart shown = shop.put(cart, hat, 3);

        Order order = shop.checkOut(cart);

        assertThat(order.total()).isEqualTo(shown.total()).isEqualTo(Money.of("33.50", "USD"));
        assertThat(order.items()).extracting(OrderItem::variantId).containsExactly(tee.id(), hat.id());
        assertThat(order.items()).extracting(OrderItem::quantity).containsExactly(2, 3);
        assertThat(order.placedAt()).isEqualTo(shop.clock.instant());
        assertThat(shop.now(tee).stockQuantity()).isEqualTo(8);
        assertThat(shop.now(tee).reservedQuantity()).isZero();
        assertThat(shop.now(hat).stockQuantity()).isZero();
        assertThat(shop.show(cart).status()).isEqualTo(CartStatus.CHECKED_OUT);
        assertThat(shop.show(cart).orderId()).isEqualTo(order.id());
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
    }

    @Test
    void aCheckedOutCartStillShowsWhatWasBoughtAtThePriceThatWasPaid() {
        Variant variant = shop.variant("10.00", 10);
        long cart = shop.cart();
        Cart before = shop.put(cart, variant, 2);
        shop.checkOut(cart);
        shop.holdfast
                .catalog()
                .changeProduct(variant.productId(), ProductChange.none().withBasePrice(Money.of("99.00", "USD")));
        shop.holdfast
                .catalog()
                .changeVariant(
                        variant.id(),
                        new VariantChange(
                                Patch.set("NEW-" + variant.sku()), Patch.set("New"), Patch.keep(), Patch.keep()));
        shop.clock.advance(TestShop.HOLD.multipliedBy(3));

        Cart after = shop.show(cart);

        assertThat(after.total()).isEqualTo(before.total());
        assertThat(after.expiredItems()).isEmpty();
        assertThat(after.items())
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("reservedUntil", "holds")
                .isEqualTo(before.items().get(0));
        assertThat(after.items()).extracting(CartItem::reservedUntil).containsExactly((java.time.Instant) null);
    }

    @Test
    void whatIsShownIsChargedWhateverChangesInCatalogueAndRulesMeanwhile() {
        shop.rule("{'code': 'SHOWN', 'conditions': {'user_tiers': ['shown']},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");
        Variant variant = shop.variant("10.00", 10);
        long cart = shop.holdfast
                .carts()
                .create(new NewCart(null, "shown", List.of(), null))
                .id();
        Cart shown = shop.put(cart, variant, 2);
        assertThat(shown.total()).isEqualTo(Money.of("18.00", "USD"));
        shop.holdfast
                .catalog()
                .changeProduct(variant.productId(), ProductChange.none().withBasePrice(Money.of("99.00", "USD")));
        shop.holdfast.pricing().change("SHOWN", "{\"discount\": {\"percent\": 50}}");
        shop.rule("{'code': 'LATER', 'conditions': {'user_tiers': ['shown']},"
                + " 'discount': {'type': 'amount_off', 'amount': '1.00', 'per': 'line'}}");

        assertThat(shop.show(cart)).isEqualTo(shown);
        Order order = shop.checkOut(cart);

        assertThat(order.total()).isEqualTo(shown.total());
        assertThat(order.items().get(0).explanation())
                .singleElement()
                .satisfies(step -> assertThat(step.rule()).isEqualTo("SHOWN"));
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        assertThat(shop.show(cart).total()).isEqualTo(shown.total());
    }

    @Test
    void everyChangeOfACartPricesItByTheRulesOfThatMoment() {
        Variant variant = shop.variant("10.00", 10);
        long cart = shop.holdfast
                .carts()
                .create(new NewCart(null, "moment", List.of(), null))
                .id();
        shop.put(cart, variant, 1);
        shop.rule("{'code': 'MOMENT', 'conditions': {'user_tiers': ['moment']},"
                + " 'discount': {'type': 'percent_off', 'percent': 10}}");

        assertThat(shop.show(cart).total()).isEqualTo(Money.of("10.00", "USD"));
        assertThat(shop.holdfast.carts().extend(cart).total()).isEqualTo(Money.of("10.00", "USD"));
        assertThat(shop.put(cart, variant, 1).total()).isEqualTo(Money.of("9.00", "USD"));
        assertThat(shop.checkOut(cart).total()).isEqualTo(Money.of("9.00", "USD"));
    }

    @Test
    void whatIsInTheWayIsLookedForInOneOrder() {
        Variant variant = shop.variant(10);
        Money wrong = Money.of("1.00", "USD");
        CheckoutRequest unknown = new CheckoutRequest(999_999, "other", wrong);
        assertThatThrownBy(() -> shop.holdfast.checkout().place(unknown))
                .isInstanceOfSatisfying(
                        NotFoundException.class, e -> assertThat(e.code()).isEqualTo("cart_not_found"));

        long cart = shop.holdfast
                .carts()
                .create(new NewCart("owner", null, List.of(), null))
                .id();
        CheckoutRequest allWrong = new CheckoutRequest(cart, "other", wrong);
        assertThatThrownBy(() -> shop.holdfast.checkout().place(allWrong)).isInstanceOf(CartEmptyException.class);

        shop.put(cart, variant, 2);
        shop.letExpire();
        assertThatThrownBy(() -> shop.holdfast.checkout().place(allWrong))
                .isInstanceOfSatisfying(ReservationExpiredException.class, e -> {
                    assertThat(e.items()).isEqualTo(shop.show(cart).expiredItems());
                    assertThat(e.items()).hasSize(1);
                });

        shop.put(cart, variant, 2);
        assertThatThrownBy(() -> shop.holdfast.checkout().place(allWrong))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.errors())
                                .extracting(InvalidInputException.Error::pointer)
                                .containsExactly("/user_id"));

        CheckoutRequest wrongTotal = new CheckoutRequest(cart, "owner", wrong);
        assertThatThrownBy(() -> shop.holdfast.checkout().place(wrongTotal))
                .isInstanceOfSatisfying(PriceChangedException.class, e -> {
                    assertThat(e.expectedTotal()).isEqualTo(wrong);
                    assertThat(e.total()).isEqualTo(Money.of("20.00", "USD"));
                });
        assertThat(shop.show(cart).status()).isEqualTo(CartStatus.OPEN);
        assertThat(shop.now(variant).reservedQuantity()).isEqualTo(2);

        Order order = shop.holdfast.checkout().place(new CheckoutRequest(cart, "owner", Money.of("20.00", "USD")));
        assertThatThrownBy(() -> shop.holdfast.checkout().place(allWrong))
                .isInstanceOfSatisfying(CartClosedException.class, e -> {
                    assertThat(e.orderId()).isEqualTo(order.id());
                    assertThat(e.status()).isEqualTo(CartStatus.CHECKED_OUT);
                    assertThat(e.facts()).containsEntry("order_id", order.id());
                });
    }

    @Test
    void aDeletedCartHasNoOrder() {
        long cart = shop.cartWith(shop.variant(1), 1);
        shop.holdfast.carts().delete(cart);

        assertThatThrownBy(() -> shop.checkOut(cart)).isInstanceOfSatisfying(CartClosedException.class, e -> {
            assertThat(e.orderId()).isNull();
            assertThat(e.facts()).doesNotContainKey("order_id");
        });
    }

    @Test
    void oneExpiredLineOfSeveralIsInTheWayUntilItIsRemoved() {
        Variant early = shop.variant(5);
        Variant late = shop.variant("3.00", 5);
        long cart = shop.cartWith(early, 1);
        shop.clock.advance(TestShop.HOLD.dividedBy(2));
        shop.put(cart, late, 1);
        shop.clock.advance(TestShop.HOLD.dividedBy(2));

        assertThatThrownBy(() -> shop.checkOut(cart))
                .isInstanceOfSatisfying(
                        ReservationExpiredException.class,
                        e -> assertThat(e.items())
                                .extracting(dev.holdfast.cart.ExpiredItem::variantId)
                                .containsExactly(early.id()));
        shop.holdfast
                .carts()
                .removeItem(cart, shop.show(cart).expiredItems().get(0).id());

        assertThat(shop.checkOut(cart).total()).isEqualTo(Money.of("3.00", "USD"));
    }

    @Test
    void aReservationHoldsUntilJustBeforeItsEnd() {
        Variant variant = shop.variant(5);
        long cart = shop.cartWith(variant, 1);
        shop.clock.advance(TestShop.HOLD.minusNanos(1_000));

        assertThat(shop.checkOut(cart).items()).hasSize(1);

        long late = shop.cartWith(variant, 1);
        shop.letExpire();
        assertThatThrownBy(() -> shop.checkOut(late)).isInstanceOf(ReservationExpiredException.class);
    }

    @Test
    void aUserGivenAtCheckoutFillsAnEmptyOne() {
        long cart = shop.cartWith(shop.variant(5), 1);

        Order order = shop.holdfast.checkout().place(new CheckoutRequest(cart, "7", null));

        assertThat(order.userId()).isEqualTo("7");
        assertThat(shop.show(cart).userId()).isEqualTo("7");
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
    }

    @Test
    void anExpectedTotalOfAnotherCurrencyIsAnotherTotal() {
        long cart = shop.cartWith(shop.variant("10.00", 5), 1);

        assertThatThrownBy(
                        () -> shop.holdfast.checkout().place(new CheckoutRequest(cart, null, Money.of("10.00", "EUR"))))
                .isInstanceOf(PriceChangedException.class);
    }

    @Test
    void aRefusedCheckoutUsesUpNoNumber() {
        TestShop own = new TestShop();
        Variant variant = own.variant(10);
        long first = own.cartWith(variant, 1);
        long second = own.cartWith(variant, 1);

        assertThat(own.checkOut(first).number()).isEqualTo("1001");
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> own.checkOut(first)).isInstanceOf(CartClosedException.class);
        }
        CheckoutRequest tooCheap = new CheckoutRequest(second, null, Money.of("0.01", "USD"));
        assertThatThrownBy(() -> own.holdfast.checkout().place(tooCheap)).isInstanceOf(PriceChangedException.class);

        Order order = own.checkOut(second);
        assertThat(order.number()).isEqualTo("1002");
        assertThat(order.id()).isEqualTo(1002);
        assertThat(own.show(second).orderId()).isEqualTo(1002);
        assertThat(own.holdfast.orders().get(1002)).isEqualTo(order);
        assertThat(own.contradictions()).isZero();
    }
}

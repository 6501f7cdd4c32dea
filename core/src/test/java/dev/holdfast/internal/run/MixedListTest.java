package dev.holdfast.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Money;
import dev.holdfast.NotFoundException;
import dev.holdfast.Patch;
import dev.holdfast.cart.Cart;
import dev.holdfast.cart.CartChange;
import dev.holdfast.cart.CartClosedException;
import dev.holdfast.cart.CartItem;
import dev.holdfast.cart.CurrencyMismatchException;
import dev.holdfast.cart.GiftItemException;
import dev.holdfast.cart.NewCart;
import dev.holdfast.cart.NewCharge;
import dev.holdfast.cart.ReservationLimitException;
import dev.holdfast.catalog.Variant;
import dev.holdfast.checkout.CheckoutItem;
import dev.holdfast.checkout.CheckoutRequest;
import dev.holdfast.checkout.PriceChangedException;
import dev.holdfast.checkout.ReservationExpiredException;
import dev.holdfast.internal.settings.HoldLimits;
import dev.holdfast.inventory.InsufficientStockException;
import dev.holdfast.order.Order;
import dev.holdfast.testing.TestShop;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists in which some commands are accepted and some refused: a refusal leaves no trace in those around it. */
class MixedListTest {
    private static final TestShop shop = new TestShop();

    private final OneList server = new OneList(shop);
    private final OneList strict = new OneList(shop, tenUnitsForEachUser());

    @AfterEach
    void theBooksAgree() {
        assertThat(shop.contradictions()).isZero();
        assertThat(shop.holdfast.verify().violations()).isEmpty();
    }

    private static HoldLimits tenUnitsForEachUser() {
        HoldLimits limits = TestShop.HOLD_LIMITS;
        return new HoldLimits(
                limits.reservationTime(),
                limits.maxReservationAge(),
                limits.itemsPerCart(),
                limits.unitsPerCart(),
                null,
                10);
    }

    @Test
    void aPutThatIsRefusedTakesNothingFromTheNext() throws Exception {
        Variant variant = shop.variant("3.00", 7);
        long first = shop.cart();
        long second = shop.cart();
        long third = shop.cart();

        OneList.Outcomes outcomes = server.run(
                server.put(first, variant, 4),
                server.put(second, variant, 5),
                server.put(first, variant, 8),
                server.remove(second, 1),
                server.put(third, variant, 3));

        assertThat(outcomes.cart(1).items()).extracting(CartItem::quantity).containsExactly(4);
        assertThat(outcomes.as(InsufficientStockException.class, 2).available()).isEqualTo(3);
        assertThat(outcomes.as(InsufficientStockException.class, 3).available()).isEqualTo(7);
        outcomes.as(NotFoundException.class, 4);
        assertThat(outcomes.cart(5).items()).extracting(CartItem::quantity).containsExactly(3);
        assertThat(shop.show(first)).isEqualTo(outcomes.cart(1));
        assertThat(shop.show(second).items()).isEmpty();
        assertThat(shop.now(variant).availableQuantity()).isZero();
    }

    @Test
    void aCartThatIsBoughtTwiceInOneListNamesItsOrder() throws Exception {
        Variant variant = shop.variant("3.00", 7);
        long first = shop.cartWith(variant, 2);
        long second = shop.cartWith(variant, 3);

        OneList.Outcomes outcomes = server.runAndAgain(
                server.checkOut(first),
                server.checkOut(second),
                server.checkOut(first),
                server.put(second, variant, 1),
                server.checkOut(second));

        Order order = outcomes.as(Order.class, 1);
        Order other = outcomes.as(Order.class, 2);
        assertThat(other.id()).isEqualTo(order.id() + 1);
        assertThat(outcomes.as(CartClosedException.class, 3).orderId()).isEqualTo(order.id());
        assertThat(outcomes.as(CartClosedException.class, 4).orderId()).isEqualTo(other.id());
        assertThat(outcomes.as(CartClosedException.class, 5).orderId()).isEqualTo(other.id());
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        assertThat(shop.holdfast.orders().get(other.id())).isEqualTo(other);
        assertThat(shop.show(first).orderId()).isEqualTo(order.id());
    }

    @Test
    void whatABuyerAddsToACartThatAnOrderMadeTheirsIsDecidedInItsTurn() throws Exception {
        Variant variant = shop.variant("3.00", 9);
        long cart = shop.cartWith(variant, 2);
        CheckoutRequest one = CheckoutRequest.of(cart).withUser("ann").withItems(List.of(new CheckoutItem(1, 1)));

        OneList.Outcomes outcomes = strict.run(
                () -> strict.checkout.place(one), strict.put(cart, variant, 4), () -> strict.carts.extend(cart));

        outcomes.as(Order.class, 1);
        assertThat(outcomes.cart(2).items()).extracting(CartItem::quantity).containsExactly(4);
        assertThat(outcomes.cart(3).items()).extracting(CartItem::quantity).containsExactly(4);
    }

    @Test
    void aChargeThatIsRefusedIsNotOnTheCart() throws Exception {
        Variant variant = shop.variant("3.00", 50);
        long first = shop.cartWith(variant, 5);
        long second = shop.cartWith(variant, 6);

        OneList.Outcomes outcomes = server.runAndAgain(
                charge(first, "shipping", "4.90", "USD"),
                charge(first, "wrapping", "2.00", "EUR"),
                () -> server.carts.removeCharge(second, "shipping"),
                charge(second, "wrapping", "1.50", "USD"),
                () -> server.carts.removeCharge(first, "wrapping"),
                server.checkOut(first),
                charge(first, "wrapping", "1.00", "USD"));

        assertThat(outcomes.cart(1).total()).isEqualTo(usd("19.90"));
        outcomes.as(CurrencyMismatchException.class, 2);
        outcomes.as(NotFoundException.class, 3);
        assertThat(outcomes.cart(4).total()).isEqualTo(usd("19.50"));
        outcomes.as(NotFoundException.class, 5);
        Order order = outcomes.as(Order.class, 6);
        assertThat(order.charges()).singleElement().satisfies(charge -> {
            assertThat(charge.code()).isEqualTo("shipping");
            assertThat(charge.total()).isEqualTo(usd("4.90"));
        });
        assertThat(shop.holdfast.orders().get(order.id())).isEqualTo(order);
        outcomes.as(CartClosedException.class, 7);
        assertThat(shop.show(second)).isEqualTo(outcomes.cart(4));
    }

    @Test
    void aGiftIsGivenToTheFirstAndARefusalNeitherTakesNorGivesOneBack() throws Exception {
        Variant tee = shop.variant("20.00", 50);
        Variant sticker = shop.variant("1.50", 3);
        shop.rule("{'code': 'STICKER-" + tee.id() + "', 'conditions': {'variants': [" + tee.id() + "]},"
                + " 'discount': {'type': 'gift', 'variant': " + sticker.id() + ", 'quantity': 2,"
                + " 'buy': {'quantity': 4}, 'max_times': 1}}");
        long first = shop.cartWith(tee, 1);
        long second = shop.cartWith(tee, 1);
        // Both hold a gift's counter before the list, so that the list locks it at once.
        shop.put(first, tee, 4);
        assertThat(gifts(shop.show(first))).containsExactly(2);

        OneList.Outcomes outcomes = server.run(
                server.put(first, tee, 90), () -> server.carts.changeItem(first, 2, 3), server.put(first, tee, 5));

        outcomes.as(InsufficientStockException.class, 1);
        outcomes.as(GiftItemException.class, 2);
        assertThat(gifts(outcomes.cart(3))).containsExactly(2);
        assertThat(shop.now(sticker).reservedQuantity()).isEqualTo(2);

        OneList.Outcomes later = server.queued(
                List.of(server.put(second, tee, 99), server.put(second, tee, 4), server.put(first, tee, 99)), () -> {});
        later.as(InsufficientStockException.class, 1);
        assertThat(gifts(later.cart(2))).as("of what is left").containsExactly(1);
        later.as(InsufficientStockException.class, 3);
        assertThat(gifts(shop.show(first))).containsExactly(2);
        assertThat(shop.now(sticker).reservedQuantity()).isEqualTo(3);
    }

    @Test
    void aCheckoutThatIsRefusedSellsNothingAndLeavesTheCartOpen() throws Exception {
        Variant variant = shop.variant("3.00", 50);
        long expired = shop.cartWith(variant, 2);
        shop.letExpire();
        long cart = shop.cartWith(variant, 5);

        OneList.Outcomes outcomes = server.runAndAgain(
                () -> server.checkout.place(new CheckoutRequest(cart, null, usd("14.99"))),
                server.checkOut(expired),
                () -> server.checkout.place(new CheckoutRequest(cart, "eve", usd("15.00"))),
                server.checkOut(cart),
                server.put(expired, variant, 4),
                server.checkOut(expired));

        assertThat(outcomes.as(PriceChangedException.class, 1).total()).isEqualTo(usd("15.00"));
        outcomes.as(ReservationExpiredException.class, 2);
        assertThat(outcomes.as(Order.class, 3).userId()).isEqualTo("eve");
        assertThat(outcomes.as(CartClosedException.class, 4).orderId())
                .isEqualTo(outcomes.as(Order.class, 3).id());
        assertThat(outcomes.as(Order.class, 6).total()).isEqualTo(usd("12.00"));
        assertThat(shop.now(variant).stockQuantity()).isEqualTo(50 - 5 - 4);
    }

    @Test
    void whatAUserMayHoldIsCountedOverTheCartsOfTheList() throws Exception {
        Variant variant = shop.variant("3.00", 50);
        long first = cartOf("ann");
        long second = cartOf("ann");
        long capital = cartOf("Ann");
        shop.put(cartOf("ann"), shop.variant("1.00", 9), 2);

        OneList.Outcomes outcomes = strict.run(
                strict.put(first, variant, 5),
                strict.put(second, variant, 4),
                strict.put(capital, variant, 9),
                strict.change(capital, new CartChange(Patch.set("ann"), Patch.keep(), Patch.keep())),
                strict.put(second, variant, 3),
                strict.delete(first),
                strict.put(second, variant, 8));

        assertThat(outcomes.as(ReservationLimitException.class, 2).facts()).containsEntry("held", 7L);
        assertThat(outcomes.cart(3).items()).hasSize(1);
        assertThat(outcomes.as(ReservationLimitException.class, 4).facts()).containsEntry("held", 7L);
        outcomes.cart(5);
        assertThat(outcomes.cart(7).items()).extracting(CartItem::quantity).containsExactly(8);
    }

    @Test
    void aMovementThatIsRefusedIsNotInTheLedger() throws Exception {
        Variant variant = shop.variant("3.00", 7);
        long cart = shop.cart();

        OneList.Outcomes outcomes = server.run(
                server.put(cart, variant, 5),
                () -> server.inventory.adjust(variant.id(), -3, "broken", null),
                () -> server.inventory.adjust(variant.id(), -2, "broken", null),
                server.put(cart, variant, 6),
                () -> server.inventory.receive(variant.id(), 1, "PO-1"),
                server.put(cart, variant, 6));

        outcomes.as(InsufficientStockException.class, 2);
        outcomes.as(InsufficientStockException.class, 4);
        assertThat(outcomes.cart(6).items()).extracting(CartItem::quantity).containsExactly(6);
        assertThat(shop.texts("select kind || ' ' || stock_delta || ' ' || reserved_delta from #stock_ledger"
                        + " where variant_id = " + variant.id() + " order by version"))
                .containsExactly("received 7 0", "reserved 0 5", "adjusted -2 0", "received 1 0", "reserved 0 1");
    }

    private OneList.Call charge(long cart, String code, String amount, String currency) {
        return () -> server.carts.setCharge(cart, NewCharge.of(code, Money.of(amount, currency)));
    }

    private static long cartOf(String user) {
        return shop.holdfast
                .carts()
                .create(new NewCart(user, null, List.of(), null))
                .id();
    }

    private static List<Integer> gifts(Cart cart) {
        return cart.items().stream()
                .filter(item -> item.giftRule() != null)
                .map(CartItem::quantity)
                .toList();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }
}
